package resolve

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// A fault is where a lookup ended: at node, reached by the path before, nothing has the name.
type fault struct {
	node         *manifest.Node
	before, name string
	after        string
}

// lookup finds what a reference names in the manifest as it is written; references on the way are not followed. Keys
// may hold slashes, so at each node the whole rest of the path is tried as a key before
// its first segment. The node is nil where there is nothing.
func lookup(root *manifest.Node, ref string) (*manifest.Node, fault) {
	path, ok := strings.CutPrefix(ref, "#/")
	if !ok {
		return nil, fault{}
	}
	path, _, _ = strings.Cut(path, "\n") // a folded scalar ends in one
	node, before := root, "#"
	for path != "" {
		if found := node.Field(path); found != nil {
			return found, fault{}
		}
		head, rest, _ := strings.Cut(path, "/")
		next := child(node, head)
		if next == nil {
			return nil, fault{node, before, head, rest}
		}
		node, before, path = next, before+"/"+head, rest
	}
	return node, fault{}
}

// integer is what Python's int() reads.
var integer = regexp.MustCompile(`^\s*[-+]?[0-9]+(?:_[0-9]+)*\s*$`)

// child is the item or field that a segment names. A segment that is an integer is the index of an
// item or a key that is an integer, never a text.
func child(n *manifest.Node, segment string) *manifest.Node {
	if !integer.MatchString(segment) {
		return n.Field(segment)
	}
	at, err := strconv.Atoi(strings.ReplaceAll(strings.TrimSpace(segment), "_", ""))
	if err != nil {
		return nil
	}
	if n.Kind == manifest.List {
		if at < 0 {
			at += len(n.Items) // as Python counts, from the end
		}
		if at < 0 || at >= len(n.Items) {
			return nil
		}
		return n.Items[at]
	}
	for _, f := range n.Fields {
		if key, ok := f.Key.Int(); ok && key == int64(at) {
			return f.Value
		}
	}
	return nil
}

// undefined reports a reference to nothing, with the nearest path that leads to something.
func (r *resolver) undefined(ref string, span source.Span, f fault) {
	d := r.errorf(span, "undefined-reference", "undefined reference %q", ref)
	if near := r.nearest(ref, f); near != "" {
		d.Hintf("did you mean %q?", near)
	}
	switch {
	case isReference(f.node):
		d.Notef("%s is a reference itself, and paths do not lead through references", f.before)
	case f.node.Kind == manifest.Scalar:
		d.Notef("%s is %s, so nothing lies below it", f.before, f.node.Kind)
	case f.node.Kind == manifest.Map && integer.MatchString(f.name) && f.node.Has(f.name):
		d.Notef("a segment that is a number names an item of a list or a key that is a number, not the text %q", f.name)
	}
}

// isReference says that a node will be replaced by what it refers to.
func isReference(n *manifest.Node) bool {
	text, _ := n.Text()
	return n.Has("$ref") || strings.HasPrefix(text, "#/")
}

// nearest is the path that was probably meant: the same with a name like the one that is missing, or
// another that ends in the same name.
func (r *resolver) nearest(ref string, f fault) string {
	if near := diag.Nearest(f.name, f.node.Keys()); near != "" {
		path := join(f.before, near, f.after)
		if found, _ := lookup(r.root, path); found != nil {
			return path
		}
	}
	name := ref[strings.LastIndexByte(ref, '/')+1:]
	for _, top := range []string{"definitions", "schemas"} {
		path := search(r.root.Field(top), "#/"+top, name, 3)
		if found, _ := lookup(r.root, path); found != nil && name != "" {
			return path
		}
	}
	return ""
}

// search is the path of the first key of this name, at most some levels down.
func search(n *manifest.Node, path, name string, levels int) string {
	if n == nil || levels == 0 {
		return ""
	}
	if n.Has(name) {
		return path + "/" + name
	}
	for _, f := range n.Fields {
		if key, ok := f.Key.Text(); ok {
			if found := search(f.Value, path+"/"+key, name, levels-1); found != "" {
				return found
			}
		}
	}
	return ""
}

func join(segments ...string) string {
	return strings.Join(slices.DeleteFunc(segments, func(s string) bool { return s == "" }), "/")
}
