package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// concurrencyLevel lowers ConcurrencyLevel: how many workers read partitions.
func (b *Builder) concurrencyLevel(n *manifest.Node) plan.Expr {
	if n == nil {
		return nil
	}
	level := plan.New("connector", "ConcurrencyLevel",
		plan.F("DefaultConcurrency", b.template(n, "default_concurrency", configScope)),
		plan.F("MaxConcurrency", b.int(n, "max_concurrency")),
	)
	// An integer is used as it is; only an expression is capped by max_concurrency.
	if _, ok := scalar(n.Field("default_concurrency")).(int64); ok {
		level.Fields = append(level.Fields, plan.F("Exact", plan.Lit{Value: true}))
	}
	return level
}
