package value

import (
	"strings"
	"testing"
)

func parsed(t testing.TB, text string) Value {
	t.Helper()
	v, err := Parse([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

func TestRawKinds(t *testing.T) {
	for text, want := range map[string]struct {
		kind Kind
		repr string
	}{
		`null`: {KindNone, "None"}, `true`: {KindBool, "True"}, `false`: {KindBool, "False"}, `-0`: {KindInt, "0"}, `12`: {KindInt, "12"},
		`9223372036854775808`: {KindInt, "9223372036854775808"}, `-9223372036854775808`: {KindInt, "-9223372036854775808"},
		`1.0`: {KindFloat, "1.0"}, `1E2`: {KindFloat, "100.0"}, `-0.0`: {KindFloat, "-0.0"}, `1e400`: {KindFloat, "inf"}, `NaN`: {KindFloat, "nan"},
		`"a\u00e9\ud83d\ude00\/"`: {KindStr, "'aé😀/'"}, `"\ud83d"`: {KindStr, `'\ud83d'`}, `"\ude00\ud83d"`: {KindStr, `'\ude00\ud83d'`},
		` [1, "a"] `: {KindList, "[1, 'a']"}, `{"b":{"c":[]}}`: {KindDict, "{'b': {'c': []}}"},
		`{"a":1,"b":2,"a":3}`: {KindDict, "{'a': 3, 'b': 2}"}, `{"a":1,"\u0061":2}`: {KindDict, "{'a': 2}"}, `{"\u0061":1,"b":0,"a":2}`: {KindDict, "{'a': 2, 'b': 0}"},
	} {
		raw := Raw([]byte(text))
		if raw.Kind() != want.kind || raw.Repr() != want.repr || raw.Open().Repr() != want.repr {
			t.Errorf("%s: kind %d, %s, not kind %d, %s", text, raw.Kind(), raw.Repr(), want.kind, want.repr)
		}
		if got := parsed(t, text); got.Repr() != want.repr {
			t.Errorf("Parse(%s) = %s, not %s", text, got.Repr(), want.repr)
		}
	}
}

func TestRawOfNothing(t *testing.T) {
	if v := Raw([]byte(" \n")); !v.IsUndefined() {
		t.Errorf("got %s", v.Repr())
	}
}

func TestRawMemberNeedsNoOpening(t *testing.T) {
	v := Raw([]byte(`{"a": 1, "b": {"c": "x"}, "a": 2}`))
	if a := v.Item("a"); a.Repr() != "2" {
		t.Errorf("a is %s", a.Repr())
	}
	if c := v.Attr("b").Attr("c"); c.Repr() != "'x'" {
		t.Errorf("c is %s", c.Repr())
	}
	if _, ok := v.Get("d"); ok || !v.isRaw() {
		t.Error("d is there, or v was opened")
	}
	allocs := testing.AllocsPerRun(100, func() { v.Get("a") })
	if allocs > 0 {
		t.Errorf("%v allocations for a number", allocs)
	}
}

func TestOpenedChildrenStayOpen(t *testing.T) {
	v := Raw([]byte(`{"a": {"b": [1]}}`)).Open()
	a, _ := v.Get("a")
	a.Set("new", True)
	b := a.Item("b")
	b.Append(Int(2))
	if got := v.Repr(); got != "{'a': {'b': [1, 2], 'new': True}}" {
		t.Error(got)
	}
}

func TestSetOpensInPlace(t *testing.T) {
	v := Raw([]byte(`{"a": 1}`))
	v.Set("b", Str("x"))
	if !v.Delete("a") || v.Delete("a") {
		t.Error("a was not deleted once")
	}
	if got := v.Repr(); got != "{'b': 'x'}" {
		t.Error(got)
	}
}

func TestParseRefusesRest(t *testing.T) {
	for _, text := range []string{``, ` `, `{} x`, `[1]]`, `{"a":[{"b":1}x]}`, `{"a" 1}`, `{"a":[{},]}`, `[{"a":1},`} {
		if _, err := Parse([]byte(text)); err == nil {
			t.Errorf("%q was taken", text)
		}
	}
}

func TestParseOpensDownToRecords(t *testing.T) {
	v := parsed(t, `{"data": {"items": [{"id": 1, "x": null}, {"id": 2}]}, "n": [1, 2]}`)
	items := v.Item("data").Item("items")
	if items.isRaw() || items.Len() != 2 {
		t.Fatal("the items are not a list")
	}
	for element := range items.Elements() {
		if !element.isRaw() {
			t.Errorf("%s was opened", element.Repr())
		}
	}
	many := parsed(t, "["+strings.Repeat("{},", 5000)+"{}]")
	if !many.isRaw() || many.Len() != 5001 {
		t.Error("an array of tiny objects became a list of larger ones")
	}
}

func TestLoadAndCloneShareNothing(t *testing.T) {
	data := []byte(`{"a": ["text", {"b": null}], "c": 1}`)
	raw := Raw(data)
	loaded, err := Load(data)
	if err != nil {
		t.Fatal(err)
	}
	copied := raw.Clone()
	clear(data)
	for _, v := range []Value{loaded, copied, copied.Clone()} {
		if got := v.Repr(); got != "{'a': ['text', {'b': None}], 'c': 1}" {
			t.Error(got)
		}
	}
	other := copied.Clone()
	inner := other.Item("a")
	inner.Append(Null)
	if copied.Item("a").Len() != 2 {
		t.Error("a clone shares its lists")
	}
}

func TestMembersLeaveUnopened(t *testing.T) {
	v := Raw([]byte(`{"a": [1]}`)).Open()
	for _, member := range v.Members() {
		if text, ok := member.Unopened(); !ok || string(text) != "[1]" {
			t.Errorf("%s", text)
		}
	}
}
