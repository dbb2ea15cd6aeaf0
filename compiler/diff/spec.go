package diff

import (
	"maps"
	"slices"
)

// spec compares what users configure: a configuration that was valid must stay so.
func (c *changes) spec(o, n map[string]any) {
	switch {
	case o == nil && n == nil:
	case o == nil || n == nil:
		c.breaking("spec-changed", "spec", "there was %s, there is %s", presence(o), presence(n))
	default:
		c.options("", o, n)
	}
}

func presence(spec map[string]any) string {
	if spec == nil {
		return "no spec"
	}
	return "a spec"
}

// options compares the properties of one object of the spec.
func (c *changes) options(path string, o, n map[string]any) {
	older, newer := properties(o), properties(n)
	required := texts(n["required"])
	for _, name := range slices.Sorted(maps.Keys(newer)) {
		at := "spec, option " + join(path, name)
		_, known := older[name]
		switch needed := slices.Contains(required, name); {
		case !known && needed:
			c.breaking("spec-required", at, "the option is new and required")
		case !known:
			c.safe("spec-option-added", at, "the option is new")
		case needed && !slices.Contains(texts(o["required"]), name):
			c.breaking("spec-required", at, "the option is required now")
		case !needed && slices.Contains(texts(o["required"]), name):
			c.safe("spec-optional", at, "the option is not required any more")
		}
		if known {
			c.option(join(path, name), object(older[name]), object(newer[name]))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(older)) {
		if _, still := newer[name]; still {
			continue
		}
		at := "spec, option " + join(path, name)
		if n["additionalProperties"] == false {
			c.breaking("spec-option-removed", at, "the option is gone, and a configuration that has it is refused")
		} else {
			c.breaking("spec-option-removed", at, "the option is gone")
		}
	}
}

// option compares one option: the values that were allowed must stay so.
func (c *changes) option(path string, o, n map[string]any) {
	at := "spec, option " + path
	if was, is := types(o), types(n); !slices.Equal(was, is) {
		if subset(was, is) || len(is) == 0 {
			c.safe("spec-widened", at, "the type was %s, is %s", list(was), list(is))
		} else {
			c.breaking("spec-narrowed", at, "the type was %s, is %s", list(was), list(is))
		}
	}
	c.values(at, o, n)
	for _, key := range []string{"pattern", "format", "minimum", "maximum", "minLength", "maxLength", "const"} {
		was, had := o[key]
		is, has := n[key]
		switch {
		case equal(was, is):
		case had && !has:
			c.safe("spec-widened", at, "%s is gone", key)
		default:
			c.breaking("spec-narrowed", at, "%s was %v, is %v", key, orNone(was), is)
		}
	}
	if was, is := o["airbyte_secret"] == true, n["airbyte_secret"] == true; was != is {
		c.safe("spec-secret", at, "the option is %s", secrecy(is))
	}
	if !equal(o["default"], n["default"]) {
		c.safe("spec-default", at, "the default was %v, is %v", orNone(o["default"]), orNone(n["default"]))
	}
	c.choices(path, anys(o["oneOf"]), anys(n["oneOf"]))
	c.options(path, o, n)
}

func secrecy(secret bool) string {
	if secret {
		return "a secret now"
	}
	return "no secret any more"
}

func orNone(v any) any {
	if v == nil {
		return "none"
	}
	return v
}

// values compares enumerations.
func (c *changes) values(at string, o, n map[string]any) {
	was, had := o["enum"].([]any)
	is, has := n["enum"].([]any)
	switch {
	case has && !had:
		c.breaking("spec-narrowed", at, "only some values are allowed now: %v", is)
	case had && !has:
		c.safe("spec-widened", at, "any value is allowed now")
	case has:
		for _, v := range was {
			if !slices.ContainsFunc(is, func(w any) bool { return equal(v, w) }) {
				c.breaking("spec-narrowed", at, "the value %v is not allowed any more", v)
			}
		}
		for _, v := range is {
			if !slices.ContainsFunc(was, func(w any) bool { return equal(v, w) }) {
				c.safe("spec-widened", at, "the value %v is allowed", v)
			}
		}
	}
}

// choices compares the alternatives of an option (oneOf), by their titles or their places.
func (c *changes) choices(path string, o, n []any) {
	for i, one := range o {
		was := object(one)
		j := slices.IndexFunc(n, func(other any) bool { return title(was) != "" && title(object(other)) == title(was) })
		if j < 0 && title(was) == "" && i < len(n) {
			j = i
		}
		if j < 0 {
			c.breaking("spec-narrowed", "spec, option "+path, "the alternative %q is gone", title(was))
			continue
		}
		c.options(join(path, title(was)), was, object(n[j]))
	}
	for _, one := range n {
		if t := title(object(one)); t != "" && !slices.ContainsFunc(o, func(other any) bool { return title(object(other)) == t }) {
			c.safe("spec-widened", "spec, option "+path, "the alternative %q is new", t)
		}
	}
}

func title(schema map[string]any) string {
	t, _ := schema["title"].(string)
	return t
}

func texts(v any) []string {
	var out []string
	for _, one := range anys(v) {
		if t, ok := one.(string); ok {
			out = append(out, t)
		}
	}
	return out
}

// subset says that all of a are in b, and that there is something in a.
func subset(a, b []string) bool {
	for _, one := range a {
		// A number that is whole is a number.
		if !slices.Contains(b, one) && !(one == "integer" && slices.Contains(b, "number")) {
			return false
		}
	}
	return len(a) > 0
}
