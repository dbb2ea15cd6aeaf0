package config

import (
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// maxDepth bounds the walk over a spec whose references lead back to themselves.
const maxDepth = 32

// Secrets are the texts of the configuration that the spec marks as secret
// (airbyte_secret), wherever the mark stands: in alternatives, in the elements
// of a list, behind a reference.
func Secrets(schema value.Value, cfg Config) []string {
	w := secretWalk{root: schema}
	w.walk(schema, cfg.Value(), 0)
	return w.found
}

type secretWalk struct {
	root  value.Value
	found []string
}

func (w *secretWalk) walk(schema, v value.Value, depth int) {
	if depth > maxDepth || schema.Kind() != value.KindDict || v.Kind() == value.KindUndefined {
		return
	}
	if mark, ok := schema.Get("airbyte_secret"); ok && mark.Truthy() {
		w.leaves(v, depth)
		return
	}
	if ref, ok := schema.Get("$ref"); ok {
		w.walk(w.resolve(ref.String()), v, depth+1)
	}
	for _, keyword := range []string{"allOf", "anyOf", "oneOf"} {
		for alternative := range children(schema, keyword) {
			w.walk(alternative, v, depth+1)
		}
	}
	for _, keyword := range []string{"if", "then", "else"} {
		if sub, ok := schema.Get(keyword); ok {
			w.walk(sub, v, depth+1)
		}
	}
	w.below(schema, v, depth)
}

// below walks what the value holds, also where it is not what the schema wants: the message which says so quotes it.
func (w *secretWalk) below(schema, v value.Value, depth int) {
	_, isList := schema.Get("items")
	switch v.Kind() {
	case value.KindDict:
		w.members(schema, v, depth)
		if isList {
			w.elements(schema, value.ListOf(valuesOf(v)...), depth)
		}
	case value.KindList:
		w.elements(schema, v, depth)
		if _, isDict := schema.Get("properties"); isDict {
			for element := range v.Elements() {
				w.walk(schema, element, depth+1)
			}
		}
	case value.KindStr, value.KindInt, value.KindFloat:
		if w.marks(schema, depth) {
			w.leaves(v, depth)
		}
	}
}

// marks says that a schema marks something below it as secret.
func (w *secretWalk) marks(schema value.Value, depth int) bool {
	if depth > maxDepth || schema.Kind() != value.KindDict {
		return false
	}
	if mark, ok := schema.Get("airbyte_secret"); ok && mark.Truthy() {
		return true
	}
	for _, keyword := range []string{"properties", "patternProperties"} {
		for sub := range children(schema, keyword) {
			if w.marks(sub, depth+1) {
				return true
			}
		}
	}
	for _, keyword := range []string{"items", "additionalProperties"} {
		if sub, ok := schema.Get(keyword); ok && w.marks(sub, depth+1) {
			return true
		}
	}
	return false
}

func valuesOf(dict value.Value) []value.Value {
	var values []value.Value
	for _, v := range dict.All() {
		values = append(values, v)
	}
	return values
}

// members walks the members of a dict. A pattern is not matched: what any of
// them may mark is masked.
func (w *secretWalk) members(schema, v value.Value, depth int) {
	properties, _ := schema.Get("properties")
	for key, member := range v.All() {
		if sub, ok := properties.Get(key.String()); ok {
			w.walk(sub, member, depth+1)
		}
		for sub := range children(schema, "patternProperties") {
			w.walk(sub, member, depth+1)
		}
		if sub, ok := schema.Get("additionalProperties"); ok {
			w.walk(sub, member, depth+1)
		}
	}
}

func (w *secretWalk) elements(schema, v value.Value, depth int) {
	items, ok := schema.Get("items")
	if !ok {
		return
	}
	for element := range v.Elements() {
		if items.Kind() != value.KindList {
			w.walk(items, element, depth+1)
			continue
		}
		for sub := range items.Elements() {
			w.walk(sub, element, depth+1)
		}
	}
}

// resolve finds the schema that a local reference names.
func (w *secretWalk) resolve(ref string) value.Value {
	pointer, ok := strings.CutPrefix(ref, "#/")
	if !ok {
		return value.Value{}
	}
	schema, _ := follow(w.root, splitPointer("/"+pointer))
	return schema
}

// leaves takes the texts and numbers of a secret; true, false and null are none.
func (w *secretWalk) leaves(v value.Value, depth int) {
	if depth > maxDepth {
		return
	}
	switch v.Kind() {
	case value.KindStr, value.KindInt, value.KindFloat:
		w.found = append(w.found, v.String())
	case value.KindDict:
		for _, member := range v.All() {
			w.leaves(member, depth+1)
		}
	case value.KindList:
		for element := range v.Elements() {
			w.leaves(element, depth+1)
		}
	}
}

// children are the schemas under a keyword that holds a list or a dict of them.
func children(schema value.Value, keyword string) func(yield func(value.Value) bool) {
	return func(yield func(value.Value) bool) {
		v, ok := schema.Get(keyword)
		if !ok || v.Kind() != value.KindList && v.Kind() != value.KindDict {
			return
		}
		for _, child := range v.All() {
			if !yield(child) {
				return
			}
		}
	}
}
