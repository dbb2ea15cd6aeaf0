package diff

import (
	"maps"
	"slices"
	"strconv"
)

// alternatives compares those of oneOf or anyOf.
func (s specs) alternatives(at option, keyword string, o, n []any) {
	switch {
	case equal(o, n):
		return
	case len(o) == 0:
		s.narrowed("spec-narrowed", at, "one of some alternatives (%s) is asked for now", keyword)
		return
	}
	pairs := matched(o, n)
	for i, one := range o {
		if j, found := pairs[i]; found {
			s.alternative(at, [2]string{named(schemaOf(one), i), named(schemaOf(n[j]), j)}, schemaOf(one), schemaOf(n[j]))
		} else {
			s.narrowed("spec-narrowed", at, "the alternative %q is gone", named(schemaOf(one), i))
		}
	}
	taken := slices.Collect(maps.Values(pairs))
	for j, one := range n {
		if !slices.Contains(taken, j) {
			s.safe("spec-widened", at.place(), "the alternative %q is new", named(schemaOf(one), j))
		}
	}
}

// alternative compares two that are the same, by what they are called.
func (s specs) alternative(at option, names [2]string, o, n map[string]any) {
	if title(o) != title(n) {
		s.safe("spec-renamed", at.place(), "the alternative %q is called %q", names[0], names[1])
	}
	s.value(option{join(at.shown, names[0]), at.keys}, o, n)
}

// matched are the new places of alternatives: of the same ones, then of those with the same constants, the same
// titles, and at last of those without any of them that stand in the same order.
func matched(o, n []any) map[int]int {
	pairs, taken := map[int]int{}, map[int]bool{}
	for _, same := range []func(a, b map[string]any) bool{
		func(a, b map[string]any) bool { return equal(a, b) },
		func(a, b map[string]any) bool { return len(constants(a)) > 0 && equal(constants(a), constants(b)) },
		func(a, b map[string]any) bool { return title(a) != "" && title(a) == title(b) },
		func(a, b map[string]any) bool { return title(a) == "" && title(b) == "" },
	} {
		for i := range o {
			for j := range n {
				if _, done := pairs[i]; !done && !taken[j] && same(schemaOf(o[i]), schemaOf(n[j])) {
					pairs[i], taken[j] = j, true
				}
			}
		}
	}
	return pairs
}

// constants are the properties that can have one value only: they tell alternatives apart.
func constants(schema map[string]any) map[string]any {
	out := map[string]any{}
	for name, property := range object(schema["properties"]) {
		if values := allowed(object(property)); len(values) == 1 {
			out[name] = values[0]
		}
	}
	return out
}

func title(schema map[string]any) string {
	t, _ := schema["title"].(string)
	return t
}

// named is what an alternative is called: its title, its constants, or its number.
func named(schema map[string]any, i int) string {
	if t := title(schema); t != "" {
		return t
	}
	if c := constants(schema); len(c) == 1 {
		for _, v := range c {
			return plain(v)
		}
	}
	return strconv.Itoa(i + 1)
}

// all compares what must hold all together: one thing more narrows.
func (s specs) all(at option, o, n []any) {
	for i, one := range n {
		switch {
		case slices.ContainsFunc(o, func(other any) bool { return equal(other, one) }):
		case i < len(o):
			s.value(at, schemaOf(o[i]), schemaOf(one))
		default:
			s.narrowed("spec-narrowed", at, "one more thing is asked for: %s", asJSON(one))
		}
	}
	if len(n) < len(o) {
		s.safe("spec-widened", at.place(), "less is asked for")
	}
}
