package diff

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// parse reads a JSON object in which names and words need no quotes where single ones stand.
func parse(t *testing.T, text string) map[string]any {
	t.Helper()
	var out map[string]any
	if err := json.Unmarshal([]byte(strings.ReplaceAll(text, "'", `"`)), &out); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return out
}

// found are changes as lines: "breaking rule where".
func found(all []Change) (out []string) {
	for _, c := range all {
		out = append(out, kind(c)+" "+c.Rule+" "+c.Where)
	}
	return out
}

func expect(t *testing.T, name string, all []Change, want ...string) {
	t.Helper()
	if got := found(all); !slices.Equal(got, slices.DeleteFunc(want, func(w string) bool { return w == "" })) {
		t.Errorf("%s:\n got %q\nwant %q", name, got, want)
	}
}

// TestOption changes one option of a spec.
func TestOption(t *testing.T) {
	const narrowed, widened = "breaking spec-narrowed spec, option x", "safe spec-widened spec, option x"
	const a, b = `{'title': 'A', 'properties': {'t': {'const': 'a'}}}`, `{'title': 'B', 'properties': {'t': {'const': 'b'}}}`
	for _, test := range []struct{ old, new, want string }{
		{`{'title': 'X', 'order': 1, 'examples': [1]}`, `{'description': 'x', 'airbyte_hidden': true}`, ""},
		{`{'type': 'integer'}`, `{'type': 'number'}`, widened},
		{`{'type': 'number'}`, `{'type': 'integer'}`, narrowed},
		{`{'type': 'string'}`, `{}`, widened},
		{`{}`, `{'type': 'string'}`, narrowed},
		{`{'enum': [1, 2]}`, `{'const': 1}`, narrowed},
		{`{'const': 1}`, `{'enum': [1, 2]}`, widened},
		{`{'enum': [1]}`, `{'const': 1}`, ""},
		{`{'enum': [1]}`, `{}`, widened},
		{`{'minimum': 1}`, `{'minimum': 0}`, widened},
		{`{'minimum': 1}`, `{'minimum': 2}`, narrowed},
		{`{'maxLength': 1}`, `{'maxLength': 2}`, widened},
		{`{'maxLength': 2}`, `{'maxLength': 1}`, narrowed},
		{`{'maxLength': 2}`, `{}`, widened},
		{`{}`, `{'exclusiveMinimum': 2}`, narrowed},
		{`{'exclusiveMinimum': false}`, `{'exclusiveMinimum': true}`, narrowed},
		{`{}`, `{'minItems': 1}`, narrowed},
		{`{}`, `{'uniqueItems': true}`, narrowed},
		{`{'uniqueItems': true}`, `{'uniqueItems': false}`, widened},
		{`{}`, `{'uniqueItems': false}`, ""},
		{`{'multipleOf': 4}`, `{'multipleOf': 2}`, widened},
		{`{'multipleOf': 2}`, `{'multipleOf': 4}`, narrowed},
		{`{'pattern': 'a'}`, `{'pattern': 'b'}`, narrowed},
		{`{'pattern': 'a'}`, `{}`, widened},
		{`{}`, `{'format': 'date'}`, narrowed},
		{`{}`, `{'not': {'const': 1}}`, narrowed},
		{`{}`, `{'if': {'const': 1}}`, narrowed},
		{`{}`, `{'additionalProperties': false}`, narrowed},
		{`{'additionalProperties': false}`, `{'additionalProperties': true}`, widened},
		{`{}`, `{'additionalProperties': true}`, ""},
		{`{}`, `{'additionalProperties': {'type': 'string'}}`, narrowed + ".*"},
		{`{'additionalProperties': false, 'patternProperties': {'a': {}}}`, `{'additionalProperties': false}`, widened + "|" + narrowed},
		{`{'items': {'type': 'string'}}`, `{'items': {'type': 'integer'}}`, narrowed + "[]"},
		{`{'items': {'enum': ['a']}}`, `{'items': {'enum': ['a', 'b']}}`, widened + "[]"},
		{`{}`, `{'items': {'pattern': 'a'}}`, narrowed + "[]"},
		{`{'items': {}}`, `{'items': [{}]}`, narrowed + "[]"},
		{`{}`, `{'oneOf': [` + a + `]}`, narrowed},
		{`{}`, `{'anyOf': [{'required': ['a']}]}`, narrowed},
		{`{'oneOf': [` + a + `, ` + b + `]}`, `{'oneOf': [` + b + `, ` + a + `]}`, ""},
		{`{'oneOf': [` + a + `]}`, `{'oneOf': [` + a + `, ` + b + `]}`, widened},
		{`{'oneOf': [` + a + `, ` + b + `]}`, `{'oneOf': [` + b + `]}`, narrowed},
		{`{'oneOf': [` + a + `]}`, `{'oneOf': [` + strings.Replace(a, "A", "Z", 1) + `]}`, "safe spec-renamed spec, option x"},
		{`{'oneOf': [` + a + `]}`, `{'oneOf': [` + strings.Replace(a, "'a'", "'z'", 1) + `]}`, narrowed + ".A.t|" + widened + ".A.t"},
		{`{'oneOf': [{'type': 'string'}]}`, `{'oneOf': [{'type': 'integer'}]}`, narrowed + ".1"},
		{`{'allOf': [{'minimum': 1}]}`, `{'allOf': [{'minimum': 1}, {'maximum': 3}]}`, narrowed},
		{`{'allOf': [{'minimum': 1}, {'maximum': 3}]}`, `{'allOf': [{'minimum': 1}]}`, widened},
		{`{'properties': {'a': {}}}`, `{'properties': {'a': false}}`, narrowed + ".a"},
		{`{'properties': {'a': {}}}`, `{}`, "breaking spec-option-removed spec, option x.a"},
		{`{}`, `{'properties': {'a': {}}}`, "safe spec-option-added spec, option x.a"},
		{`{}`, `{'required': ['ghost']}`, "breaking spec-required spec, option x.ghost"},
		{`{'required': ['ghost']}`, `{}`, "safe spec-optional spec, option x.ghost"},
		{`{'default': 1}`, `{'default': 2}`, "safe spec-default spec, option x"},
		{`{}`, `{'airbyte_secret': true}`, "safe spec-secret spec, option x"},
	} {
		surface := func(option string) Surface { return Surface{Spec: parse(t, `{'properties': {'x': `+option+`}}`)} }
		name := test.old + " -> " + test.new
		got := Compare(surface(test.old), surface(test.new))
		// Breaking changes come first.
		want := strings.Split(test.want, "|")
		slices.SortStableFunc(want, strings.Compare)
		expect(t, name, got, want...)
	}
}

