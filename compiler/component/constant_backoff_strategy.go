package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { backoffStrategies.add("ConstantBackoffStrategy", constantBackoffStrategy) }

// constantBackoffStrategy lowers ConstantBackoffStrategy: the same wait after each attempt.
func constantBackoffStrategy(b *Builder, n *manifest.Node) plan.Expr {
	return plan.New("retry", "ConstantBackoff",
		plan.F("BackoffTimeInSeconds", b.secondsTemplate(n, "backoff_time_in_seconds", b.lenientf)),
		plan.F("JitterRangeInSeconds", b.seconds(n, "jitter_range_in_seconds")),
	)
}
