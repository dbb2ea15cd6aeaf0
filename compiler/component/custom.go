package component

import (
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// A custom is one kind of component that the manifest leaves to a class of Python, and the user to a type of custom.go.
type custom struct {
	typ     string
	slot    *slot
	scope   scope  // of the templates in its fields
	methods string // of its stub
	// base lowers the fields that the class takes over from a component of ours; nil for none.
	base func(b *Builder, n *manifest.Node) base
}

// A base is a component that a type of custom.go embeds: the class is derived from it.
type base struct {
	embed   plan.Type
	keys    map[string]bool // that are the base's
	value   plan.Expr       // nil for the zero value
	methods string          // of the stub that embeds it
}

// customs are the kinds, by the manifest's type.
var customs = map[string]*custom{}

// addCustom registers a kind; each kind's file does it for itself.
func (s *slot) addCustom(typ string, c custom) {
	c.typ, c.slot = typ, s
	customs[typ] = &c
	s.add(typ, c.lower)
}

// lower lowers a use of a class: a composite literal of the type that custom.go has.
func (c *custom) lower(b *Builder, n *manifest.Node) plan.Expr {
	name, ok := text(n.Field("class_name"))
	if !ok || strings.TrimSpace(name) == "" {
		b.errorf(n, spanOf(n.Field("class_name"), n), "bad-value", "class_name must name a class")
		return nil
	}
	from := base{methods: c.methods}
	if c.base != nil {
		from = c.base(b, n)
	}
	class := b.class(c, n, name, from)
	if class == nil {
		return nil
	}
	m := plan.New("", class.plan.Name, plan.F("Config", plan.Name{Name: "cfg"}))
	if p := present(n, "$parameters"); p != nil && !empty(p) {
		class.field("Parameters", "$parameters", plan.Type{Pkg: "value", Name: "Value"})
		m.Fields = append(m.Fields, plan.F("Parameters", data(p)))
	}
	if from.value != nil {
		m.Fields = append(m.Fields, plan.F(from.embed.Name, from.value))
	}
	b.ownFields(class, m, n, from.keys)
	return m
}

// A class is what is known of a class of Python while its uses are lowered.
type class struct {
	plan   *plan.Class
	custom *custom
	shapes map[string]shape // of its fields, from all its uses
	keys   map[string]string
}

// field notes that a use sets a field.
func (c *class) field(name, key string, typ plan.Type) {
	for _, f := range c.plan.Fields {
		if f.Name == name {
			return
		}
	}
	c.plan.Fields = append(c.plan.Fields, plan.ClassField{Name: name, Key: key, Type: typ})
}

// class is the class of a name, nil when another one has its Go name, or when it is of another kind.
func (b *Builder) class(c *custom, n *manifest.Node, name string, from base) *class {
	at := n.Field("class_name")
	known := b.classes[className(name)]
	switch {
	case known == nil:
	case known.plan.Python != name:
		b.errorf(n, at.Span, "name-collision", "%q and %q are one name in Go: %s", known.plan.Python, name, known.plan.Name).
			Notef("the first one is at %s", known.plan.At)
		return nil
	case known.custom != c:
		b.errorf(n, at.Span, "name-collision", "%q is a %s here and a %s elsewhere", name, c.typ, known.custom.typ).
			Notef("one type of Go cannot be both: give one of them a class of its own; the other use is at %s", known.plan.At)
		return nil
	case known.plan.Embed != from.embed:
		b.errorf(n, at.Span, "name-collision", "%q has the fields of another component here than at %s", name, known.plan.At)
		return nil
	}
	if known != nil {
		return known
	}
	if className(name) == "Config" {
		b.errorf(n, at.Span, "name-collision", "%q would be called as the type of the config, Config", name)
		return nil
	}
	known = &class{custom: c, shapes: b.shapesOf(name), keys: map[string]string{}, plan: &plan.Class{
		Name: className(name), Python: name, Component: c.typ, Embed: from.embed, Methods: from.methods, At: at.Span,
	}}
	known.field("Config", "", plan.Type{Name: "Config"})
	b.classes[known.plan.Name] = known
	b.source.Classes = append(b.source.Classes, known.plan)
	return known
}

// ownFields lowers the fields of a use that are not the base's.
func (b *Builder) ownFields(class *class, m *plan.Make, n *manifest.Node, skip map[string]bool) {
	for _, f := range n.Fields {
		key, ok := f.Key.Text()
		if !ok || skip[key] || !isOwn(n, f) {
			continue
		}
		s, known := class.shapes[key]
		if !known {
			s = b.measureField(class.custom, key, []*manifest.Node{n})
			class.shapes[key] = s
		}
		typ, has := s.goType()
		if !has {
			continue
		}
		name := fieldName(key)
		if other, taken := class.keys[name]; taken && other != key {
			b.errorf(n, f.Key.Span, "name-collision", "the fields %q and %q of %q are one name in Go: %s", other, key, class.plan.Python, name)
			continue
		}
		class.keys[name] = key
		class.field(name, key, typ)
		m.Fields = appendField(m.Fields, name, b.shaped(f.Value, n, key, s))
	}
}

// isOwn says that a field is the class's: one that the manifest writes, or a template among its own $parameters.
// Other parameters are in Parameters.
func isOwn(n *manifest.Node, f manifest.Field) bool {
	key, _ := f.Key.Text()
	switch key {
	case "type", "class_name", "$parameters":
		return false
	}
	given := n.Field("$parameters").Field(key)
	if given == nil || given.Span != f.Value.Span {
		return true
	}
	own := given.Span.File == n.Span.File && given.Span.Start >= n.Span.Start && given.Span.End <= n.Span.End
	return own && holdsTemplate(f.Value)
}
