// Package resolve makes one tree of a manifest: references are replaced by what they
// point to, components without a type get the type of their place, and $parameters are handed down.
//
// In goes the tree of package manifest, out comes a tree of the same nodes, in which each
// one knows the references that led to it. The package knows where a component may stand, by name, and
// nothing of what it means. What the reference does here stays, odd as it is: see types.go
// and parameters.go.
package resolve

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// maxDepth is the deepest tree that references may make; public manifests reach 50.
const maxDepth = 300

// Resolve resolves a whole manifest. With errors in the list there are nulls in the tree where references
// stand for nothing, and no tree at all when a limit was met.
func Resolve(root *manifest.Node) (*manifest.Node, diag.List) {
	if !root.Has("type") {
		typ := manifest.Field{Key: manifest.NewText("type", root.Span), Value: manifest.NewText("DeclarativeSource", root.Span)}
		root = root.WithFields(append(root.Fields[:len(root.Fields):len(root.Fields)], typ))
	}
	r := &resolver{root: root, done: map[string]*manifest.Node{}}
	tree := r.node(root)
	if r.stopped {
		r.diags.Sort()
		return nil, r.diags
	}
	tree, more := Propagate(tree, false)
	r.diags = append(r.diags, more...)
	r.diags.Sort()
	return tree, r.diags
}

// A resolver replaces references. What a reference stands for is worked out once and then
// shared, so nodes below it tell of the first way that led to them.
type resolver struct {
	root    *manifest.Node
	done    map[string]*manifest.Node // by reference
	via     []diag.Ref                // the references that are being followed
	path    []string                  // where in the manifest the current node stands
	depth   int
	spent   int // fields copied by merges
	stopped bool
	diags   diag.List
}

// node gives a node with all references in it replaced.
func (r *resolver) node(n *manifest.Node) *manifest.Node {
	r.depth++
	defer func() { r.depth-- }()
	if r.depth > maxDepth && !r.stopped {
		r.stop(n.Span, "too-deep", "references nest more than %d levels here", maxDepth)
	}
	if r.stopped {
		return n
	}
	if len(n.Via) > 0 {
		return r.aliased(n)
	}
	switch n.Kind {
	case manifest.Map:
		return r.mapping(n)
	case manifest.List:
		return r.list(n)
	}
	if text, ok := n.Text(); ok && strings.HasPrefix(text, "#/") {
		return r.follow(text, n.Span)
	}
	return r.reached(n)
}

// aliased resolves a node that an alias of YAML led to.
func (r *resolver) aliased(n *manifest.Node) *manifest.Node {
	depth := len(r.via)
	for _, ref := range n.Via {
		ref.Path = r.place()
		r.via = append(r.via[:len(r.via):len(r.via)], ref)
	}
	out := r.node(n.WithVia(nil))
	r.via = r.via[:depth]
	return out
}

// reached notes on a node how it was reached.
func (r *resolver) reached(n *manifest.Node) *manifest.Node {
	if len(r.via) == 0 {
		return n
	}
	return n.WithVia(r.via[:len(r.via):len(r.via)])
}

func (r *resolver) list(n *manifest.Node) *manifest.Node {
	items, changed := make([]*manifest.Node, len(n.Items)), false
	for i, item := range n.Items {
		r.path = append(r.path, r.label(item, i))
		items[i] = r.node(item)
		r.path = r.path[:len(r.path)-1]
		changed = changed || items[i] != item
	}
	if !changed {
		return r.reached(n)
	}
	return r.reached(n.WithItems(items))
}

// mapping resolves a map, and merges it with what its $ref points to.
func (r *resolver) mapping(n *manifest.Node) *manifest.Node {
	fields, changed, depth := make([]manifest.Field, len(n.Fields)), false, len(r.path)
	for _, i := range r.order(n) {
		f := n.Fields[i]
		key, _ := f.Key.Text()
		if key != "$ref" {
			r.path = append(r.path, key)
		}
		switch {
		case key == "config_overrides": // values of the config, which may look like references
		case key == "$ref" && isPlainText(f.Value):
			r.warnPlainText(f.Value)
		default:
			f.Value = r.node(f.Value)
		}
		r.path = r.path[:depth]
		changed = changed || f.Value != n.Fields[i].Value
		fields[i] = f
	}
	if n.Has("$ref") {
		return r.merge(n, fields)
	}
	if !changed {
		return r.reached(n)
	}
	return r.reached(n.WithFields(fields))
}

