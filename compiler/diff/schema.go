package diff

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// schema compares the properties of two JSON schemas, those of objects and of the items of lists too.
func (c *changes) schema(where, path string, o, n map[string]any) {
	older, newer := properties(o), properties(n)
	for _, name := range slices.Sorted(maps.Keys(older)) {
		at := where + ", field " + join(path, name)
		if _, still := newer[name]; !still {
			c.breaking("field-removed", at, "the field is gone")
			continue
		}
		c.field(where, join(path, name), object(older[name]), object(newer[name]))
	}
	for _, name := range slices.Sorted(maps.Keys(newer)) {
		if _, known := older[name]; !known {
			c.safe("field-added", where+", field "+join(path, name), "the field is new")
		}
	}
	if older := object(o["items"]); len(older) > 0 {
		c.field(where, path+"[]", older, object(n["items"]))
	}
}

// field compares one property.
func (c *changes) field(where, path string, o, n map[string]any) {
	was, is := types(o), types(n)
	at := where + ", field " + path
	switch {
	case slices.Equal(was, is):
	case slices.Equal(notNull(was), notNull(is)) && slices.Contains(is, "null"):
		c.safe("field-nullable", at, "the field may be null")
	case slices.Equal(notNull(was), notNull(is)):
		c.safe("field-not-null", at, "the field is not null any more")
	default:
		c.breaking("field-type-changed", at, "the type was %s, is %s", list(was), list(is))
		return
	}
	if was, is := format(o), format(n); was != is {
		c.breaking("field-type-changed", at, "the format was %s, is %s", said(was), said(is))
	}
	c.schema(where, path, o, n)
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func properties(schema map[string]any) map[string]any { return object(schema["properties"]) }

func object(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}

// types are the types that a schema allows, sorted; one that is made of others is spelt out.
func types(schema map[string]any) []string {
	var out []string
	switch t := schema["type"].(type) {
	case string:
		out = []string{t}
	case []any:
		for _, one := range t {
			out = append(out, fmt.Sprint(one))
		}
	}
	for _, key := range []string{"oneOf", "anyOf", "allOf"} {
		for _, one := range anys(schema[key]) {
			out = append(out, types(object(one))...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func anys(v any) []any {
	list, _ := v.([]any)
	return list
}

func notNull(types []string) []string {
	return slices.DeleteFunc(slices.Clone(types), func(t string) bool { return t == "null" })
}

// format is what a destination makes a type of besides: a date, a moment with a zone or without.
func format(schema map[string]any) string {
	var out []string
	for _, key := range []string{"format", "airbyte_type"} {
		if v, ok := schema[key].(string); ok {
			out = append(out, v)
		}
	}
	return strings.Join(out, " ")
}

func list(types []string) string { return said(strings.Join(types, " or ")) }

func equal(a, b any) bool { return reflect.DeepEqual(a, b) }
