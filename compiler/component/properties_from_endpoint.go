package component

import (
	"slices"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// propertiesFromEndpoint lowers PropertiesFromEndpoint: names of fields that an API lists. Its retriever reads a
// single slice, whatever router it has, and knows none of the stream's own slices.
func (b *Builder) propertiesFromEndpoint(n *manifest.Node) plan.Expr {
	path := plan.SliceOf("config", "Template")
	for _, segment := range items(n.Field("property_field_path")) {
		if x := b.textOf(segment, n, "PropertiesFromEndpoint.property_field_path", configScope); x != nil {
			path.Items = append(path.Items, x)
		}
	}
	m := plan.New("retrieve", "PropertiesFromEndpoint")
	if path.Items != nil {
		m.Fields = append(m.Fields, plan.F("PropertyFieldPath", path))
	}
	m.Fields = appendField(m.Fields, "Retriever", b.listRetriever(n.Field("retriever")))
	return m
}

// listRetriever lowers the retriever of a list that is read besides a stream.
func (b *Builder) listRetriever(n *manifest.Node) plan.Expr {
	fields, extra, clientSide, paging := b.sliceFields, b.extra, b.clientSide, b.paging
	b.sliceFields, b.extra, b.clientSide, b.paging = []string{}, propertyNames(n), false, false
	defer func() { b.sliceFields, b.extra, b.clientSide, b.paging = fields, extra, clientSide, paging }()
	if router := present(n, "partition_router"); router != nil {
		b.warnf(n, router.Span, "no-effect", "partition_router has no effect here: a list of properties is read once")
		n = n.WithFields(slices.DeleteFunc(slices.Clone(n.Fields), func(f manifest.Field) bool { return f.Value == router }))
	}
	return b.lower(retrievers, n)
}

// propertyNames is the name by which the templates of a retriever's requester see the properties to ask for.
func propertyNames(retriever *manifest.Node) []string {
	if queryProperties(retriever.Field("requester")) == nil {
		return nil
	}
	return []string{"query_properties"}
}