// order is the order in which the fields of a map are resolved: at the root what runs comes before
// what is only defined, so that a definition tells of the stream that uses it.
func (r *resolver) order(n *manifest.Node) []int {
	var first, last []int
	for i, f := range n.Fields {
		key, _ := f.Key.Text()
		if len(r.path) == 0 && (key == "definitions" || key == "schemas" || key == "metadata") {
			last = append(last, i)
		} else {
			first = append(first, i)
		}
	}
	return append(first, last...)
}

// merge unites a map with the map that its $ref points to: the keys of the target first, the map's own
// values win. A target that is no map replaces the map whole.
func (r *resolver) merge(n *manifest.Node, fields []manifest.Field) *manifest.Node {
	var target *manifest.Node
	own := make([]manifest.Field, 0, len(fields))
	for _, f := range fields {
		if key, _ := f.Key.Text(); key == "$ref" {
			target = f.Value
		} else {
			own = append(own, f)
		}
	}
	if target.Kind != manifest.Map {
		if len(own) > 0 && !r.diags.HasErrors() {
			r.warnf(own[0].Key.Span, "lost-fields", "%q is lost: the reference beside it stands for %s, not for a map",
				own[0].Key.Span.Text(), target.Kind)
		}
		return target
	}
	if len(own) == 0 {
		return target
	}
	r.checkParameters(target, own)
	merged := overlay(target.Fields, own)
	if r.spent += len(merged); r.spent > manifest.MaxSize {
		r.stop(n.Span, "too-large", "references merge more than %d fields", manifest.MaxSize)
	}
	out := n.WithFields(merged).WithOrigin(target.Origin)
	return r.reached(out)
}

// overlay is the fields of base with those of top in their place, or after them.
func overlay(base, top []manifest.Field) []manifest.Field {
	out := append(make([]manifest.Field, 0, len(base)+len(top)), base...)
	at := make(map[any]int, len(base))
	for i, f := range base {
		at[f.Key.Value] = i
	}
	for _, f := range top {
		if i, ok := at[f.Key.Value]; ok {
			out[i] = f
		} else {
			out = append(out, f)
		}
	}
	return out
}

// label names an item of a list: streams are known by their names.
func (r *resolver) label(item *manifest.Node, i int) string {
	ref, isText := item.Text()
	if !isText {
		ref, _ = item.Field("$ref").Text()
	}
	target, _ := lookup(r.root, ref)
	for _, n := range []*manifest.Node{item, target} {
		for _, holder := range []*manifest.Node{n, n.Field("$parameters")} {
			if name, ok := holder.Field("name").Text(); ok && name != "" && !strings.HasPrefix(name, "#/") {
				return name
			}
		}
	}
	return "[" + strconv.Itoa(i) + "]"
}

// place is the path of the current node: streams.issues.retriever.
func (r *resolver) place() string {
	return strings.ReplaceAll(strings.Join(r.path, "."), ".[", "[")
}

func (r *resolver) errorf(span source.Span, slug, format string, args ...any) *diag.Diagnostic {
	return r.diags.Errorf(span, slug, format, args...).From(r.via[:len(r.via):len(r.via)])
}

func (r *resolver) warnf(span source.Span, slug, format string, args ...any) *diag.Diagnostic {
	return r.diags.Warnf(span, slug, format, args...).From(r.via[:len(r.via):len(r.via)])
}

// stop reports a limit; the rest is left as it is.
func (r *resolver) stop(span source.Span, slug, format string, args ...any) {
	if !r.stopped {
		r.errorf(span, slug, "%s", fmt.Sprintf(format, args...))
	}
	r.stopped = true
}
