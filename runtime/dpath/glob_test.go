package dpath

import "testing"

func TestGlob(t *testing.T) {
	tests := []struct {
		pattern, name string
		want          bool
	}{
		{"*", "", true}, {"*", "a\nb", true}, {"a*c", "abbc", true}, {"a*c", "abcd", false}, {"*a*b*", "xaybz", true},
		{"?", "ü", true}, {"?", "", false}, {"a?", "abc", false},
		{"[ab]", "b", true}, {"[ab]", "c", false}, {"[!ab]", "c", true}, {"[!ab]", "a", false}, {"[^a]", "^", true},
		{"[a-c]x", "bx", true}, {"[c-a]", "b", false}, {"[!c-a]", "b", true}, {"[c-a-e]", "e", true}, {"[a-]", "-", true},
		{"[]]", "]", true}, {"[!]]", "]", false}, {"[", "[", true}, {"a[", "a[", true}, {"[]", "[]", true}, {"[!]", "[!]", true},
		{"a[0]", "a0", true}, {"a[0]", "a[0]", false}, {"**", "x", true},
	}
	for _, test := range tests {
		if got := glob(test.pattern).match(test.name); got != test.want {
			t.Errorf("%q on %q: %v", test.pattern, test.name, got)
		}
	}
}

func TestNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"5": "5", " +5\n": "5", "-0": "0", "1_000": "1000", "007": "7", "٣": "3", "123456789012345678901": "123456789012345678901",
		"": "", "1__0": "", "_1": "", "1_": "", "5.0": "", "0x1": "", "+-5": "", "- 5": "", "1 0": "",
	} {
		v, ok := ParseInt(text)
		if ok != (want != "") || ok && v.String() != want {
			t.Errorf("int(%q) is %s, %v", text, v, ok)
		}
	}
	for text, want := range map[string]string{
		"1.5": "1.5", " 5 ": "5.0", "1e3": "1000.0", "1_0.5": "10.5", ".5": "0.5", "5.": "5.0", "nan": "nan", "-Infinity": "-inf", "+inf": "inf",
		"1e999": "inf", "": "", "0x1p3": "", "1_.5": "", "abc": "", "e5": "", "--1": "", "infinit": "",
	} {
		v, ok := ParseFloat(text)
		if ok != (want != "") || ok && v.String() != want {
			t.Errorf("float(%q) is %s, %v", text, v, ok)
		}
	}
}
