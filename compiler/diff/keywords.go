package diff

import (
	"maps"
	"math"
	"slices"
)

// bounds are keywords whose number allows more the smaller (-1) or the larger (1) it is.
var bounds = map[string]float64{
	"minimum": -1, "exclusiveMinimum": -1, "minLength": -1, "minItems": -1, "minProperties": -1, "minContains": -1,
	"maximum": 1, "exclusiveMaximum": 1, "maxLength": 1, "maxItems": 1, "maxProperties": 1, "maxContains": 1,
}

// opaque are keywords of which only their absence is known to allow more. What is neither here nor compared in
// another way says nothing about what is valid.
var opaque = []string{
	"pattern", "format", "multipleOf", "uniqueItems", "not", "if", "then", "else", "contains", "propertyNames",
	"patternProperties", "dependencies", "dependentRequired", "dependentSchemas", "additionalItems", "prefixItems",
	"unevaluatedItems", "unevaluatedProperties", "contentEncoding", "contentMediaType", "$ref", "definitions", "$defs",
}

// keywords compares keywords that restrict what is valid one by one.
func (s specs) keywords(at option, o, n map[string]any) {
	for _, key := range slices.Sorted(maps.Keys(bounds)) {
		s.keyword(at, key, o[key], n[key], looser(o[key], n[key], bounds[key]))
	}
	for _, key := range opaque {
		s.keyword(at, key, o[key], n[key], key == "multipleOf" && divides(n[key], o[key]))
	}
}

func (s specs) keyword(at option, key string, was, is any, widened bool) {
	switch {
	case equal(was, is), is == nil && was == false, was == nil && is == false && key == "uniqueItems":
	case is == nil, widened, is == false && key == "uniqueItems":
		s.safe("spec-widened", at.place(), "%s was %s, is %s", key, orNone(was), orNone(is))
	default:
		s.narrowed("spec-narrowed", at, "%s was %s, is %s", key, orNone(was), orNone(is))
	}
}

func looser(was, is any, way float64) bool {
	a, ok := was.(float64)
	b, also := is.(float64)
	return ok && also && way*b >= way*a
}

// divides says that each multiple of a number is one of another one.
func divides(divisor, of any) bool {
	a, ok := divisor.(float64)
	b, also := of.(float64)
	return ok && also && a > 0 && math.Mod(b, a) == 0
}

// items compares what lists may hold.
func (s specs) items(at option, was, is any) {
	of := option{at.shown + "[]", append(slices.Clip(at.keys), "*")}
	o, single := was.(map[string]any)
	n, too := is.(map[string]any)
	switch {
	case equal(was, is):
	case is == nil:
		s.safe("spec-widened", of.place(), "anything is allowed now")
	case too && (single || was == nil):
		s.value(of, o, n)
	default:
		s.narrowed("spec-narrowed", of, "the items were %s, are %s", orNone(was), orNone(is))
	}
}

// others compares what is allowed for options that are not declared.
func (s specs) others(at option, o, n map[string]any) {
	was, is := o["additionalProperties"], n["additionalProperties"]
	schema, some := is.(map[string]any)
	before, restricted := was.(map[string]any)
	switch {
	case equal(was, is), open(was) && open(is):
	case open(is), was == false:
		s.safe("spec-widened", at.place(), "options that are not declared are allowed now")
	case some && (restricted || open(was)):
		s.value(at.member("*"), before, schema)
	default:
		s.narrowed("spec-narrowed", at, "options that are not declared are not allowed any more")
	}
	if !open(is) && o["patternProperties"] != nil && n["patternProperties"] == nil {
		s.narrowed("spec-narrowed", at, "options of the patterns %s are not declared any more", asJSON(o["patternProperties"]))
	}
}

func open(v any) bool { return v == nil || v == true }
