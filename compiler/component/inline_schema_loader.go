package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { schemaLoaders.add("InlineSchemaLoader", inlineSchemaLoader) }

// inlineSchemaLoader lowers InlineSchemaLoader; its schema becomes a file of the package.
func inlineSchemaLoader(b *Builder, n *manifest.Node) plan.Expr {
	if schema := present(n, "schema"); schema != nil {
		return b.embedded(schema.AppendJSON(nil))
	}
	return b.embedded([]byte("{}"))
}

// embedded is the loader of a schema that is known now, which becomes a file of the package.
func (b *Builder) embedded(schema []byte) plan.Expr {
	b.declaring.Schemas = append(b.declaring.Schemas, schema)
	return &plan.Schema{Stream: b.declaring, Number: len(b.declaring.Schemas) - 1}
}

// schemaLoader lowers the schema loader of a stream, or the list of them. Without one a file named after the
// stream is looked for.
func (b *Builder) schemaLoader(n *manifest.Node) plan.Expr {
	loader := present(n, "schema_loader")
	switch {
	case loader == nil || loader.Kind == manifest.List && len(loader.Items) == 0:
		return b.defaultSchema(n)
	case loader.Kind != manifest.List:
		return b.lower(schemaLoaders, loader)
	}
	all := plan.ListOf("stream", "SchemaLoaders")
	for _, one := range loader.Items {
		if x := b.lower(schemaLoaders, one); x != nil {
			all.Items = append(all.Items, x)
		}
		b.hasProperties(one)
	}
	return all
}

// hasProperties refuses a schema without properties in a list of loaders, which has nothing to unite.
func (b *Builder) hasProperties(loader *manifest.Node) {
	if loader.Type() != "InlineSchemaLoader" {
		return
	}
	schema := present(loader, "schema")
	if properties := schema.Field("properties"); properties == nil || properties.Kind != manifest.Map {
		b.lenientf(loader, spanOf(schema, loader), "missing-field", "a schema in a list of loaders needs properties")
	}
}
