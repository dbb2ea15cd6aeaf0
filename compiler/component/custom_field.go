package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// A part is a component that fills no slot by itself and that classes are given nevertheless.
type part struct {
	goes  plan.Type
	lower func(b *Builder, n, owner *manifest.Node) plan.Expr
}

// parts are the parts, by their type.
var parts map[string]part

func init() {
	parts = map[string]part{
		"HttpResponseFilter": {plan.Type{Pkg: "retry", Name: "HTTPResponseFilter"}, func(b *Builder, n, _ *manifest.Node) plan.Expr {
			return b.responseFilter(n)
		}},
		"MinMaxDatetime": {plan.Type{Pkg: "cursor", Name: "MinMaxDatetime"}, func(b *Builder, n, owner *manifest.Node) plan.Expr {
			return b.minMaxDatetime(n, owner)
		}},
		"ParentStreamConfig": {plan.Type{Pkg: "partition", Name: "Parent"}, func(b *Builder, n, owner *manifest.Node) plan.Expr {
			return typed(b.parentStreamConfig(owner, n), "partition", "Parent")
		}},
		"RequestOption": {plan.Type{Pkg: "request", Name: "Option"}, func(b *Builder, n, _ *manifest.Node) plan.Expr {
			return b.requestOption(n, n)
		}},
	}
}

// typed gives a literal whose place would have told its type the type itself.
func typed(x plan.Expr, pkg, name string) plan.Expr {
	m, ok := x.(*plan.Make)
	if !ok || m == nil {
		return nil
	}
	m.Pkg, m.Type = pkg, name
	return m
}

// slotOf is the slot that takes a component, nil when none does.
func slotOf(typ string) *slot {
	for _, s := range allSlots {
		if s.by[typ] != nil {
			return s
		}
	}
	return nil
}

// componentType is the Go type of a component; false for what is no component of ours.
func componentType(typ string) (plan.Type, bool) {
	if p, ok := parts[typ]; ok {
		return p.goes, true
	}
	s := slotOf(typ)
	if s == nil {
		return plan.Type{}, false
	}
	t := s.goes
	t.Pointer = s == streamKinds
	return t, true
}

// shaped lowers the value of a field to the type that its shape has.
func (b *Builder) shaped(n, owner *manifest.Node, key string, s shape) plan.Expr {
	place := owner.Type() + "." + key
	switch {
	case absent(n):
		return nil
	case s.form == formMixed:
		b.errorf(owner, n.Span, "conflict", "%s holds a component in one use of the class and something else in another one", place)
		return nil
	}
	switch s.form {
	case formBool, formInt, formFloat:
		return nonZero(n.Value)
	case formText:
		return plan.String(written(n))
	case formTexts:
		return plan.Lit{Value: plainTexts(n)}
	case formTemplate:
		return b.textOf(n, owner, place, s.scope)
	case formTemplates:
		return b.templates(n, owner, place, s.scope)
	case formDocument:
		b.opaque(n, owner)
		return b.documentOf(n, owner, place, s.scope)
	case formComponent:
		return b.nested(n, owner)
	case formComponents:
		return b.nestedList(n, owner, s.component)
	}
	b.opaque(n, owner)
	return data(n)
}

// opaque warns of what says that it is a component, and is none that a class can be given. The reference fails on it.
func (b *Builder) opaque(n, owner *manifest.Node) {
	for _, item := range append([]*manifest.Node{n}, n.Items...) {
		typ := item.Type()
		if _, ok := componentType(typ); typ == "" || ok {
			continue
		}
		d := b.warnf(owner, item.Field("type").Span, "opaque-component", "%q is no component that a class can be given: it gets the value as it is written", typ)
		d.DidYouMean(typ, append(componentNames(), names(parts)...))
	}
}

// componentNames are the components of all slots.
func componentNames() (all []string) {
	for _, s := range allSlots {
		all = append(all, names(s.by)...)
	}
	return all
}

