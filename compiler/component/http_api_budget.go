package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// httpAPIBudget lowers HTTPAPIBudget: how often the API may be called.
func (b *Builder) httpAPIBudget(n *manifest.Node) plan.Expr {
	if n == nil {
		return nil
	}
	policies := plan.SliceOf("limit", "Policy")
	for _, item := range items(n.Field("policies")) {
		if policy := b.lower(callRatePolicies, item); policy != nil {
			policies.Items = append(policies.Items, policy)
		}
	}
	reset, _ := text(present(n, "ratelimit_reset_header"))
	remaining, _ := text(present(n, "ratelimit_remaining_header"))
	return plan.New("limit", "HTTPAPIBudget",
		plan.F("Policies", policies),
		plan.F("RateLimitResetHeader", plan.String(reset)),
		plan.F("RateLimitRemainingHeader", plan.String(remaining)),
		plan.F("StatusCodesForRateLimitHit", statusCodes(n.Field("status_codes_for_ratelimit_hit"))),
	)
}

// statusCodes lowers a list of statuses; an empty one is none, as if it were not there.
func statusCodes(n *manifest.Node) plan.Expr {
	codes := plan.SliceOf("", "int")
	for _, item := range items(n) {
		if code, ok := item.Int(); ok {
			codes.Items = append(codes.Items, plan.Lit{Value: code})
		}
	}
	if codes.Items == nil {
		return nil
	}
	return codes
}
