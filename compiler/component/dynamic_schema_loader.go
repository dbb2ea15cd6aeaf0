package component

import (
	"slices"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { schemaLoaders.add("DynamicSchemaLoader", dynamicSchemaLoader) }

// dynamicProperties is the name that the reference gives to what reads a schema.
const dynamicProperties = "dynamic_properties"

// dynamicSchemaLoader lowers DynamicSchemaLoader: a schema that the API tells.
func dynamicSchemaLoader(b *Builder, n *manifest.Node) plan.Expr {
	return plan.New("record", "DynamicSchema",
		plan.F("Retriever", b.schemaRetriever(n.Field("retriever"))),
		plan.F("SchemaFilter", b.lower(recordFilters, present(n, "schema_filter"))),
		plan.F("SchemaTransformations", b.transformations(n, "schema_transformations")),
		plan.F("SchemaTypeIdentifier", b.schemaTypeIdentifier(n.Field("schema_type_identifier"))),
	)
}

// schemaRetriever lowers the retriever of a schema to a stream of its own, whose slice is empty.
func (b *Builder) schemaRetriever(n *manifest.Node) plan.Expr {
	router := present(n, "partition_router")
	if n.Type() == "AsyncRetriever" && router != nil && !empty(router) {
		d := b.errorf(n, router.Span, "conflict", "the AsyncRetriever of a schema takes no partition_router")
		d.Notes = append(d.Notes, "only the first record is read: the jobs of other partitions would be left behind")
	}
	fields, extra, clientSide := b.sliceFields, b.extra, b.clientSide
	b.sliceFields, b.extra, b.clientSide = nil, nil, false
	defer func() { b.sliceFields, b.extra, b.clientSide = fields, extra, clientSide }()
	return address(plan.New("stream", "Stream",
		plan.F("Name", plan.Lit{Value: dynamicProperties}),
		plan.F("Retriever", b.lower(retrievers, alwaysCached(n))),
	))
}

// alwaysCached is a retriever whose responses are kept, whatever its requester says; that of one that makes jobs is not.
func alwaysCached(retriever *manifest.Node) *manifest.Node {
	requester := retriever.Field("requester")
	if retriever.Type() != "SimpleRetriever" || requester == nil {
		return retriever
	}
	yes := &manifest.Node{Kind: manifest.Scalar, Value: true, Span: requester.Span}
	return withField(retriever, "requester", withField(requester, "use_cache", yes))
}

// withField is a copy of a map in which a field has another value.
func withField(n *manifest.Node, name string, v *manifest.Node) *manifest.Node {
	var fields []manifest.Field
	for _, f := range n.Fields {
		if key, _ := text(f.Key); key != name {
			fields = append(fields, f)
		}
	}
	key := &manifest.Node{Kind: manifest.Scalar, Value: name, Span: v.Span}
	return n.WithFields(append(fields, manifest.Field{Key: key, Value: v}))
}

// schemaTypeIdentifier lowers SchemaTypeIdentifier: where names and types of properties are.
func (b *Builder) schemaTypeIdentifier(n *manifest.Node) plan.Expr {
	mapping := plan.SliceOf("record", "TypesMap")
	for _, item := range items(n.Field("types_mapping")) {
		mapping.Items = append(mapping.Items, b.typesMap(item))
	}
	return plan.New("record", "TypeIdentifier",
		plan.F("SchemaPointer", b.schemaPointer(n, "schema_pointer")),
		plan.F("KeyPointer", b.schemaPointer(n, "key_pointer")),
		plan.F("TypePointer", b.schemaPointer(n, "type_pointer")),
		plan.F("TypesMapping", unlessEmpty(mapping)),
	)
}

// schemaPointer lowers a path of SchemaTypeIdentifier, whose type may be left out.
func (b *Builder) schemaPointer(n *manifest.Node, field string) plan.Expr {
	out := plan.SliceOf("record", "Template")
	for _, segment := range items(n.Field(field)) {
		if x := b.textOf(segment, n, "SchemaTypeIdentifier."+field, pathScope); x != nil {
			out.Items = append(out.Items, x)
		}
	}
	return unlessEmpty(out)
}

// unlessEmpty is a list, or nothing when it is empty.
func unlessEmpty(m *plan.Make) plan.Expr {
	if len(m.Items) == 0 {
		return nil
	}
	return m
}

// typesMap lowers TypesMap: our type for one of the API.
func (b *Builder) typesMap(n *manifest.Node) plan.Expr {
	return plan.New("", "",
		plan.F("CurrentType", b.fieldTypes(n.Field("current_type"))),
		plan.F("TargetType", b.targetType(n.Field("target_type"))),
		plan.F("Condition", b.typeCondition(n)),
	)
}

// typeCondition lowers the condition of a TypesMap. An empty one is false, and not that of none.
func (b *Builder) typeCondition(n *manifest.Node) plan.Expr {
	condition := n.Field("condition")
	if isEmptyText(condition) {
		return plan.Func(typeScope.family, typeScope.prefix+"Fixed", plan.Lit{Value: "False"})
	}
	return b.textOf(condition, n, "TypesMap.condition", typeScope)
}

// fieldTypes lowers the name of a type, or the list of several.
func (b *Builder) fieldTypes(n *manifest.Node) plan.Expr {
	if n == nil || n.Kind != manifest.List {
		name, _ := text(n)
		return plan.Func("record", "Named", plan.Lit{Value: name})
	}
	out := plan.ListOf("record", "OneOf")
	for _, name := range texts(n) {
		out.Items = append(out.Items, plan.Lit{Value: name})
	}
	return out
}

// targetType lowers a type of the platform. One that does not exist fails where it is needed.
func (b *Builder) targetType(n *manifest.Node) plan.Expr {
	switch {
	case n == nil:
		return nil // which the schema has refused
	case n.Kind == manifest.Map:
		return b.complexFieldType(n)
	case n.Kind == manifest.List && len(n.Items) != 2:
		b.lenientf(n, n.Span, "bad-value", "a list of target types has two of them, not %d", len(n.Items))
	}
	for _, item := range items(n) {
		b.knownType(item)
	}
	return b.fieldTypes(n)
}

// complexFieldType lowers ComplexFieldType: an array with the type of its elements.
func (b *Builder) complexFieldType(n *manifest.Node) plan.Expr {
	field := n.Field("field_type")
	b.knownType(field)
	elements := present(n, "items")
	if name, isText := text(elements); isText && name == "" {
		elements = nil
	}
	if name, _ := text(field); elements != nil && name != "array" {
		b.errorf(n, elements.Span, "conflict", "only an array has items, and this is %q", name)
	}
	name, _ := text(field)
	return plan.New("record", "ComplexType",
		plan.F("FieldType", plan.Lit{Value: name}),
		plan.F("Items", b.targetType(elements)),
	)
}

// fieldTypeNames are the types of the platform.
var fieldTypeNames = []string{
	"array", "boolean", "date", "integer", "number", "object", "string", "time_with_timezone", "time_without_timezone",
	"timestamp_with_timezone", "timestamp_without_timezone",
}

// knownType refuses a type that the platform does not have.
func (b *Builder) knownType(n *manifest.Node) {
	name, ok := text(n)
	if !ok || slices.Contains(fieldTypeNames, name) {
		return
	}
	d := b.lenientf(n, n.Span, "unknown-type", "unknown type %q", name)
	d.DidYouMean(name, fieldTypeNames)
}
