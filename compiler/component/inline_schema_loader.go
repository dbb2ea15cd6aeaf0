package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { schemaLoaders.add("InlineSchemaLoader", nil) }

// schemaLoader lowers the schema loader of a stream. The schema is known now, so it becomes a file of the
// package, whichever of the two loaders names it; without a loader a file named after the stream is looked for.
func (b *Builder) schemaLoader(s *plan.DeclarativeStream, n *manifest.Node) plan.Expr {
	loader := present(n, "schema_loader")
	switch {
	case loader == nil:
		s.Schema = b.schemaFile(n, nil, s.Name)
	case loader.Kind == manifest.List:
		b.errorf(n, loader.Span, "unsupported", "a list of schema loaders is not supported yet")
		return nil
	case loader.Type() == "InlineSchemaLoader":
		s.Schema = []byte("{}")
		if schema := present(loader, "schema"); schema != nil {
			s.Schema = schema.AppendJSON(nil)
		}
	case loader.Type() == "JsonFileSchemaLoader":
		s.Schema = b.schemaFile(n, loader, s.Name)
	default:
		b.refuse(schemaLoaders, loader, loader.Type())
		return nil
	}
	return &plan.Schema{Stream: s}
}
