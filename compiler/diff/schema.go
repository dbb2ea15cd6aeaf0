package diff

import (
	"maps"
	"reflect"
	"slices"
	"strings"
)

// A view is what a JSON schema says of one property, that of its alternatives with it: a destination makes one
// column of them all.
type view struct {
	types, formats []string
	properties     map[string]any
	items          []any
	values         []any // that it is restricted to
}

// look looks at a schema.
func look(schema map[string]any) *view {
	v := &view{properties: map[string]any{}}
	v.add(schema)
	slices.Sort(v.types)
	slices.Sort(v.formats)
	v.types, v.formats = slices.Compact(v.types), slices.Compact(v.formats)
	return v
}

func (v *view) add(schema map[string]any) {
	v.addTypes(schema)
	for name, property := range object(schema["properties"]) {
		v.property(name, property)
	}
	for _, key := range []string{"definitions", "$defs"} {
		for name, definition := range object(schema[key]) {
			v.property("#/"+key+"/"+name, definition)
		}
	}
	switch items := schema["items"].(type) {
	case []any:
		v.items = append(v.items, items...)
	case map[string]any:
		v.items = append(v.items, items)
	}
	v.values = append(v.values, allowed(schema)...)
	for _, key := range []string{"oneOf", "anyOf", "allOf"} {
		for _, one := range anys(schema[key]) {
			v.add(object(one))
		}
	}
}

// property notes a property; one that several alternatives have is any of theirs.
func (v *view) property(name string, schema any) {
	if before, several := v.properties[name]; several && !equal(before, schema) {
		schema = map[string]any{"anyOf": []any{before, schema}}
	}
	v.properties[name] = schema
}

// addTypes notes the types, and what a destination makes of them besides: a date, a moment with a zone or without.
func (v *view) addTypes(schema map[string]any) {
	types := types(schema)
	zone, _ := schema["airbyte_type"].(string)
	if i := slices.Index(types, "number"); i >= 0 && zone == "integer" {
		types[i], zone = "integer", ""
	}
	for key, as := range map[string]string{"$ref": "what is at ", "$mapped": "set by "} {
		if text, ok := schema[key].(string); ok {
			types = append(types, as+text)
		}
	}
	v.types = append(v.types, types...)
	format, _ := schema["format"].(string)
	if text := strings.TrimSpace(format + " " + zone); text != "" {
		v.formats = append(v.formats, text)
	}
}

// schema compares the properties of two JSON schemas, those of objects and of the items of lists too.
func (c *changes) schema(where place, path string, o, n map[string]any) {
	c.inside(where, path, look(o), look(n))
}

func (c *changes) inside(where place, path string, o, n *view) {
	for _, name := range slices.Sorted(maps.Keys(o.properties)) {
		at := join(path, name)
		if _, still := n.properties[name]; !still {
			c.breaking("field-removed", where.and("field", at), "the field is gone")
			continue
		}
		c.field(where, at, look(object(o.properties[name])), look(object(n.properties[name])))
	}
	for _, name := range slices.Sorted(maps.Keys(n.properties)) {
		if _, known := o.properties[name]; !known {
			c.safe("field-added", where.and("field", join(path, name)), "the field is new")
		}
	}
	if len(o.items) > 0 || len(n.items) > 0 {
		c.field(where, path+"[]", look(map[string]any{"anyOf": o.items}), look(map[string]any{"anyOf": n.items}))
	}
}

// field compares one property.
func (c *changes) field(where place, path string, o, n *view) {
	at := where.and("field", path)
	was, is := notNull(o.types), notNull(n.types)
	switch {
	case slices.Equal(o.types, n.types):
	case slices.Equal(was, is) && slices.Contains(n.types, "null"):
		c.safe("field-nullable", at, "the field may be null")
	case slices.Equal(was, is):
		c.safe("field-not-null", at, "the field is not null any more")
	case slices.Equal(numbers(was), is):
		c.safe("field-widened", at, "the type was %s, is %s", list(o.types), list(n.types))
	default:
		c.breaking("field-type-changed", at, "the type was %s, is %s", list(o.types), list(n.types))
		return
	}
	c.formats(at, strings.Join(o.formats, ", "), strings.Join(n.formats, ", "))
	if !equal(o.values, n.values) {
		c.safe("field-values", at, "the values were %s, are %s", anyOf(o.values), anyOf(n.values))
	}
	c.inside(where, path, o, n)
}

func (c *changes) formats(at place, was, is string) {
	switch {
	case was == is:
	case was == "" && (is == "big_integer" || is == "big_number"):
		c.safe("field-widened", at, "the field may be a %s", is)
	default:
		c.breaking("field-type-changed", at, "the format was %s, is %s", said(was), said(is))
	}
}

// numbers are types with any number in the place of whole ones: a destination widens the column.
func numbers(types []string) []string {
	out := slices.Clone(types)
	for i, t := range out {
		if t == "integer" {
			out[i] = "number"
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func anyOf(values []any) string {
	if values == nil {
		return "any"
	}
	return asJSON(values)
}

// declared says that a schema has a property; one that is not known may.
func declared(schema map[string]any, path []string) bool {
	for _, name := range path {
		if schema == nil {
			return true
		}
		property, ok := look(schema).properties[name]
		if !ok {
			return false
		}
		schema = object(property)
	}
	return true
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func object(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}

func anys(v any) []any {
	list, _ := v.([]any)
	return list
}

// types are those that a schema names itself, sorted; none for any.
func types(schema map[string]any) (out []string) {
	switch t := schema["type"].(type) {
	case string:
		out = []string{t}
	case []any:
		out = texts(t)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func texts(v any) (out []string) {
	for _, one := range anys(v) {
		if t, ok := one.(string); ok {
			out = append(out, t)
		}
	}
	return out
}

func notNull(types []string) []string {
	return slices.DeleteFunc(slices.Clone(types), func(t string) bool { return t == "null" })
}

func list(types []string) string {
	if len(types) == 0 {
		return "any"
	}
	return strings.Join(types, " or ")
}

func equal(a, b any) bool { return reflect.DeepEqual(a, b) }
