package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { partitionRouters.add("GroupingPartitionRouter", groupingPartitionRouter) }

// groupingPartitionRouter lowers GroupingPartitionRouter: one partition for several of another router.
func groupingPartitionRouter(b *Builder, n *manifest.Node) plan.Expr {
	underlying := n.Field("underlying_partition_router")
	b.refuseOptions(n, underlying)
	size, ok := n.Field("group_size").Int()
	if ok && size < 1 {
		b.errorf(n, n.Field("group_size").Span, "bad-value", "a group holds at least 1 partition, not %d", size)
	}
	m := plan.New("partition", "Grouping",
		plan.F("GroupSize", plan.Lit{Value: size}),
		plan.F("UnderlyingPartitionRouter", b.lower(partitionRouters, underlying)),
	)
	if deduplicate, ok := n.Field("deduplicate").Bool(); ok && !deduplicate {
		m.Fields = append(m.Fields, plan.F("KeepDuplicates", plan.Lit{Value: true}))
	}
	return m
}

// refuseOptions refuses the request options of a router inside of the router n, whose slices do not say
// which value would go into the request.
func (b *Builder) refuseOptions(n, inside *manifest.Node) {
	owners := items(inside.Field("parent_stream_configs"))
	if inside.Type() == "ListPartitionRouter" {
		owners = []*manifest.Node{inside}
	}
	for _, owner := range owners {
		if option := present(owner, "request_option"); option != nil {
			d := b.errorf(owner, option.Span, "conflict", "%s takes no request options of the routers in it", n.Type())
			d.Hint = "put a template of stream_partition into the requester"
		}
	}
}
