package component

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"path"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/jinja"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
)

func init() { schemaLoaders.add("JsonFileSchemaLoader", nil) }

// schemaFile reads the schema of a stream from a file beside the manifest (JsonFileSchemaLoader). A stream
// that declares no loader and has no file has the empty schema, as in the reference.
func (b *Builder) schemaFile(n, loader *manifest.Node, stream string) []byte {
	name, at := "schemas/"+stream+".json", n
	if loader != nil {
		at = loader
		if f := present(loader, "file_path"); f != nil {
			at = f
			var ok bool
			if name, ok = b.fixedText(f, loader, "JsonFileSchemaLoader.file_path"); !ok {
				return nil
			}
		}
	}
	local, ok := localPath(name)
	if !ok {
		if loader == nil {
			return []byte("{}")
		}
		b.errorf(n, at.Span, "bad-path", "schema file %q is outside the folder of the manifest", name)
		return nil
	}
	data, err := b.options.Files(local)
	switch {
	case err == nil:
		return b.schemaDocument(n, at, local, data)
	case errors.Is(err, fs.ErrNotExist) && loader == nil:
		return []byte("{}")
	case errors.Is(err, fs.ErrNotExist):
		d := b.errorf(n, at.Span, "missing-file", "schema file %q does not exist", local)
		d.Hint = "put the stream's JSON schema there, or write it inline with InlineSchemaLoader"
	default:
		b.errorf(n, at.Span, "missing-file", "reading schema file %q: %v", local, err)
	}
	return nil
}

// schemaDocument checks that a schema file holds a JSON object and gives it compacted.
func (b *Builder) schemaDocument(n, at *manifest.Node, name string, data []byte) []byte {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(data, &object); err != nil {
		b.errorf(n, at.Span, "bad-file", "schema file %q is not a JSON object: %v", name, err)
		return nil
	}
	if bytes.Contains(data, []byte(`"$ref"`)) {
		b.errorf(n, at.Span, "unsupported", "references in schema file %q are not supported yet", name)
		return nil
	}
	var out bytes.Buffer
	if err := json.Compact(&out, data); err != nil {
		b.errorf(n, at.Span, "bad-file", "schema file %q: %v", name, err)
	}
	return out.Bytes()
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
