package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// tokenQuotas lowers the quotas.
func (b *Builder) tokenQuotas(n *manifest.Node) plan.Expr {
	out := plan.SliceOf("auth", "TokenQuota")
	for _, quota := range items(n.Field("quotas")) {
		var matchers plan.Expr
		if declared := items(quota.Field("matchers")); len(declared) > 0 {
			list := plan.SliceOf("stream", "RequestMatcher")
			for _, item := range declared {
				matcher := b.matcher(item).(*plan.Make)
				matcher.Pkg, matcher.Type = "limit", "HTTPRequestMatcher"
				list.Items = append(list.Items, matcher)
			}
			matchers = list
		}
		out.Items = append(out.Items, plan.New("", "",
			plan.F("Name", plainText(quota, "name")),
			plan.F("RemainingPath", someTexts(quota, "remaining_path")),
			plan.F("ResetPath", someTexts(quota, "reset_path")),
			plan.F("LimitPath", someTexts(quota, "limit_path")),
			plan.F("Matchers", matchers),
			plan.F("RemainingHeader", plainText(quota, "remaining_header")),
			plan.F("ResetHeader", plainText(quota, "reset_header")),
			plan.F("LimitHeader", plainText(quota, "limit_header")),
			plan.F("ExhaustionStatusCodes", statusCodes(quota.Field("exhaustion_status_codes"))),
		))
	}
	return out
}
