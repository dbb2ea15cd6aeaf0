package diff

import "testing"

func TestEvaluate(t *testing.T) {
	set := map[string]any{"name": "a", "n": 1, "keys": []any{"x", map[string]any{"y": true}}}
	for template, want := range map[string]string{
		"plain":                        "plain",
		"{{ components_values.name }}": "a",
		"p_{{ components_values['n'] }}_{{components_values.get('name')}}": "p_1_a",
		"{{ components_values['keys'][1]['y'] }}":                          "true",
		"{{ components_values['keys'] }}":                                  `["x",{"y":true}]`,
		"{{ components_values.none }}":                                     "",
	} {
		if got, ok := evaluate(template, set); !ok || got != want {
			t.Errorf("%s is %q, want %q", template, got, want)
		}
	}
	for _, template := range []string{"{{ components_values.name | upper }}", "{% if 1 %}a{% endif %}", "{{ config.name }}", "{{ components_values.keys[1].y }}"} {
		if got, ok := evaluate(template, set); ok || got != template {
			t.Errorf("%s is %q", template, got)
		}
	}
}

// TestTemplates changes templates of streams, as far as the manifest of the test of the command does not.
func TestTemplates(t *testing.T) {
	a, b := Stream{Name: "{{ a }}"}, Stream{Name: "{{ b }}"}
	for _, test := range []struct {
		old, new []Template
		want     string
	}{
		{[]Template{{Name: "x", Variants: []Stream{a}}}, []Template{{Name: "y", Variants: []Stream{a}}}, ""},
		{[]Template{{Name: "x", Variants: []Stream{a}}, {Name: "y", Variants: []Stream{b}}}, []Template{{Name: "y", Variants: []Stream{b}}, {Name: "x", Variants: []Stream{a}}}, ""},
		{[]Template{{Name: "x"}}, nil, "breaking stream-removed streams of x"},
		{nil, []Template{{Name: "x"}}, "safe stream-added streams of x"},
		{[]Template{{Name: "x", Kind: "HTTPComponents"}}, []Template{{Name: "x", Kind: "ConfigComponents"}}, "breaking streams-found streams of x"},
		{[]Template{{Name: "x", Variants: []Stream{a}}}, []Template{{Name: "x", Variants: []Stream{a, b}}}, "safe stream-variant streams of x"},
		{[]Template{{Name: "x", Variants: []Stream{a, b}}}, []Template{{Name: "x", Variants: []Stream{a}}}, "breaking stream-variant streams of x"},
		{[]Template{{Name: "x", Unreadable: "a"}}, []Template{{Name: "x", Unreadable: "b"}}, "breaking streams-unreadable streams of x"},
		{[]Template{{Name: "x", Defaults: []string{"a"}}}, []Template{{Name: "x", Defaults: []string{"a", "b"}}}, "safe stream-added streams of x"},
	} {
		expect(t, test.want, Compare(Surface{Templates: test.old}, Surface{Templates: test.new}), test.want)
	}
}
