package value_test

import (
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// read is the value of a JSON text.
func read(t *testing.T, text string) value.Value {
	t.Helper()
	v, err := value.Load([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

func readAll(t *testing.T, texts []string) []value.Value {
	t.Helper()
	var out []value.Value
	for _, text := range texts {
		out = append(out, read(t, text))
	}
	return out
}

// shown is repr(), of the elements if v is lazy, or the class of the failure.
func shown(v value.Value) string {
	if v.Kind() == value.KindIterator {
		v = value.FilterList(v)
	}
	if e, ok := v.Err().(*value.Error); ok {
		return e.Class
	}
	return v.Repr()
}

// Each line is a filter, its operand and arguments in JSON, and repr() of the result.
func TestFilters(t *testing.T) {
	for _, c := range []struct {
		name, operand string
		args          []string
		want          string
	}{
		{"abs", `-2.5`, nil, `2.5`},
		{"abs", `"x"`, nil, `TypeError`},
		{"attr", `{"a": 1}`, []string{`"a"`}, `Undefined`},
		{"base64encode", `"grün"`, nil, `'Z3LDvG4='`},
		{"base64encode", `5`, nil, `AttributeError`},
		{"base64decode", `"Z3L-Dv?G4="`, nil, `'grün'`},
		{"base64decode", `"Z3LDvG4"`, nil, `binascii.Error`},
		{"base64binascii_decode", `"ab"`, nil, `'YWI='`},
		{"batch", `[1, 2, 3, 4]`, []string{`3`, `0`}, `[[1, 2, 3], [4, 0, 0]]`},
		{"capitalize", `"ßTRASSE"`, nil, `'Sstrasse'`},
		{"center", `"ab"`, []string{`5`}, `'  ab '`},
		{"center", `"x"`, []string{`10000000000`}, `MemoryError`},
		{"default", `null`, []string{`1`}, `None`},
		{"default", `null`, []string{`1`, `true`}, `1`},
		{"dictsort", `{"b": 1, "A": 2}`, nil, `[('A', 2), ('b', 1)]`},
		{"dictsort", `{"b": 1, "A": 2}`, []string{`false`, `"value"`, `true`}, `[('A', 2), ('b', 1)]`},
		{"escape", `"<'&"`, nil, `Markup('&lt;&#39;&amp;')`},
		{"filesizeformat", `2500000`, nil, `'2.5 MB'`},
		{"filesizeformat", `2048`, []string{`true`}, `'2.0 KiB'`},
		{"first", `[]`, nil, `Undefined`},
		{"first", `{"k": 1}`, nil, `'k'`},
		{"float", `" 1_0.5 "`, nil, `10.5`},
		{"float", `"0x1p3"`, []string{`-1`}, `-1`},
		{"groupby", `[{"k": "b", "n": 1}, {"k": "a"}, {"k": "B"}]`, []string{`"k"`}, `[('a', [{'k': 'a'}]), ('b', [{'k': 'b', 'n': 1}, {'k': 'B'}])]`},
		{"hash", `"lowcode"`, nil, `'` + "5ea1f6c6c5a6a5d6a9a7d9d0c8c8dc6f" + `'`},
		{"hash", `"x"`, []string{`"none"`}, `AttributeError`},
		{"hmac", `"x"`, []string{`"key"`, `"md5"`}, `ValueError`},
		{"indent", `"a\n\nb"`, []string{`2`, `true`}, `'  a\n\n  b'`},
		{"int", `"12.9"`, nil, `12`},
		{"int", `"0x1f"`, []string{`0`, `16`}, `31`},
		{"int", `"four"`, []string{`4`}, `4`},
		{"int", `[1]`, nil, `0`},
		{"items", `{"a": 1}`, nil, `[('a', 1)]`},
		{"items", `5`, nil, `TypeError`},
		{"join", `[1, null, "x"]`, []string{`"-"`}, `'1-None-x'`},
		{"join", `[{"a": 1}, {"a": 2}]`, []string{`""`, `"a"`}, `'12'`},
		{"last", `"abc"`, nil, `'c'`},
		{"length", `"日本"`, nil, `2`},
		{"length", `5`, nil, `TypeError`},
		{"list", `"ab"`, nil, `['a', 'b']`},
		{"lower", `"ÀΣ"`, nil, `'àς'`},
		{"max", `["a", "B"]`, nil, `'B'`},
		{"max", `["a", "B"]`, []string{`true`}, `'a'`},
		{"min", `[]`, nil, `Undefined`},
		{"regex_search", `"id=7&x"`, []string{`"id=(\\d+)"`}, `'7'`},
		{"regex_search", `"b"`, []string{`"(a)?b"`}, `None`},
		{"regex_search", `"b"`, []string{`"("`}, `re.error`},
		{"regex_replace", `"2019-07"`, []string{`"(\\d+)-(\\d+)"`, `"\\2/\\g<1>"`}, `'07/2019'`},
		{"replace", `"aaa"`, []string{`"a"`, `1`, `2`}, `'11a'`},
		{"reverse", `"añb"`, nil, `'bña'`},
		{"reverse", `[1, 2]`, nil, `[2, 1]`},
		{"reverse", `5`, nil, `FilterArgumentError`},
		{"round", `2.675`, []string{`2`}, `2.67`},
		{"round", `1250`, []string{`-2`}, `1200`},
		{"round", `2.1`, []string{`0`, `"ceil"`}, `3.0`},
		{"slice", `[1, 2, 3]`, []string{`2`, `0`}, `[[1, 2], [3, 0]]`},
		{"slice", `[1]`, []string{`0`}, `ZeroDivisionError`},
		{"slice", `[1]`, []string{`1000000000`}, `MemoryError`},
		{"sort", `["b", "A"]`, nil, `['A', 'b']`},
		{"sort", `[{"a": 2}, {"a": 1}]`, []string{`false`, `false`, `"a"`}, `[{'a': 1}, {'a': 2}]`},
		{"sort", `[1, "a"]`, nil, `TypeError`},
		{"string", `[null, "é"]`, nil, `'"""[null, "\\u00e9"]"""'`},
		{"striptags", `"<!-- c --><b>a</b>\n &amp; <i>"`, nil, `'a &'`},
		{"sum", `[1, 2.5]`, nil, `3.5`},
		{"sum", `["a"]`, nil, `TypeError`},
		{"title", `"it's a-b (c"`, nil, `"It's A-B (C"`},
		{"tojson", `{"b": [1.0, true], "a": "<"}`, nil, `Markup('{"a": "\\u003c", "b": [1.0, true]}')`},
		{"tojson", `{"a": [1]}`, []string{`1`}, `Markup('{\n "a": [\n  1\n ]\n}')`},
		{"trim", `"xax"`, []string{`"x"`}, `'a'`},
		{"truncate", `"one two three four"`, []string{`11`, `false`, `"…"`, `0`}, `'one two…'`},
		{"truncate", `"abc"`, []string{`2`}, `AssertionError`},
		{"unique", `["a", "A", "b"]`, nil, `['a', 'b']`},
		{"unique", `[[1]]`, nil, `TypeError`},
		{"upper", `"ﬁß"`, nil, `'FISS'`},
		{"urlencode", `"a b/ü"`, nil, `'a%20b/%C3%BC'`},
		{"urlencode", `{"a b": "c/d"}`, nil, `'a+b=c%2Fd'`},
		{"urlize", `"see (www.example.org)!"`, nil, `'see (www.example.org)!'`},
		{"urlize", `"www.example.org, ok"`, nil, `'<a href="https://www.example.org" rel="noopener">www.example.org</a>, ok'`},
		{"wordcount", `"one, two-three"`, nil, `3`},
		{"wordwrap", `"one two-three"`, []string{`7`}, `'one\ntwo-\nthree'`},
		{"wordwrap", `"abcdefgh"`, []string{`3`, `false`}, `'abcdefgh'`},
		{"xmlattr", `{"a": null, "b": "<"}`, nil, `' b="&lt;"'`},
		{"xmlattr", `{"a b": 1}`, nil, `ValueError`},
		{"pprint", `{"b": "x", "a": 1}`, nil, `"{'a': 1, 'b': 'x'}"`},
	} {
		if c.name == "hash" && len(c.args) == 0 {
			c.want = `'` + md5Of("lowcode") + `'`
		}
		args := append([]value.Value{value.Str(c.name)}, readAll(t, c.args)...)
		got := value.FilterList(value.FilterMap(value.ListOf(read(t, c.operand)), args, nil))
		text := shown(got)
		if !got.Failed() {
			text = shown(got.At(0))
		}
		if text != c.want {
			t.Errorf("%s | %s(%s): %s, not %s", c.operand, c.name, strings.Join(c.args, ", "), text, c.want)
		}
	}
}

func TestFiltersWithNames(t *testing.T) {
	records := `[{"n": 1, "tag": "x"}, {"n": 2}, {"n": 3, "tag": null}]`
	for _, c := range []struct {
		filter func(v value.Value, args []value.Value, kw []value.Keyword) value.Value
		args   []string
		kw     string
		want   string
	}{
		{value.FilterMap, nil, "n", `[1, 2, 3]`},
		{value.FilterMap, []string{`"length"`}, "", `[2, 1, 2]`},
		{value.FilterMap, []string{`"nothing"`}, "", `TemplateRuntimeError`},
		{value.FilterMap, nil, "", `FilterArgumentError`},
		{value.FilterSelectattr, []string{`"n"`, `"odd"`}, "", `[{'n': 1, 'tag': 'x'}, {'n': 3, 'tag': None}]`},
		{value.FilterSelectattr, []string{`"tag"`}, "", `[{'n': 1, 'tag': 'x'}]`},
		{value.FilterRejectattr, []string{`"tag"`, `"defined"`}, "", `[{'n': 2}]`},
		{value.FilterRejectattr, nil, "", `FilterArgumentError`},
		{value.FilterSelect, []string{`"mapping"`}, "", `[{'n': 1, 'tag': 'x'}, {'n': 2}, {'n': 3, 'tag': None}]`},
		{value.FilterReject, []string{`"eq"`, `{"n": 2}`}, "", `[{'n': 1, 'tag': 'x'}, {'n': 3, 'tag': None}]`},
	} {
		var kw []value.Keyword
		if c.kw != "" {
			kw = []value.Keyword{{Name: "attribute", Value: value.Str(c.kw)}}
		}
		if got := shown(c.filter(read(t, records), readAll(t, c.args), kw)); got != c.want {
			t.Errorf("%v %s: %s, not %s", c.args, c.kw, got, c.want)
		}
	}
}

// Lazy filters look at their arguments when there is an element to use them on.
func TestLazyFilters(t *testing.T) {
	name := []value.Value{value.Str("nothing")}
	for _, operand := range []value.Value{value.Null, value.ListOf(), {}} {
		if got := shown(value.FilterMap(operand, name, nil)); got != "[]" {
			t.Errorf("%s: %s", operand.Repr(), got)
		}
	}
	squares := value.FilterMap(value.ListOf(value.Int(1), value.Str("x")), []value.Value{value.Str("abs")}, nil)
	if got := value.FilterFirst(squares); got.Repr() != "1" {
		t.Error(got)
	}
	if got := value.FilterLast(value.FilterMap(value.ListOf(value.Int(1)), []value.Value{value.Str("abs")}, nil)); shown(got) != "TypeError" {
		t.Error(got)
	}
}

func TestFiltersPassFailuresOn(t *testing.T) {
	failure := value.Fail(value.KeyError, "gone")
	for _, got := range []value.Value{
		value.FilterUpper(failure), value.FilterJoin(value.ListOf(), failure, value.Value{}), value.FilterFirst(failure),
		value.FilterMap(failure, nil, nil), value.IsDefined(failure), value.IsIn(value.Null, failure), value.MacroMax(value.Null, failure),
		value.FilterDefault(failure, value.Null, value.Value{}), value.Timestamp(failure), value.FilterTojson(failure, value.Value{}),
	} {
		if shown(got) != value.KeyError {
			t.Error(got)
		}
	}
}