// nonZero leaves out what a field of Go is anyway.
func nonZero(v any) plan.Expr {
	if v == false || v == int64(0) || v == 0.0 {
		return nil
	}
	return plan.Lit{Value: v}
}

// written is a text, or a date as the manifest writes it.
func written(n *manifest.Node) string {
	if s, ok := n.Text(); ok {
		return s
	}
	return n.Span.Text()
}

func plainTexts(n *manifest.Node) []string {
	out := []string{}
	for _, item := range items(n) {
		out = append(out, written(item))
	}
	return out
}

// templates lowers a list of templates.
func (b *Builder) templates(n, owner *manifest.Node, place string, sc scope) plan.Expr {
	out := plan.SliceOf(sc.family, "Template")
	for _, item := range items(n) {
		if x := b.textOf(item, owner, place, sc); x != nil {
			out.Items = append(out.Items, x)
		}
	}
	return out
}

// nested lowers a component that a class is given.
func (b *Builder) nested(n, owner *manifest.Node) plan.Expr {
	if p, ok := parts[n.Type()]; ok {
		return p.lower(b, n, owner)
	}
	return b.lower(slotOf(n.Type()), n)
}

// nestedList lowers a list of them.
func (b *Builder) nestedList(n, owner *manifest.Node, of plan.Type) plan.Expr {
	out := plan.SliceOf(of.Pkg, of.Name)
	if of.Pointer {
		out = plan.ListOf("stream", "List")
	}
	for _, item := range items(n) {
		if x := b.nested(item, owner); x != nil {
			out.Items = append(out.Items, x)
		}
	}
	return out
}

// documentOf lowers a value that holds templates.
func (b *Builder) documentOf(n, owner *manifest.Node, place string, sc scope) plan.Expr {
	switch {
	case n.Kind == manifest.List && len(n.Items) > 0:
		var list []plan.Expr
		for _, item := range n.Items {
			list = append(list, b.documentOf(item, owner, place, sc))
		}
		return plan.Func("value", "Array", list...)
	case n.Kind == manifest.Map && len(n.Fields) > 0:
		var members []plan.Expr
		for _, f := range n.Fields {
			members = append(members, plan.Func("value", "Member", plan.Lit{Value: written(f.Key)}, b.documentOf(f.Value, owner, place, sc)))
		}
		return plan.Func("value", "Entries", members...)
	}
	return b.leafOf(n, owner, place, sc)
}

// leafOf lowers a scalar of a document, or an empty list or map.
func (b *Builder) leafOf(n, owner *manifest.Node, place string, sc scope) plan.Expr {
	pkg := "value"
	if sc.family == "config" || sc.family == "configure" {
		pkg = "config"
	}
	literal, source := true, ""
	switch {
	case n.Kind == manifest.List:
		source = "[]"
	case n.Kind == manifest.Map:
		source = "{}"
	case n.Value == nil:
		source = "None"
	default:
		if t, ok := templateText(n); ok {
			source = t
		} else {
			source = written(n)
		}
		_, isText := n.Text()
		literal = !isText
	}
	if !literal {
		if x := b.textOf(n, owner, place, sc); x != nil {
			return plan.Func(pkg, "Leaf", x)
		}
	}
	name := "Scalar"
	if !literal {
		name = "Leaf"
	}
	return plan.Func(pkg, name, plan.Func(sc.family, "Fixed", plan.Lit{Value: source}))
}

// data is a value of the manifest as it is; a date is the text that is written.
func data(n *manifest.Node) plan.Expr {
	var list []plan.Expr
	switch n.Kind {
	case manifest.Map:
		for _, f := range n.Fields {
			list = append(list, data(f.Key), data(f.Value))
		}
		return plan.Func("value", "DictOf", list...)
	case manifest.List:
		for _, item := range n.Items {
			list = append(list, data(item))
		}
		return plan.Func("value", "ListOf", list...)
	}
	if _, isText := n.Text(); !isText {
		if v := constantValue(n.Value); v != nil {
			return v
		}
	}
	return plan.Func("value", "Str", plan.Lit{Value: written(n)})
}
