package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { recordFilters.add("RecordFilter", recordFilter) }

// recordFilter lowers RecordFilter, which keeps the records for which a condition is true. Without a
// condition it keeps none, as in the reference.
func recordFilter(b *Builder, n *manifest.Node) plan.Expr {
	x := b.condition(n, "condition", filterScope)
	if x == nil {
		if absent(n.Field("condition")) {
			b.warnf(n, n.Span, "empty-filter", "RecordFilter without a condition drops every record")
		}
		x = plan.Func("record", "Fixed", plan.Lit{Value: ""})
	}
	return plan.Func("record", "Filter", x)
}
