package value

import "testing"

func TestConversions(t *testing.T) {
	for _, c := range []struct {
		v     Value
		float string
		whole string
	}{
		{Int(3), "3", "3"},
		{Float(-2.9), "-2.9", "-2"},
		{Bool(true), "1", "1"},
		{Str(" 1_0 "), "10", "10"},
		{Str("1.5"), "1.5", "ValueError: invalid literal for int() with base 10: '1.5'"},
		{Str("x"), "ValueError: could not convert string to float: 'x'", "ValueError: invalid literal for int() with base 10: 'x'"},
		{ListOf(), "TypeError: float() argument must be a string or a number, not 'list'", "TypeError: int() argument must be a string or a number, not 'list'"},
	} {
		f, err := ToFloat(c.v)
		got := string(Float(f).AppendJSON(nil))
		if err != nil {
			got = err.Error()
		}
		if want := c.float; got != want && got != want+".0" {
			t.Errorf("float(%s) is %s", c.v.Repr(), got)
		}
		n, err := ToInt(c.v)
		if err != nil {
			got = err.Error()
		} else {
			got = n.String()
		}
		if got != c.whole {
			t.Errorf("int(%s) is %s", c.v.Repr(), got)
		}
	}
	if _, err := ToFloat(Value{}); err == nil {
		t.Error("nothing is a number")
	}
}

func TestMatchStart(t *testing.T) {
	for _, c := range []struct {
		pattern, text, want string
		ok                  bool
	}{
		{`\d+`, "12s", "12", true},
		{`\d+`, "s12", "", false},
		{`(?:a|ab)(?=c)`, "abc", "ab", true},
		{`x*`, "abc", "", true},
		{`(a)(?!b)`, "ab", "", false},
	} {
		got, ok, err := MatchStart(c.pattern, c.text)
		if got != c.want || ok != c.ok || err != nil {
			t.Errorf("%s at the start of %q: %q, %t, %v", c.pattern, c.text, got, ok, err)
		}
	}
	for _, pattern := range []string{"(", "[", `\`} {
		if _, _, err := MatchStart(pattern, "x"); err == nil {
			t.Errorf("%s is a pattern", pattern)
		}
	}
}
