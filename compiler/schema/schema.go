// Package schema is the language of manifests: every component, its fields and
// their types, in tables.
//
// In goes a resolved tree, out come diagnostics of what does not fit the
// language; the tables also make the JSON schema that editors use. The package
// does not know what a component does, and no runtime.
package schema

import (
	"slices"
	"sync"
)

// A Component is one type of the language.
type Component struct {
	Name   string
	Type   string // what stands under "type"; Name when empty
	Doc    string // one sentence
	Fields []Field

	Plain        bool // an object without a type of its own
	TypeOptional bool // the type may be left out
	Closed       bool // other fields than these are mistakes
	Custom       bool // written in code: takes any field
}

// A Field is one field of a component.
type Field struct {
	Name     string
	Type     string // in the grammar of parseType
	Doc      string
	Required bool
	Default  any    // what the reference takes when the field is left out; nil when it takes nothing
	Use      string // for a deprecated field, the one to use instead
}

func required(name, typ, doc string) Field {
	return Field{Name: name, Type: typ, Doc: doc, Required: true}
}

func optional(name, typ, doc string) Field { return Field{Name: name, Type: typ, Doc: doc} }

func deprecated(name, typ, doc, use string) Field {
	return Field{Name: name, Type: typ, Doc: doc, Use: use}
}

// or gives a field its default.
func (f Field) or(value any) Field {
	f.Default = value
	return f
}

// Components is the whole language in its order.
func Components() []Component {
	return slices.Concat(sourceComponents, configComponents, streamsComponents, retrieversComponents,
		authenticatorsComponents, errorHandlersComponents, budgetComponents, paginatorsComponents,
		decodersComponents, recordsComponents, propertiesComponents, schemasComponents, cursorsComponents,
		routersComponents, asyncComponents, customComponents)
}

// byName finds components by their names.
var byName = sync.OnceValue(func() map[string]*Component {
	all := Components()
	out := make(map[string]*Component, len(all))
	for i := range all {
		out[all[i].Name] = &all[i]
	}
	return out
})

// Lookup is the component of that name, nil when the language has none.
func Lookup(name string) *Component { return byName()[name] }

// typeName is what stands under "type".
func (c *Component) typeName() string {
	if c.Type != "" {
		return c.Type
	}
	return c.Name
}

// field is the field of that name.
func (c *Component) field(name string) *Field {
	for i := range c.Fields {
		if c.Fields[i].Name == name {
			return &c.Fields[i]
		}
	}
	return nil
}

// fieldNames are the names of all fields.
func (c *Component) fieldNames() []string {
	out := make([]string, len(c.Fields))
	for i, f := range c.Fields {
		out[i] = f.Name
	}
	return out
}

// missing are the required fields for which has says no.
func (c *Component) missing(has func(string) bool) []string {
	var out []string
	for _, f := range c.Fields {
		if f.Required && !has(f.Name) {
			out = append(out, f.Name)
		}
	}
	return out
}

// Declares says that the component of a type has a field, and that it must be there.
func Declares(typ, name string) (declared, required bool) {
	c := Lookup(typ)
	if c == nil {
		return false, false
	}
	f := c.field(name)
	return f != nil, f != nil && f.Required
}

// IsScalar says that a field of the component of a type holds neither a list nor a map.
func IsScalar(typ, name string) bool {
	c := Lookup(typ)
	if c == nil || c.field(name) == nil {
		return false
	}
	shapes, err := parseType(c.field(name).Type)
	return err == nil && !slices.ContainsFunc(shapes, func(s shape) bool {
		return !slices.Contains([]string{"string", "integer", "number", "boolean", "null"}, s.jsonType())
	})
}

// IsComponent says that the language has a component of the type.
func IsComponent(typ string) bool { return Lookup(typ) != nil }
