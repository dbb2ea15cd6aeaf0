package schema

import (
	"path"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
)

// An explainer turns errors of the JSON schema into diagnostics in the words of the language.
type explainer struct {
	root  *manifest.Node
	diags *diag.List
	seen  map[*manifest.Node]bool // nodes that were reported: the first reason is enough
}

// explain reports one error.
func (e *explainer) explain(err *jsonschema.ValidationError) {
	nodes := at(e.root, err.InstanceLocation)
	n := nodes[len(nodes)-1]
	if e.seen[n] {
		return
	}
	e.seen[n] = true
	place := e.place(nodes, err.InstanceLocation)
	switch path.Base(err.KeywordLocation) {
	case "required":
		e.missing(n, place)
	case "additionalProperties":
		e.unknown(n, place)
	case "enum", "const":
		e.word(n, nodes, place)
	default:
		e.wrong(n, place, err)
	}
}

// A place is where a node stands in the language.
type place struct {
	owner  *Component // the component that the nearest field belongs to
	field  *Field     // the field, nil for the root
	name   string     // "DefaultPaginator.page_size"
	shapes []shape    // what the node may be
}

// place follows the nodes from the root down through the tables.
func (e *explainer) place(nodes []*manifest.Node, pointer string) place {
	here := place{owner: Lookup("DeclarativeSource"), name: "the manifest", shapes: []shape{{kind: "component", name: "DeclarativeSource"}}}
	parts := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	for i := 1; i < len(nodes); i++ {
		if nodes[i-1].Kind == manifest.List {
			here.shapes = held(here.shapes, "list")
			continue
		}
		c := componentOf(nodes[i-1], here.shapes)
		if c == nil {
			here.shapes = held(here.shapes, "map")
			continue
		}
		f := c.field(parts[i-1])
		if f == nil {
			here.shapes = nil
			continue
		}
		shapes, _ := parseType(f.Type) // the tests parse every type of the tables
		here = place{owner: c, field: f, name: c.typeName() + "." + f.Name, shapes: shapes}
	}
	return here
}

// held is what the lists, or maps, among the alternatives hold.
func held(shapes []shape, kind string) []shape {
	var out []shape
	for _, s := range shapes {
		if s.kind == kind {
			out = append(out, s.of...)
		}
	}
	return out
}

// componentOf is the component that a map is, among the alternatives of its place.
func componentOf(n *manifest.Node, shapes []shape) *Component {
	names := components(shapes)
	for _, name := range names {
		if c := Lookup(name); c.typeName() == n.Type() && !c.Plain {
			return c
		}
	}
	if len(names) == 1 {
		if c := Lookup(names[0]); c.Plain || c.TypeOptional {
			return c
		}
	}
	return nil
}

// missing reports fields that must be there.
func (e *explainer) missing(n *manifest.Node, p place) {
	c := componentOf(n, p.shapes)
	if c == nil {
		e.untyped(n, p)
		return
	}
	for _, name := range c.missing(n.Has) {
		d := e.diags.Errorf(n.Span, "missing-field", "%s needs %s", c.typeName(), name).From(n.Via)
		d.Notef("%s", c.field(name).Doc)
	}
	if n == e.root && !n.Has("streams") && !n.Has("dynamic_streams") {
		e.diags.Errorf(n.Span, "missing-field", "the manifest has no streams").Notef("it needs streams or dynamic_streams")
	}
}

// untyped reports a map that says no type, or one that does not fit its place.
func (e *explainer) untyped(n *manifest.Node, p place) {
	typ := n.Field("type")
	names := components(p.shapes)
	word, isText := typ.Text()
	switch {
	case typ == nil:
		e.diags.Errorf(n.Span, "missing-type", "%s needs a type", p.name).From(n.Via).Notef("it takes %s", strings.Join(names, ", "))
	case isText && Lookup(word) != nil:
		e.diags.Errorf(typ.Span, "wrong-component", "%s does not take a %s", p.name, word).From(n.Via).Notef("it takes %s", strings.Join(names, ", "))
	case isText:
		e.diags.Errorf(typ.Span, "unknown-component", "unknown component %q", word).From(n.Via).
			DidYouMean(word, names).Notef("%s takes %s", p.name, strings.Join(names, ", "))
	default:
		e.diags.Errorf(typ.Span, "bad-value", "type must be a text, not %s", kindOf(typ)).From(n.Via)
	}
}

// unknown reports fields that a closed component does not have.
func (e *explainer) unknown(n *manifest.Node, p place) {
	c := componentOf(n, p.shapes)
	if c == nil {
		return
	}
	for _, f := range n.Fields {
		name, _ := f.Key.Text()
		if c.field(name) == nil && name != "type" && name != "$parameters" {
			e.diags.Errorf(f.Key.Span, "unknown-field", "%s has no field %q", c.typeName(), name).From(n.Via).
				DidYouMean(name, c.fieldNames()).Notef("it has %s", strings.Join(c.fieldNames(), ", "))
		}
	}
}

// word reports a word that is not one of some. A wrong type is a matter of the map that it stands in.
func (e *explainer) word(n *manifest.Node, nodes []*manifest.Node, p place) {
	if p.field == nil || len(p.shapes) == 0 {
		if parent := nodes[max(len(nodes)-2, 0)]; parent.Field("type") == n {
			e.untyped(parent, e.placeOfParent(nodes))
			return
		}
	}
	for _, s := range p.shapes {
		if s.kind == "enum" {
			word, _ := n.Text()
			e.diags.Errorf(n.Span, "bad-value", "%s cannot be %s", p.name, n.AppendJSON(nil)).From(n.Via).
				DidYouMean(word, s.words).Notef("it is one of %s", strings.Join(s.words, ", "))
			return
		}
	}
	e.diags.Errorf(n.Span, "bad-value", "%s must be %s", p.name, describe(p.shapes)).From(n.Via)
}

// placeOfParent is the place of the node before the last.
func (e *explainer) placeOfParent(nodes []*manifest.Node) place {
	var parts []string
	for i := 1; i < len(nodes)-1; i++ {
		parts = append(parts, keyOf(nodes[i-1], nodes[i]))
	}
	return e.place(nodes[:len(nodes)-1], "/"+strings.Join(parts, "/"))
}

// keyOf is the key under which a map holds a node; elements of lists need none.
func keyOf(parent, child *manifest.Node) string {
	for _, f := range parent.Fields {
		if f.Value == child {
			key, _ := f.Key.Text()
			return key
		}
	}
	return "0"
}

// wrong reports a value of the wrong kind, or out of bounds.
func (e *explainer) wrong(n *manifest.Node, p place, err *jsonschema.ValidationError) {
	switch path.Base(err.KeywordLocation) {
	case "minimum", "exclusiveMinimum", "minItems":
		e.diags.Errorf(n.Span, "bad-value", "%s is below its least", p.name).From(n.Via).Notef("%s", err.Message)
	default:
		what := describe(p.shapes)
		if what == "" {
			what = "something else"
		}
		e.diags.Errorf(n.Span, "bad-value", "%s must be %s, not %s", p.name, what, kindOf(n)).From(n.Via)
	}
}

// kindOf says what a node is, in words.
func kindOf(n *manifest.Node) string {
	if n.Kind != manifest.Scalar {
		return n.Kind.String()
	}
	switch n.Value.(type) {
	case nil:
		return "null"
	case bool:
		return "a boolean"
	case string:
		return "a text"
	case float64:
		return "a number"
	case manifest.Date, manifest.DateTime:
		return "a date"
	default:
		return "an integer"
	}
}
