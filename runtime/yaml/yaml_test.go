package yaml

import (
	"errors"
	"strings"
	"testing"
)

// TestLoad: what PyYAML's safe loader makes of the texts, as Python prints it.
func TestLoad(t *testing.T) {
	for text, want := range map[string]string{
		"": "None", "~": "None", "yes": "True", "Off": "False", "y": "'y'", "tRue": "'tRue'",
		"1": "1", "01": "1", "08": "'08'", "0x1F": "31", "1_000": "1000", "1:30": "90", "-0": "0", "12345678901234567890": "12345678901234567890",
		"1.5": "1.5", "1e3": "'1e3'", "1.0e+3": "1000.0", "-.inf": "-inf", "v1.10": "'v1.10'", "1.10": "1.1", "1.2.3": "'1.2.3'",
		"2024-01-01": "datetime.date(2024, 1, 1)", "2024-01-01T10:00:00Z": "datetime.datetime(2024, 1, 1, 10, 0, tzinfo=datetime.timezone.utc)",
		"a: b": "{'a': 'b'}", "a:b": "'a:b'", "http://x.y/z": "'http://x.y/z'", "a:": "{'a': None}", "a: 1\na: 2": "{'a': 2}",
		"- a\n- b": "['a', 'b']", "a:\n- b\nc: d": "{'a': ['b'], 'c': 'd'}", "- a: 1\n  b: 2\n- - c": "[{'a': 1, 'b': 2}, ['c']]", "-a": "'-a'",
		"{a: '1', b: \"x\"}": "{'a': '1', 'b': 'x'}", "[a, b: c, ]": "['a', {'b': 'c'}]", `{"a":1}`: "{'a': 1}", "{a}": "{'a': None}", "(0, 'eu')": `"(0, 'eu')"`,
		"a\n b\n\n c": `'a b\nc'`, "a # b": "'a'", "a#b": "'a#b'", "'it''s'": `"it's"`, `"\u00e9\x41\n"`: `'éA\n'`, "\"a\n  b\"": "'a b'",
		"a: |\n  x\n   y\nb: 1": `{'a': 'x\n y\n', 'b': 1}`, ">-\n a\n b\n\n c": `'a b\nc'`, "|+\n a\n\n": `'a\n\n'`, "|\n a": "'a'",
		"? a\n: b": "{'a': 'b'}", "&x a: *x": "{'a': 'a'}", "a: &x\n  b: 1\nc: *x": "{'a': {'b': 1}, 'c': {'b': 1}}",
		"- &a {x: 1}\n- <<: *a\n  y: 2": "[{'x': 1}, {'x': 1, 'y': 2}]", "!!str 1": "'1'", "--- a\n...": "'a'",
	} {
		v, err := Load(text)
		if err != nil || v.Repr() != want {
			t.Errorf("%q: got %s, %v, want %s", text, v.Repr(), err, want)
		}
	}
}

// TestMistakes: which part of the reader refuses a text decides whether a mapping keeps it.
func TestMistakes(t *testing.T) {
	for text, want := range map[string]Kind{
		"[1, 2": Parser, "{a: 1": Parser, "a]": "", "'a' b": Parser, "{{ x[0] }}": Parser, "{{ x }}": Constructor, "a\n---\nb": Composer, "%Y": Parser,
		"a: b: c": Scanner, "@a": Scanner, "`a`": Scanner, "\"abc": Scanner, "a:\tb": Scanner, "% a": Scanner, "%Y-%m-%d": Scanner, `"\q"`: Scanner,
		"*a": Composer, "!foo a": Constructor, "2024-13-01": Constructor, "\x01": Reader, "=": Constructor, "<<: 1": Constructor,
		strings.Repeat("[", 1000): Composer, "&a [*a]": Composer,
	} {
		_, err := Load(text)
		var failure *Error
		errors.As(err, &failure)
		if got := failure; want == "" && got != nil || want != "" && (got == nil || got.Kind != want) {
			t.Errorf("%q: got %v, want a %s", text, err, want)
		}
	}
}

// TestBomb: aliases cannot make a small text large.
func TestBomb(t *testing.T) {
	text := "- &a0 [x, x, x, x, x, x, x, x, x, x]\n"
	for i := range 9 {
		text += "- &a" + string(rune('1'+i)) + " [" + strings.Repeat("*a"+string(rune('0'+i))+", ", 10) + "]\n"
	}
	if _, err := Load(text); err == nil {
		t.Error("a text that stands for ten billion values is read")
	}
}

func FuzzLoad(f *testing.F) {
	for _, text := range []string{"a: b", "- {a: [1]}", "|\n a", "&a *a", "'", "? a\n: b", "%Y-%m-%d", "{{ a }}", "- \n-\ta"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, err := Load(text)
		if failure := (*Error)(nil); err != nil && !errors.As(err, &failure) {
			t.Error(err)
		}
	})
}
