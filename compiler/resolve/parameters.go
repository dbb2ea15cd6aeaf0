package resolve

import (
	"slices"

	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// Propagate gives a component and those in it their default types and $parameters. Usually a component's own
// parameters win over those handed down; parentWins turns that round (use_parent_parameters
// of dynamic streams).
func Propagate(component *manifest.Node, parentWins bool) (*manifest.Node, diag.List) {
	p := &propagator{parentWins: parentWins, done: map[visit]*manifest.Node{}}
	tree := p.component(component, "", parameters{})
	return tree, p.diags
}

type propagator struct {
	parentWins bool
	done       map[visit]*manifest.Node // components that parameters do not reach
	spent      int                      // fields that parameters became
	stopped    bool
	diags      diag.List
}

// A visit is a component at a place: the same one may get other types elsewhere.
type visit struct {
	node     *manifest.Node
	location string
}

// parameters are what $parameters hold, in order, and where they are written.
type parameters struct {
	fields []manifest.Field
	span   source.Span
}

// component is one component with types and parameters in it and below. location is where it
// stands: the type of its owner, a dot, and the field.
func (p *propagator) component(n *manifest.Node, location string, inherited parameters) *manifest.Node {
	key := visit{n, location}
	if done, ok := p.done[key]; ok && len(inherited.fields) == 0 {
		return done
	}
	e := &editor{node: n, fields: n.Fields}
	if !n.Has("type") {
		if typ := defaultType(location, n.Has("class_name")); typ != "" {
			e.set(manifest.NewText("type", n.Span), manifest.NewText(typ, n.Span))
		}
	}
	current := p.current(e, inherited)
	typ := e.get("type")
	switch {
	case p.stopped, isSchema(typ):
	case typ == nil:
		p.nested(e, location, current)
	default:
		p.typed(e, current)
	}
	out := e.result()
	if len(inherited.fields) == 0 {
		p.done[key] = out
	}
	return out
}

// isSchema tells a JSON schema from a component by its type: "object", a list of types, or a map, where "type" is a property
// of that name.
func isSchema(typ *manifest.Node) bool {
	if typ == nil {
		return false
	}
	text, _ := typ.Text()
	return text == "object" || typ.Kind != manifest.Scalar
}

// current takes a component's own $parameters out of it and unites them with those handed down.
func (p *propagator) current(e *editor, inherited parameters) parameters {
	own := e.get("$parameters")
	if own == nil {
		return inherited
	}
	e.remove("$parameters")
	if own.Kind != manifest.Map {
		p.diags.Errorf(own.Span, "bad-parameters", "$parameters must be a map, not %s", own.Kind).From(own.Via)
		return inherited
	}
	if p.parentWins {
		return parameters{overlay(own.Fields, inherited.fields), own.Span}
	}
	return parameters{overlay(inherited.fields, own.Fields), own.Span}
}

// nested hands parameters to the components that stand right in a map that is none, and no deeper.
func (p *propagator) nested(e *editor, location string, current parameters) {
	for i, f := range e.fields {
		if f.Value.Kind == manifest.Map && f.Value.Field("type").Truthy() {
			e.replace(i, p.component(f.Value, location, current))
		}
	}
}

// typed makes every parameter a field of the component, unless it has that field with a value that Python
// holds to be true, and visits the components in its fields.
func (p *propagator) typed(e *editor, current parameters) {
	given := map[any]bool{} // fields that are the parameter itself
	for _, f := range current.fields {
		if i := e.index(f.Key.Value); i < 0 || !e.fields[i].Value.Truthy() {
			e.set(f.Key, f.Value)
			given[f.Key.Value] = true
		}
	}
	p.spend(e.node, len(current.fields))
	for i := 0; i < len(e.fields) && !p.stopped; i++ {
		f := e.fields[i]
		if f.Value.Kind == manifest.Scalar {
			continue
		}
		name, _ := f.Key.Text()
		rest, excluded := current.without(f.Key.Value)
		typ, _ := e.get("type").Text() // a parameter may have become it
		value := p.field(f.Value, typ+"."+name, rest)
		e.replace(i, value)
		current = rest
		if excluded == nil || !excluded.Value.Truthy() {
			continue // a parameter that is false is gone for what comes after the field of its name
		}
		if f.Value.Kind == manifest.List && given[f.Key.Value] {
			excluded.Value = value // the reference changes the list in place, and the parameter is that list
		}
		current.fields = append(slices.Clip(current.fields), *excluded)
	}
	if len(current.fields) > 0 {
		e.set(manifest.NewText("$parameters", current.span), current.node())
	}
}

// field visits the component in a field, or those in its list.
func (p *propagator) field(n *manifest.Node, location string, current parameters) *manifest.Node {
	if n.Kind == manifest.Map {
		return p.component(n, location, current)
	}
	items, changed := slices.Clone(n.Items), false
	for i, item := range items {
		if item.Kind == manifest.Map {
			items[i] = p.component(item, location, current)
			changed = changed || items[i] != item
		}
	}
	if !changed {
		return n
	}
	return n.WithItems(items)
}

// maxGiven is how many fields parameters may become; the largest public manifest has a tenth.
const maxGiven = 1 << 20

// spend limits what parameters can make of a small manifest: those that are components
// get each other as fields.
func (p *propagator) spend(n *manifest.Node, fields int) {
	if p.spent += fields; p.spent > maxGiven && !p.stopped {
		p.stopped = true
		p.diags.Errorf(n.Span, "too-large", "$parameters become more than %d fields", maxGiven).From(n.Via)
	}
}

// without is the parameters but one, and that one, nil when there is none of the name.
func (c parameters) without(key any) (parameters, *manifest.Field) {
	i := slices.IndexFunc(c.fields, func(f manifest.Field) bool { return f.Key.Value == key })
	if i < 0 {
		return c, nil
	}
	excluded := c.fields[i]
	c.fields = slices.Concat(c.fields[:i], c.fields[i+1:])
	return c, &excluded
}

// node is the parameters as the map that templates read.
func (c parameters) node() *manifest.Node {
	return (&manifest.Node{Kind: manifest.Map, Span: c.span}).WithFields(c.fields)
}
