package value

import "testing"

func TestMembersStayUnopened(t *testing.T) {
	for _, text := range []string{`{"a":{"b":1},"c":[2]}`, `[{"b":1},[2]]`} {
		v := Raw([]byte(text)).Open()
		for key, member := range v.Members() {
			if _, raw := member.Unopened(); !raw {
				t.Errorf("%s: member %s was opened", text, key)
			}
		}
		if got := string(v.AppendJSON(nil)); got != text {
			t.Errorf("%s became %s", text, got)
		}
	}
	for range Str("ab").Members() {
		t.Error("a text has no members")
	}
}

func TestMember(t *testing.T) {
	raw := Raw([]byte(`{"a":[1],"a":[2]}`))
	for _, v := range []Value{raw, raw.Open()} {
		if got, ok := v.Member("a"); !ok || got.String() != "[2]" {
			t.Errorf("a is %s, %v", got, ok)
		}
		if _, ok := v.Member("b"); ok {
			t.Error("b is not there")
		}
	}
	opened := raw.Open()
	before, _ := opened.Member("a")
	if _, unopened := before.Unopened(); !unopened {
		t.Error("looking at a member opened it")
	}
}

func TestTruncate(t *testing.T) {
	v := ListOf(Int(1), Int(2), Int(3))
	v.Truncate(5)
	v.Truncate(-1)
	v.Truncate(2)
	if got := v.String(); got != "[1, 2]" {
		t.Error(got)
	}
	Null.Truncate(0)
}
