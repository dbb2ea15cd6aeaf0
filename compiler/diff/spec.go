package diff

import (
	"maps"
	"slices"
)

// whole is the place of the spec.
var whole = place{"spec", ""}

// spec compares what users configure: a configuration that was valid must stay so.
func (c *changes) spec(older, newer Surface) {
	s := specs{c, newer.Rules.since(older.Rules)}
	o, n := older.Spec, newer.Spec
	switch {
	case o == nil && n == nil:
	case o == nil || n == nil:
		c.breaking("spec-changed", whole, "there was "+presence(o)+", there is "+presence(n))
	default:
		s.value(option{}, o, n)
	}
	s.rulesOf(older.Rules, newer.Rules)
}

// rulesOf compares what else decides about a configuration.
func (s specs) rulesOf(older, newer Rules) {
	for _, v := range newer.Validations {
		if !slices.Contains(older.Validations, v) {
			s.breaking("spec-narrowed", whole, "configurations must pass another check: %s", v)
		}
	}
	for _, gone := range older.since(newer) {
		s.safe("spec-migration-removed", whole, "configurations are not changed any more by %s", gone.Words)
	}
}

func presence(spec map[string]any) string {
	if spec == nil {
		return "no spec"
	}
	return "a spec"
}

// specs compares the parts of two specs.
type specs struct {
	*changes
	rules []Rule // that change configurations since the older version
}

// An option is a place in a spec.
type option struct {
	shown string   // as users know it, with the titles of alternatives
	keys  []string // as a configuration has it
}

func (o option) place() place {
	if o.shown == "" {
		return whole
	}
	return whole.and("option", o.shown)
}

func (o option) member(name string) option {
	return option{join(o.shown, name), append(slices.Clip(o.keys), name)}
}

// narrowed is a change that may make a configuration invalid, unless a rule that is new brings it up to date.
func (s specs) narrowed(rule string, at option, format string, args ...any) {
	if sets(s.rules, at.keys) {
		s.safe("spec-migrated", at.place(), format+"; configurations are migrated", args...)
		return
	}
	s.breaking(rule, at.place(), format, args...)
}

// value compares what may be at a place: all that was allowed must stay so.
func (s specs) value(at option, o, n map[string]any) {
	if equal(o, n) {
		return
	}
	s.types(at, types(o), types(n))
	s.values(at, o, n)
	s.keywords(at, o, n)
	s.items(at, o["items"], n["items"])
	s.others(at, o, n)
	s.alternatives(at, "oneOf", anys(o["oneOf"]), anys(n["oneOf"]))
	s.alternatives(at, "anyOf", anys(o["anyOf"]), anys(n["anyOf"]))
	s.all(at, anys(o["allOf"]), anys(n["allOf"]))
	s.notes(at, o, n)
	s.members(at, o, n)
}

func (s specs) types(at option, was, is []string) {
	switch {
	case slices.Equal(was, is):
	case len(is) == 0 || subset(was, is):
		s.safe("spec-widened", at.place(), "the type was %s, is %s", list(was), list(is))
	default:
		s.narrowed("spec-narrowed", at, "the type was %s, is %s", list(was), list(is))
	}
}

// subset says that all of a are in b, and that there is something in a.
func subset(a, b []string) bool {
	for _, one := range a {
		// A number that is whole is a number.
		if !slices.Contains(b, one) && (one != "integer" || !slices.Contains(b, "number")) {
			return false
		}
	}
	return len(a) > 0
}

// allowed are the values that a schema restricts itself to; nil for any.
func allowed(schema map[string]any) []any {
	if v, ok := schema["const"]; ok {
		return []any{v}
	}
	return anys(schema["enum"])
}

func (s specs) values(at option, o, n map[string]any) {
	was, is := allowed(o), allowed(n)
	switch {
	case was == nil && is != nil:
		s.narrowed("spec-narrowed", at, "only some values are allowed now: %s", asJSON(is))
	case was != nil && is == nil:
		s.safe("spec-widened", at.place(), "any value is allowed now")
	}
	if was == nil || is == nil {
		return
	}
	for _, v := range without(was, is) {
		s.narrowed("spec-narrowed", at, "the value %s is not allowed any more", plain(v))
	}
	for _, v := range without(is, was) {
		s.safe("spec-widened", at.place(), "the value %s is allowed", plain(v))
	}
}

// without are those of some values that others do not have.
func without(values, others []any) []any {
	return slices.DeleteFunc(slices.Clone(values), func(v any) bool {
		return slices.ContainsFunc(others, func(o any) bool { return equal(o, v) })
	})
}

// notes says what does not decide whether a configuration is valid.
func (s specs) notes(at option, o, n map[string]any) {
	was, is := o["airbyte_secret"] == true, n["airbyte_secret"] == true
	switch {
	case is && !was:
		s.safe("spec-secret", at.place(), "the option is a secret now")
	case was && !is:
		s.safe("spec-secret", at.place(), "the option is no secret any more")
	}
	switch before, after := o["default"], n["default"]; {
	case equal(before, after):
	case was || is:
		s.safe("spec-default", at.place(), "the default is another one")
	default:
		s.safe("spec-default", at.place(), "the default was %s, is %s", orNone(before), orNone(after))
	}
}

func orNone(v any) string {
	if v == nil {
		return "none"
	}
	return asJSON(v)
}

// members compares the options of an object.
func (s specs) members(at option, o, n map[string]any) {
	older, newer := object(o["properties"]), object(n["properties"])
	s.required(at, o, n)
	for _, name := range slices.Sorted(maps.Keys(newer)) {
		if _, known := older[name]; known {
			s.value(at.member(name), schemaOf(older[name]), schemaOf(newer[name]))
		} else if !slices.Contains(texts(n["required"]), name) {
			s.safe("spec-option-added", at.member(name).place(), "the option is new")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(older)) {
		if _, still := newer[name]; !still {
			s.gone(at.member(name), n["additionalProperties"] == false)
		}
	}
}

func (s specs) gone(at option, refused bool) {
	switch {
	case takes(s.rules, at.keys):
		s.safe("spec-migrated", at.place(), "the option is gone; configurations are migrated")
	case refused:
		s.breaking("spec-option-removed", at.place(), "the option is gone, and a configuration that has it is refused")
	default:
		s.breaking("spec-option-removed", at.place(), "the option is gone")
	}
}

// required compares which options must be there, declared or not.
func (s specs) required(at option, o, n map[string]any) {
	was, is := texts(o["required"]), texts(n["required"])
	for _, name := range is {
		switch _, known := object(o["properties"])[name]; {
		case slices.Contains(was, name):
		case known:
			s.narrowed("spec-required", at.member(name), "the option is required now")
		default:
			s.narrowed("spec-required", at.member(name), "the option is new and required")
		}
	}
	for _, name := range was {
		if !slices.Contains(is, name) {
			s.safe("spec-optional", at.member(name).place(), "the option is not required any more")
		}
	}
}

// schemaOf is a schema that may be true or false.
func schemaOf(v any) map[string]any {
	if v == false {
		return map[string]any{"not": map[string]any{}}
	}
	return object(v)
}
