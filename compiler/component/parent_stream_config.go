package component

import (
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// parentStreamConfig lowers ParentStreamConfig: the parent stream, and what of its records a partition takes.
func (b *Builder) parentStreamConfig(n *manifest.Node) plan.Expr {
	b.unsupportedFields(n, "lazy_read_pointer")
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
		for _, parent := range items(router.Field("parent_stream_configs")) {
			for _, path := range items(parent.Field("extra_fields")) {
				out = append(out, strings.Join(texts(path), "."))
			}
		}
	}
	return out
}
