package jinja

import (
	"slices"
	"testing"
)

func TestParts(t *testing.T) {
	for template, want := range map[string][]Part{
		"":                                 nil,
		"plain":                            {{Text: "plain"}},
		`a{{ "}}" }}b`:                     {{Text: "a"}, {Print: `{{ "}}" }}`}, {Text: "b"}},
		"{{ {'a': {'b': 1}} }}":            {{Print: "{{ {'a': {'b': 1}} }}"}},
		"{{ x {{":                          nil,
		"a {{ x":                           nil,
		"{% if x %}{{ x }}{% endif %} {{x": nil,
	} {
		got, ok := Parts(template)
		if !slices.Equal(got, want) || ok != (want != nil || template == "") {
			t.Errorf("%q: %q, %t", template, got, ok)
		}
	}
}
