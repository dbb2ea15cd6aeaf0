package config

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// An explanation turns the errors of the validator into the one sentence that
// the reference shows: that of its best match.
type explanation struct {
	schema   value.Value
	instance value.Value
}

// A violation is one keyword that the instance violates.
type violation struct {
	path     []string // in the instance
	place    []int    // in the schema
	keyword  string
	message  string
	expected bool        // the instance is of the type that the schema wants
	context  []violation // of the alternatives of anyOf and oneOf
}

// of is the sentence for an error of the validator.
func (e explanation) of(err *jsonschema.ValidationError) string {
	best := bestMatch(e.violations(err))
	if best == nil {
		return err.Error()
	}
	return best.message
}

// violations flattens the tree of errors as the reference lists them: only
// alternatives nest.
func (e explanation) violations(err *jsonschema.ValidationError) []violation {
	at := e.pointer(err)
	keyword, _ := keywordOf(at)
	alternatives := keyword == "anyOf" || keyword == "oneOf"
	var inner []violation
	for _, cause := range err.Causes {
		inner = append(inner, e.violations(cause)...)
	}
	slices.SortStableFunc(inner, func(a, b violation) int { return slices.Compare(a.place, b.place) })
	if len(err.Causes) > 0 && !alternatives && keyword != "minContains" {
		return inner
	}
	found := e.leaf(err, at)
	if alternatives {
		found[0].context = inner
	}
	return found
}

// pointer is where in the schema the keyword stands.
func (e explanation) pointer(err *jsonschema.ValidationError) []string {
	_, fragment, _ := strings.Cut(err.AbsoluteKeywordLocation, "#")
	return splitPointer(fragment)
}

// leaf is the violation of one keyword, or several when it names several keys.
func (e explanation) leaf(err *jsonschema.ValidationError, at []string) []violation {
	path := splitPointer(err.InstanceLocation)
	instance, _ := follow(e.instance, path)
	keyword, parent := keywordOf(at)
	schema, _ := follow(e.schema, parent)
	argument, _ := schema.Get(keyword)
	v := violation{path: path, place: order(e.schema, at), keyword: keyword, expected: matchesType(schema, instance)}
	var out []violation
	for _, message := range (sentence{keyword, schema, argument, instance, at, err.Message}).all() {
		v.message = message
		out = append(out, v)
	}
	return out
}

// keywordOf finds the keyword among the last segments: some hold names or indexes behind it.
func keywordOf(at []string) (keyword string, parent []string) {
	for i := len(at) - 1; i >= 0 && i >= len(at)-3; i-- {
		if at[i] == "dependencies" || at[i] == "dependentRequired" {
			return at[i], at[:i]
		}
	}
	if len(at) == 0 {
		return "", nil
	}
	return at[len(at)-1], at[:len(at)-1]
}

// bestMatch picks the violation to show: the shallowest one, and of the
// alternatives of anyOf and oneOf the deepest, as long as one stands out.
func bestMatch(all []violation) *violation {
	if len(all) == 0 {
		return nil
	}
	best := &all[0]
	for i := range all {
		if relevance(&all[i], best) > 0 {
			best = &all[i]
		}
	}
	for len(best.context) > 0 {
		sorted := slices.Clone(best.context)
		slices.SortStableFunc(sorted, func(a, b violation) int { return relevance(&a, &b) })
		if len(sorted) > 1 && relevance(&sorted[0], &sorted[1]) == 0 {
			return best
		}
		best = &sorted[0]
	}
	return best
}

// relevance orders violations as the reference does.
func relevance(a, b *violation) int {
	return cmp.Or(
		cmp.Compare(len(b.path), len(a.path)),
		slices.CompareFunc(a.path, b.path, compareSegments),
		compareBools(!a.weak(), !b.weak()),
		compareBools(!a.expected, !b.expected),
	)
}

func (v *violation) weak() bool { return v.keyword == "anyOf" || v.keyword == "oneOf" }

func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

func compareSegments(a, b string) int {
	i, errA := strconv.Atoi(a)
	j, errB := strconv.Atoi(b)
	if errA == nil && errB == nil {
		return cmp.Compare(i, j)
	}
	return strings.Compare(a, b)
}

// matchesType says that the instance has a type that the schema names.
func matchesType(schema, instance value.Value) bool {
	expected, ok := schema.Get("type")
	if !ok {
		return false
	}
	if expected.Kind() != value.KindList {
		return isType(instance, expected.String())
	}
	for name := range expected.Elements() {
		if isType(instance, name.String()) {
			return true
		}
	}
	return false
}

func isType(v value.Value, name string) bool {
	switch name {
	case "object":
		return v.Kind() == value.KindDict
	case "array":
		return v.Kind() == value.KindList
	case "string":
		return v.Kind() == value.KindStr
	case "boolean":
		return v.Kind() == value.KindBool
	case "null":
		return v.Kind() == value.KindNone
	case "number":
		return v.Kind() == value.KindInt || v.Kind() == value.KindFloat
	case "integer":
		f, ok := v.AsFloat()
		return v.Kind() == value.KindInt || v.Kind() == value.KindFloat && ok && f == math.Trunc(f)
	}
	return false
}
