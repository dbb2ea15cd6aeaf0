package component

import (
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/jinja"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// A Builder lowers one manifest. It gathers diagnostics and goes on past a fault, so that one run
// reports every mistake.
type Builder struct {
	options    Options
	diags      diag.List
	source     *plan.Source
	configKeys []string                           // the keys that the spec declares or rules add, nil without a spec
	addedKeys  []string                           // the keys that rules add to the config
	declared   map[string]*plan.DeclarativeStream // by the canonical text of the stream
	classes    map[string]*class                  // of Python, by their Go names
	uses       map[string][]*manifest.Node        // of each class, by class_name
	of         *manifest.Node                     // the stream being lowered
	declaring  *plan.DeclarativeStream            // what it becomes
	extra      []string                           // names that the router of the stream being lowered offers (extra_fields)
	// sliceFields are what the slices of the stream being lowered hold, nil when they are not known.
	sliceFields []string
	// namesAtOnce says that the reference looks for unknown names in a template while it builds the stream.
	namesAtOnce bool
	clientSide  bool             // the cursor of the stream being lowered drops records itself (is_client_side_incremental)
	requester   *manifest.Node   // whose authenticator is being lowered
	composed    bool             // a handler of a CompositeErrorHandler is being lowered
	paging      bool             // the requester of a SimpleRetriever is being lowered
	holes       map[string]*hole // by their tokens
	known       jinja.Map        // what the templates of mappings see and is known now
}

// Options are what lowering needs besides the manifest.
type Options struct {
	// Name is the connector's name, such as "source-tracker".
	Name string
	// Lenient turns mistakes that the reference meets only while it runs into warnings.
	Lenient bool
	// Files reads a file beside the manifest (schemas); its path is relative, with slashes, and never leaves the folder.
	Files func(path string) ([]byte, error)
	// Propagate hands $parameters down in the template of dynamic streams; parentWins says that those of outer
	// components win.
	Propagate func(tree *manifest.Node, parentWins bool) (*manifest.Node, diag.List)
	// Declares says that a component of the language has a field, and must have it; IsComponent that it is one.
	Declares    func(component, field string) (declared, required bool)
	IsScalar    func(component, field string) bool // the field holds neither a list nor a map
	IsComponent func(component string) bool
}

// errorf reports an error of the component n at a place in it.
func (b *Builder) errorf(n *manifest.Node, at source.Span, slug, format string, args ...any) *diag.Diagnostic {
	d := b.diags.Errorf(at, slug, format, args...)
	d.Via = n.Via
	return d
}

// lenientf reports an error that the reference would meet only while it runs: a warning with --lenient.
func (b *Builder) lenientf(n *manifest.Node, at source.Span, slug, format string, args ...any) *diag.Diagnostic {
	d := b.diags.LenientErrorf(at, slug, format, args...)
	d.Via = n.Via
	return d
}

// warnf reports a warning of the component n at a place in it.
func (b *Builder) warnf(n *manifest.Node, at source.Span, slug, format string, args ...any) *diag.Diagnostic {
	d := b.diags.Warnf(at, slug, format, args...)
	d.Via = n.Via
	return d
}

// absent says that a field is not there or null, which the reference treats alike.
func absent(n *manifest.Node) bool { return n == nil || n.Kind == manifest.Scalar && n.Value == nil }

// present is the field of n, nil when it is absent.
func present(n *manifest.Node, field string) *manifest.Node {
	if f := n.Field(field); !absent(f) {
		return f
	}
	return nil
}

// text is the string that a scalar field holds.
func text(n *manifest.Node) (string, bool) {
	if n == nil {
		return "", false
	}
	return n.Text()
}

// texts are the strings of a list.
func texts(n *manifest.Node) []string {
	if n == nil {
		return nil
	}
	if t, ok := n.Text(); ok && isToken(t) {
		return texts((&manifest.Node{Kind: manifest.List}).WithItems([]*manifest.Node{spreadOf(n)}))
	}
	var out []string
	for _, item := range n.Items {
		t, _ := text(item)
		out = append(out, t)
	}
	return out
}

// items are the elements of a list field; a field that holds one component is a list of it.
func items(n *manifest.Node) []*manifest.Node {
	switch {
	case absent(n):
		return nil
	case n.Kind == manifest.List:
		return n.Items
	}
	if t, ok := n.Text(); ok && isToken(t) {
		return []*manifest.Node{spreadOf(n)}
	}
	return []*manifest.Node{n}
}

// bool lowers a boolean field; false and absent give nil, which leaves the field out.
func (b *Builder) bool(n *manifest.Node, field string) plan.Expr {
	if x := b.readScalar(n.Field(field), "Bool", boolOf); x != nil {
		return x
	}
	return boolOf(n.Field(field))
}

func boolOf(n *manifest.Node) plan.Expr {
	if v, ok := n.Bool(); ok && v {
		return plan.Lit{Value: true}
	}
	return nil
}

// int lowers an integer field; zero and absent give nil, which leaves the field out.
func (b *Builder) int(n *manifest.Node, field string) plan.Expr {
	if x := b.readScalar(n.Field(field), "Int", intOf); x != nil {
		return x
	}
	return intOf(n.Field(field))
}

func intOf(n *manifest.Node) plan.Expr {
	if v, ok := n.Int(); ok && v != 0 {
		return plan.Lit{Value: v}
	}
	return nil
}

// seconds lowers a field that counts seconds.
func (b *Builder) seconds(n *manifest.Node, field string) plan.Expr {
	if x := b.readScalar(n.Field(field), "Float", secondsOf); x != nil {
		return x
	}
	return secondsOf(n.Field(field))
}

func secondsOf(n *manifest.Node) plan.Expr {
	switch v := scalar(n).(type) {
	case int64:
		return plan.Lit{Value: float64(v)}
	case float64:
		return plan.Lit{Value: v}
	}
	return nil
}

// scalar is the value of a scalar node, nil for anything else.
func scalar(n *manifest.Node) any {
	if n == nil || n.Kind != manifest.Scalar {
		return nil
	}
	return n.Value
}

// address takes the address of a composite literal.
func address(x plan.Expr) plan.Expr {
	if m, ok := x.(*plan.Make); ok && m != nil {
		m.Pointer = true
		return m
	}
	return nil
}

// spanOf is the span of n, or that of its owner when n is not there.
func spanOf(n, owner *manifest.Node) source.Span {
	if n != nil {
		return n.Span
	}
	return owner.Span
}

// names are the keys of a table, sorted.
func names[T any](table map[string]T) []string {
	out := make([]string, 0, len(table))
	for name := range table {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// list joins names for a message.
func list(words []string) string { return strings.Join(words, ", ") }
