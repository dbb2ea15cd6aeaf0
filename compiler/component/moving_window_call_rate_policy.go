package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { callRatePolicies.add("MovingWindowCallRatePolicy", movingWindowCallRatePolicy) }

// movingWindowCallRatePolicy lowers MovingWindowCallRatePolicy: so many calls in any stretch of time.
func movingWindowCallRatePolicy(b *Builder, n *manifest.Node) plan.Expr {
	rates := plan.SliceOf("limit", "Rate")
	for _, item := range items(n.Field("rates")) {
		rates.Items = append(rates.Items, b.rate(item))
	}
	if rates.Items == nil {
		b.lenientf(n, n.Field("rates").Span, "bad-value", "%s needs at least one rate", n.Type())
	}
	return plan.New("limit", "MovingWindowCallRatePolicy",
		plan.F("Rates", rates),
		plan.F("Matchers", b.matchers(n)),
	)
}

// rate lowers Rate.
func (b *Builder) rate(n *manifest.Node) plan.Expr {
	if limit, ok := n.Field("limit").Int(); ok && limit < 1 {
		b.lenientf(n, n.Field("limit").Span, "bad-value", "a limit below 1 lets no request out")
	}
	return plan.New("", "",
		plan.F("Limit", b.textOf(n.Field("limit"), n, "Rate.limit", configScope)),
		plan.F("Interval", b.duration(n, "interval")),
	)
}
