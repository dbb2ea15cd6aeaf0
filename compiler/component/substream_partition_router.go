package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { partitionRouters.add("SubstreamPartitionRouter", substreamPartitionRouter) }

// substreamPartitionRouter lowers SubstreamPartitionRouter: one partition for each record of its parents.
func substreamPartitionRouter(b *Builder, n *manifest.Node) plan.Expr {
	b.checkLazyRead(n)
	parents := plan.SliceOf("partition", "Parent")
	for _, p := range items(n.Field("parent_stream_configs")) {
		if x := b.parentStreamConfig(n, p); x != nil {
			parents.Items = append(parents.Items, x)
		}
	}
	if parents.Items == nil && !b.diags.HasErrors() {
		b.errorf(n, n.Span, "missing-field", "SubstreamPartitionRouter needs a parent in parent_stream_configs")
		return nil
	}
	return plan.New("partition", "Substream", plan.F("ParentStreamConfigs", parents))
}
