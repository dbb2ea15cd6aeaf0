package component

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/jinja"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { schemaLoaders.add("JsonFileSchemaLoader", jsonFileSchemaLoader) }

// jsonFileSchemaLoader lowers JsonFileSchemaLoader: a schema in a file beside the manifest, which becomes one of the package.
func jsonFileSchemaLoader(b *Builder, n *manifest.Node) plan.Expr {
	name, at := b.defaultFile(), n
	if own, ok := text(n.Field("$parameters").Field("name")); ok {
		name = schemaFileOf(own)
	}
	if f := present(n, "file_path"); f != nil && !isEmptyText(f) {
		at = f
		var ok bool
		if name, ok = b.fixedText(f, n, "JsonFileSchemaLoader.file_path"); !ok {
			return nil
		}
	}
	local, ok := localPath(name)
	if !ok {
		b.errorf(n, at.Span, "bad-path", "schema file %q is outside the folder of the manifest", name)
		return nil
	}
	loader, err := b.schemaFile(n, at, local)
	if errors.Is(err, fs.ErrNotExist) {
		d := b.lenientf(n, at.Span, "missing-file", "schema file %q does not exist", local)
		d.Hint = "put the stream's JSON schema there, or write it inline with InlineSchemaLoader"
		return unreadableSchema(d.Summary)
	}
	return loader
}

// unreadableSchema is the loader of a schema that cannot be had, which only --lenient lets through: the stream fails.
func unreadableSchema(reason string) plan.Expr {
	return plan.Func("stream", "UnreadableSchema", plan.Lit{Value: reason})
}

// isEmptyText says that a field is the empty text, which the reference takes for none.
func isEmptyText(n *manifest.Node) bool {
	t, ok := text(n)
	return ok && t == ""
}

// defaultSchema lowers the absence of a loader: the file of the stream's name, or the empty schema.
func (b *Builder) defaultSchema(n *manifest.Node) plan.Expr {
	if local, ok := localPath(b.defaultFile()); ok {
		if loader, err := b.schemaFile(n, n, local); !errors.Is(err, fs.ErrNotExist) {
			return loader
		}
	}
	return plan.New("stream", "NoSchema")
}

// defaultFile is where the schema of a stream is that names no file. A stream whose name a mapping gives has none.
func (b *Builder) defaultFile() string {
	if name := streamName(b.of); isToken(name) {
		return schemaFileOf(name)
	}
	return schemaFileOf(b.declaring.Name)
}

func schemaFileOf(stream string) string { return "schemas/" + stream + ".json" }

// schemaFile is the loader of what a schema file holds, with what its references lead to in their place. The
// error is fs.ErrNotExist.
func (b *Builder) schemaFile(n, at *manifest.Node, name string) (plan.Expr, error) {
	r := &schemaReferences{b: b, n: n, at: at, documents: map[string]*manifest.Node{}}
	document, err := r.read(name)
	if err != nil {
		return nil, err
	}
	if document != nil {
		document = r.resolve(document, schemaPlace{document: document})
	}
	if r.refused != "" {
		return unreadableSchema(r.refused), nil
	}
	return b.embedded(document.AppendJSON(nil)), nil
}

// fixedText is a template whose text is known while compiling.
func (b *Builder) fixedText(n, owner *manifest.Node, place string) (string, bool) {
	source, _ := templateText(n)
	t := b.compile(n, jinja.Text{Source: source, Place: place, Parameters: parameters(owner)}, jinja.ConfigScope)
	if t == nil {
		return "", false
	}
	if t.Binding != jinja.Constant {
		d := b.errorf(n, n.Span, "unsupported", "%s must be known while compiling", place)
		d.Notes = append(d.Notes, "the file becomes a part of the connector; the config is not known yet")
		return "", false
	}
	return t.Constant, true
}

// localPath turns a path of the reference, ./source_name/schemas/x.json, into one beside the manifest. It
// reports false for a path that leaves the folder.
func localPath(name string) (string, bool) {
	if strings.ContainsAny(name, "\\\x00") || path.IsAbs(name) {
		return "", false
	}
	clean := path.Clean(name)
	if clean == ".." || strings.HasPrefix(clean, "../") {
		return "", false
	}
	if first, rest, ok := strings.Cut(clean, "/"); ok && strings.HasPrefix(first, "source_") {
		clean = rest
	}
	return clean, clean != "."
}
