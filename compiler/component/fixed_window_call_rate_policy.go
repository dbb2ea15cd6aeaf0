package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { callRatePolicies.add("FixedWindowCallRatePolicy", fixedWindowCallRatePolicy) }

// fixedWindowCallRatePolicy lowers FixedWindowCallRatePolicy: so many calls in each period.
func fixedWindowCallRatePolicy(b *Builder, n *manifest.Node) plan.Expr {
	if limit, ok := n.Field("call_limit").Int(); ok && limit < 1 {
		b.lenientf(n, n.Field("call_limit").Span, "bad-value", "a call_limit below 1 lets no request out")
	}
	return plan.New("limit", "FixedWindowCallRatePolicy",
		plan.F("Period", b.duration(n, "period")),
		plan.F("CallLimit", b.int(n, "call_limit")),
		plan.F("Matchers", b.matchers(n)),
	)
}