// TestRules excuses what a migration that is new brings up to date, and nothing else.
func TestRules(t *testing.T) {
	moves := Rule{Words: `AddFields(Fields: ((Path: ("shop"), Value: "{{ config['store'] }}")))`, Sets: [][]string{{"shop"}}}
	was := Surface{Spec: parse(t, `{'required': ['store'], 'properties': {'store': {'type': 'string'}, 'n': {}}}`)}
	is := Surface{Spec: parse(t, `{'required': ['shop'], 'properties': {'shop': {'type': 'string'}, 'n': {'type': 'string'}}}`)}
	breaks := []string{"breaking spec-required spec, option shop", "breaking spec-narrowed spec, option n",
		"breaking spec-option-removed spec, option store", "safe spec-optional spec, option store"}
	expect(t, "no migration", Compare(was, is), breaks...)

	is.Rules.Changes = []Rule{moves}
	expect(t, "a migration", Compare(was, is), breaks[1], "safe spec-migrated spec, option shop", breaks[3], "safe spec-migrated spec, option store")

	was.Rules.Changes = is.Rules.Changes
	expect(t, "an old migration", Compare(was, is), breaks...)

	is.Rules.Changes = append(is.Rules.Changes, Rule{Words: "Own()", Custom: true})
	for _, c := range Compare(was, is) {
		if c.Breaking {
			t.Errorf("a migration in Go: %+v", c)
		}
	}

	was.Spec, is.Rules = is.Spec, Rules{Validations: []string{"Dpath(…)"}}
	expect(t, "a validation, and no migration", Compare(was, is), "breaking spec-narrowed spec", "safe spec-migration-removed spec")
}

// TestSecrets shows nothing of the default of a secret.
func TestSecrets(t *testing.T) {
	surface := func(option string) Surface { return Surface{Spec: parse(t, `{'properties': {'x': `+option+`}}`)} }
	all := Compare(surface(`{'airbyte_secret': true, 'default': 'hush'}`), surface(`{'default': 'hushed'}`))
	for _, c := range all {
		if strings.Contains(c.What+c.markdown[1], "hush") {
			t.Error(c.What)
		}
	}
	expect(t, "a secret", all, "safe spec-secret spec, option x", "safe spec-default spec, option x")
}
