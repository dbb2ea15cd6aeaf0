package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { backoffStrategies.add("ExponentialBackoffStrategy", exponentialBackoffStrategy) }

// exponentialBackoffStrategy lowers ExponentialBackoffStrategy: waits that double. The reference takes a factor of
// zero for none.
func exponentialBackoffStrategy(b *Builder, n *manifest.Node) plan.Expr {
	m := plan.New("retry", "ExponentialBackoff")
	switch v := scalar(n.Field("factor")); v {
	case int64(0), float64(0), "":
	default:
		m.Fields = appendField(m.Fields, "Factor", b.secondsTemplate(n, "factor", b.lenientf))
	}
	m.Fields = appendField(m.Fields, "JitterRangeInSeconds", b.seconds(n, "jitter_range_in_seconds"))
	return m
}
