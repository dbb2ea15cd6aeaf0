package component

import (
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { partitionRouters.add("UnionPartitionRouter", unionPartitionRouter) }

// unionPartitionRouter lowers UnionPartitionRouter: the partitions of several routers, each value once.
func unionPartitionRouter(b *Builder, n *manifest.Node) plan.Expr {
	routers := plan.SliceOf("stream", "PartitionRouter")
	for _, router := range items(n.Field("partition_routers")) {
		b.refuseOptions(n, router)
		b.sameField(n, router)
		if x := b.lower(partitionRouters, router); x != nil {
			routers.Items = append(routers.Items, x)
		}
	}
	return plan.New("partition", "Union",
		plan.F("PartitionRouters", routers),
		plan.F("PartitionField", b.template(n, "partition_field", configScope)),
	)
}

// sameField refuses a router whose partitions are known to have another field than the union. What
// templates decide is checked when the connector starts.
func (b *Builder) sameField(n, router *manifest.Node) {
	want, named := text(n.Field("partition_field"))
	if !named {
		return // which the schema has refused
	}
	for _, at := range fieldNodes(router) {
		got, ok := text(at)
		if !ok || got == want || strings.Contains(got+want, "{") {
			continue
		}
		d := b.errorf(router, at.Span, "conflict", "the partitions of a union all have the field %q, not %q", want, got)
		d.Notef("partition_field of the union is at %s", n.Field("partition_field").Span)
	}
}

// fieldNodes are where a router names the field of its partitions.
func fieldNodes(router *manifest.Node) (nodes []*manifest.Node) {
	switch router.Type() {
	case "ListPartitionRouter":
		return []*manifest.Node{router.Field("cursor_field")}
	case "UnionPartitionRouter":
		return []*manifest.Node{router.Field("partition_field")}
	}
	for _, parent := range items(router.Field("parent_stream_configs")) {
		nodes = append(nodes, parent.Field("partition_field"))
	}
	return nodes
}
