package component

import (
	"math/big"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/jinja"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// A form is what a field of a class holds in all of its uses.
type form int

// The forms.
const (
	formNone       form = iota // null
	formBool                   // bool
	formInt                    // int
	formFloat                  // float64
	formText                   // string
	formTemplate               // a template
	formEmpty                  // an empty list
	formTexts                  // []string
	formTemplates              // a list of templates
	formData                   // any other value
	formDocument               // a list or a map that holds templates
	formComponent              // a component
	formComponents             // a list of components
	formMixed                  // a component here, something else there
)

// A shape is the form of a field with what its Go type needs besides.
type shape struct {
	form      form
	component plan.Type // of a component, or of the elements of a list of them
	scope     scope     // of templates
}

// goType is the type of the field in Go; false for a field that never holds anything.
func (s shape) goType() (plan.Type, bool) {
	switch s.form {
	case formBool:
		return plan.Type{Name: "bool"}, true
	case formInt:
		return plan.Type{Name: "int"}, true
	case formFloat:
		return plan.Type{Name: "float64"}, true
	case formText:
		return plan.Type{Name: "string"}, true
	case formTexts:
		return plan.Type{Name: "string", Slice: true}, true
	case formTemplate:
		return plan.Type{Pkg: s.scope.family, Name: "Template"}, true
	case formTemplates:
		return plan.Type{Pkg: s.scope.family, Name: "Template", Slice: true}, true
	case formDocument:
		return plan.Type{Pkg: s.scope.family, Name: "Structure"}, true
	case formData, formEmpty:
		return plan.Type{Pkg: "value", Name: "Value"}, true
	case formComponent:
		return s.component, true
	case formComponents:
		t := s.component
		t.Slice = true
		return t, true
	}
	return plan.Type{}, s.form == formMixed
}

// holdsTemplate says that some text of a value has an expression.
func holdsTemplate(n *manifest.Node) bool {
	if s, ok := n.Text(); ok {
		return strings.Contains(s, "{{") || strings.Contains(s, "{%")
	}
	for _, item := range n.Items {
		if holdsTemplate(item) {
			return true
		}
	}
	for _, f := range n.Fields {
		if holdsTemplate(f.Value) {
			return true
		}
	}
	return false
}

// measure is the shape of one value, without the scope of its templates.
func measure(n *manifest.Node) shape {
	switch {
	case n.Kind == manifest.Scalar:
		return shape{form: scalarForm(n)}
	case n.Kind == manifest.Map && !absent(n.Field("type")):
		if t, ok := componentType(n.Type()); ok {
			return shape{form: formComponent, component: t}
		}
	case n.Kind == manifest.List:
		if s, ok := measureItems(n.Items); ok {
			return s
		}
	}
	if holdsTemplate(n) {
		return shape{form: formDocument}
	}
	return shape{form: formData}
}

func scalarForm(n *manifest.Node) form {
	switch n.Value.(type) {
	case nil:
		return formNone
	case bool:
		return formBool
	case int64:
		return formInt
	case float64:
		return formFloat
	case *big.Int:
		return formData
	}
	if holdsTemplate(n) {
		return formTemplate
	}
	return formText
}

// measureItems is the shape of a list whose elements are alike.
func measureItems(items []*manifest.Node) (shape, bool) {
	all := shape{form: formEmpty}
	for _, item := range items {
		s := measure(item)
		switch s.form {
		case formText:
			s.form = formTexts
		case formTemplate:
			s.form = formTemplates
		case formComponent:
			s.form = formComponents
		default:
			return shape{}, false
		}
		if all = merge(all, s); all.form == formMixed || all.form == formData || all.form == formDocument {
			return shape{}, false
		}
	}
	return all, true
}

// merge is the shape that holds what both hold.
func merge(a, b shape) shape {
	if a.form > b.form {
		a, b = b, a
	}
	switch {
	case a.form == b.form && a.component == b.component, a.form == formNone:
		return b
	case b.form == formComponents && (a.form == formEmpty || a.form == formComponent && a.component == b.component):
		return b
	case b.form >= formComponent:
		return shape{form: formMixed}
	case a.form == formInt && b.form == formFloat:
		return b
	case b.form <= formTemplate:
		return shape{form: formTemplate}
	case b.form <= formTemplates && a.form >= formEmpty:
		return b
	case b.form == formDocument, a.form == formTemplate, a.form == formTemplates, b.form == formTemplates:
		return shape{form: formDocument}
	}
	return shape{form: formData}
}

// survey notes the uses of all classes in the tree, so that a field gets a type that holds what each use sets.
func (b *Builder) survey(root *manifest.Node) {
	seen := map[*manifest.Node]bool{}
	var walk func(n *manifest.Node)
	walk = func(n *manifest.Node) {
		if n == nil || n.Kind == manifest.Scalar || seen[n] {
			return
		}
		seen[n] = true
		if class, ok := text(n.Field("class_name")); ok && customs[n.Type()] != nil {
			b.uses[class] = append(b.uses[class], n)
		}
		for _, item := range n.Items {
			walk(item)
		}
		for _, f := range n.Fields {
			switch key, _ := f.Key.Text(); key {
			case "definitions", "schemas", "connection_specification": // what is used of these stands where it is used
			default:
				walk(f.Value)
			}
		}
	}
	walk(root)
}

// shapesOf are the shapes of the fields that the uses of a class have.
func (b *Builder) shapesOf(class string) map[string]shape {
	shapes := map[string]shape{}
	uses := b.uses[class]
	for _, n := range uses {
		for _, f := range n.Fields {
			key, ok := f.Key.Text()
			if _, done := shapes[key]; ok && !done && isOwn(n, f) {
				shapes[key] = b.measureField(customs[n.Type()], key, uses)
			}
		}
	}
	return shapes
}

// measureField is the shape of a field in all uses of its class. Where no scope of ours has the names of its
// templates, only the class knows them: it gets their text.
func (b *Builder) measureField(c *custom, key string, uses []*manifest.Node) shape {
	var s shape
	var owners []*manifest.Node
	for _, n := range uses {
		if f := n.Field(key); f != nil {
			s = merge(s, measure(f))
			owners = append(owners, n)
		}
	}
	switch s.form {
	case formTemplate, formTemplates, formDocument:
	default:
		return s
	}
	for _, sc := range []scope{c.scope, configScope, recordScope, requestScope, pageScope} {
		if b.understands(sc, owners, key) {
			s.scope = sc
			return s
		}
	}
	s.form = map[form]form{formTemplate: formText, formTemplates: formTexts, formDocument: formData}[s.form]
	f := owners[0].Field(key)
	b.warnf(owners[0], f.Span, "opaque-template", "the class gets %s as it is written: it has a template that only the class can evaluate", key)
	return s
}

// understands says that a scope has all names of the templates in a field.
func (b *Builder) understands(sc scope, owners []*manifest.Node, key string) bool {
	for _, n := range owners {
		if !b.compiles(sc, n.Field(key), n) {
			return false
		}
	}
	return true
}

// compiles says that all templates of a value compile in a scope.
func (b *Builder) compiles(sc scope, n, owner *manifest.Node) bool {
	if s, ok := n.Text(); ok {
		_, problems := jinja.Compile(jinja.Text{Source: s, Place: "class_name", Parameters: parameters(owner)}, sc.names)
		for _, p := range problems {
			if p.Severity == jinja.Error {
				return false
			}
		}
		return true
	}
	for _, item := range n.Items {
		if !b.compiles(sc, item, owner) {
			return false
		}
	}
	for _, f := range n.Fields {
		if !b.compiles(sc, f.Value, owner) {
			return false
		}
	}
	return true
}
