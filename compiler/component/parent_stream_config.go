package component

import (
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// parentStreamConfig lowers ParentStreamConfig of a router: the parent stream, and what of its records a
// partition takes.
func (b *Builder) parentStreamConfig(router, n *manifest.Node) plan.Expr {
	if dependency := n.Field("incremental_dependency"); dependency != nil && !empty(dependency) && present(b.of, "incremental_sync") == nil {
		d := b.warnf(n, dependency.Span, "no-effect", "incremental_dependency has no effect in a stream without incremental_sync")
		d.Notes = append(d.Notes, "the state of the parent is kept in that of the stream, which keeps none: the parent is read anew in each sync")
	}
	stream := b.lower(streamKinds, n.Field("stream"))
	if stream == nil {
		return nil
	}
	return plan.New("", "",
		plan.F("Stream", stream),
		plan.F("ParentKey", b.template(n, "parent_key", configScope)),
		plan.F("PartitionField", b.template(n, "partition_field", configScope)),
		plan.F("RequestOption", address(b.requestOption(present(n, "request_option"), nil))),
		plan.F("ExtraFields", b.extraFields(n)),
		plan.F("IncrementalDependency", b.bool(n, "incremental_dependency")),
		plan.F("LazyReadPointer", b.lazyReadPointer(router, n)),
	)
}

// extraFields lowers extra_fields: paths of the parent's record that travel with the partition.
func (b *Builder) extraFields(n *manifest.Node) plan.Expr {
	out := &plan.Make{Slice: 2, Pkg: "config", Type: "Template"}
	for _, path := range items(n.Field("extra_fields")) {
		one := plan.ListOf("", "")
		for _, segment := range items(path) {
			if x := b.textOf(segment, n, "ParentStreamConfig.extra_fields", configScope); x != nil {
				one.Items = append(one.Items, x)
			}
		}
		out.Items = append(out.Items, one)
	}
	if out.Items == nil {
		return nil
	}
	return out
}

// extraNames are the names that the extra fields of a stream's routers have in its requester's templates.
func extraNames(n *manifest.Node) []string {
	var out []string
	for _, router := range items(n.Field("retriever").Field("partition_router")) {
		out = append(out, routerExtras(router)...)
	}
	return out
}

// routerExtras are the extra fields of one router and of those inside of it. A union makes one of what
// its partitions hold besides their field.
func routerExtras(router *manifest.Node) (out []string) {
	for _, parent := range items(router.Field("parent_stream_configs")) {
		for _, path := range items(parent.Field("extra_fields")) {
			out = append(out, strings.Join(texts(path), "."))
		}
	}
	for _, other := range slices.Concat(items(router.Field("underlying_partition_router")), items(router.Field("partition_routers"))) {
		out = append(out, routerExtras(other)...)
		if router.Type() == "UnionPartitionRouter" && other.Type() == "SubstreamPartitionRouter" {
			out = append(out, "parent_slice")
		}
	}
	return out
}
