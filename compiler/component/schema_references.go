package component

import (
	"errors"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
)

// sharedSchemas is the folder of the files that references of schema files name.
const sharedSchemas = "schemas/shared"

// maxSchemaNodes is how large a schema may become by its references.
const maxSchemaNodes = 1 << 20

// schemaReferences puts what the references of schema files lead to in their place, as the reference does:
// without what stands beside a $ref, and without the definitions of what it leads to.
type schemaReferences struct {
	b         *Builder
	n, at     *manifest.Node            // for reports
	documents map[string]*manifest.Node // by name
	open      []string                  // the references that are being resolved
	nodes     int                       // of the resolved schema so far
	refused   string                    // the first mistake, "" for none
}

// A schemaPlace is a document and its name in sharedSchemas, "" for the first one.
type schemaPlace struct {
	name     string
	document *manifest.Node
}

// refuse reports the first mistake. The reference finds it when it loads the schema.
func (r *schemaReferences) refuse(where *manifest.Node, slug, format string, args ...any) {
	if r.refused != "" {
		return
	}
	d := r.b.lenientf(r.n, r.at.Span, slug, format, args...)
	r.refused = d.Summary
	if where != nil {
		d.Notef("it stands at %s", where.Span)
	}
}

// read reads a file beside the manifest. It is nil with fs.ErrNotExist where there is none, and where it was refused.
func (r *schemaReferences) read(name string) (*manifest.Node, error) {
	data, err := r.b.options.Files(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if err != nil {
		r.refuse(nil, "missing-file", "reading schema file %q: %v", name, err)
		return nil, nil
	}
	document, problem := manifest.ParseJSON(name, data)
	switch {
	case problem != "":
		r.refuse(nil, "bad-file", "schema file %q is not JSON: %s", name, problem)
	case document.Kind != manifest.Map:
		r.refuse(nil, "bad-file", "schema file %q is not a JSON object", name)
	default:
		return document, nil
	}
	return nil, nil
}

// resolve is the node without references, or as it is once something was refused.
func (r *schemaReferences) resolve(n *manifest.Node, in schemaPlace) *manifest.Node {
	if r.nodes++; r.nodes > maxSchemaNodes {
		r.refuse(n, "bad-reference", "the schema has more than %d parts with its references resolved", maxSchemaNodes)
	}
	ref, isRef := text(n.Field("$ref"))
	switch {
	case r.refused != "":
		return n
	case isRef:
		return r.target(n, ref, in)
	case n.Kind == manifest.Map:
		fields := make([]manifest.Field, len(n.Fields))
		for i, f := range n.Fields {
			fields[i] = manifest.Field{Key: f.Key, Value: r.resolve(f.Value, in)}
		}
		return n.WithFields(fields)
	case n.Kind == manifest.List:
		items := make([]*manifest.Node, len(n.Items))
		for i, item := range n.Items {
			items[i] = r.resolve(item, in)
		}
		return n.WithItems(items)
	}
	return n
}

// target is what the reference at n leads to, resolved; n itself where that was refused.
func (r *schemaReferences) target(n *manifest.Node, ref string, in schemaPlace) *manifest.Node {
	key := in.name + " " + ref
	if slices.Contains(r.open, key) {
		r.refuse(n, "bad-reference", "the reference %q of the schema leads back to itself", ref)
		return n
	}
	r.open = append(r.open, key)
	defer func() { r.open = r.open[:len(r.open)-1] }()
	found, place := r.find(n, ref, in)
	if found == nil {
		return n
	}
	found = r.resolve(found, place)
	if found.Kind != manifest.Map {
		r.refuse(n, "bad-reference", "the reference %q of the schema leads to %s, not to an object", ref, found.Kind)
		return n
	}
	return found.WithFields(slices.DeleteFunc(slices.Clone(found.Fields), func(f manifest.Field) bool {
		name, _ := text(f.Key)
		return name == "definitions"
	}))
}

// find is the node that a reference names, and the document that it is in.
func (r *schemaReferences) find(n *manifest.Node, ref string, in schemaPlace) (*manifest.Node, schemaPlace) {
	file, fragment, _ := strings.Cut(ref, "#")
	if file != "" {
		in = r.document(n, file, in)
	}
	pointer, err := url.PathUnescape(fragment)
	if err != nil {
		pointer = fragment
	}
	found := in.document
	if pointer = strings.TrimLeft(pointer, "/"); pointer == "" || found == nil {
		return found, in
	}
	for _, step := range strings.Split(pointer, "/") {
		if inner, isRef := text(found.Field("$ref")); isRef && len(r.open) < 100 {
			r.open = append(r.open, "")
			found, in = r.find(n, inner, in)
			r.open = r.open[:len(r.open)-1]
		}
		if found = memberOf(found, strings.NewReplacer("~1", "/", "~0", "~").Replace(step)); found == nil {
			r.refuse(n, "bad-reference", "the reference %q of the schema leads nowhere", ref)
			return nil, in
		}
	}
	return found, in
}

// memberOf is a member of an object or a list, nil for none.
func memberOf(n *manifest.Node, step string) *manifest.Node {
	if n == nil || n.Kind != manifest.List {
		return n.Field(step)
	}
	if i, err := strconv.Atoi(step); err == nil && 0 <= i && i < len(n.Items) {
		return n.Items[i]
	}
	return nil
}

// document is the shared file that a reference names, which never leaves its folder.
func (r *schemaReferences) document(n *manifest.Node, file string, in schemaPlace) schemaPlace {
	name := path.Join(path.Dir(in.name), file)
	local, ok := localPath(path.Join(sharedSchemas, name))
	if !ok || strings.Contains(file, ":") || strings.HasPrefix(file, "/") || !strings.HasPrefix(local, sharedSchemas+"/") {
		r.refuse(n, "bad-path", "the reference %q of the schema leads out of the folder %s", file, sharedSchemas)
		return schemaPlace{}
	}
	if document := r.documents[local]; document != nil {
		return schemaPlace{name, document}
	}
	document, err := r.read(local)
	if err != nil {
		r.refuse(n, "missing-file", "schema file %q does not exist", local)
	}
	r.documents[local] = document
	return schemaPlace{name, document}
}
