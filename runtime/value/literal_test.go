package value

import (
	"strings"
	"testing"
)

func TestLiteral(t *testing.T) {
	for text, want := range map[string]string{ // repr of what the text spells
		"42": "42", " \t42": "42", "42 \n": "42", "42 # answer": "42", "\n\f42": "42", "-7": "-7", "+ 7": "7", "((7))": "7", "-(7)": "-7",
		"0": "0", "000": "0", "0_0": "0", "10_000": "10000", "0x_fF": "255", "0o17": "15", "0b101": "5", "99999999999999999999": "99999999999999999999",
		"1.50": "1.5", ".5": "0.5", "5.": "5.0", "08.5": "8.5", "3e2": "300.0", "1_0e1_0": "100000000000.0", "-1e999": "-inf",
		"True": "True", "None": "None", "...": "Ellipsis",
		"'a'": "'a'", `"it's"`: `"it's"`, `'a' "b"`: "'ab'", `('a'
			'b')`: "'ab'", "'''a\nb'''": `'a\nb'`, `r'\n'`: `'\\n'`, `U'x'`: "'x'", `'\x41\101\u00e9\U0001f600\q\
'`: `'AAé😀\\q'`, `'\ud83d'`: `'\ud83d'`, `"""a"b"""`: `'a"b'`, "''": "''", "'a\\\r\nb'": "'ab'",
		`b'a\x00' rb"\n"`: `b'a\x00\\n'`,
		"[]":              "[]", "[1, [2,],]": "[1, [2]]", "()": "()", "(1,)": "(1,)", "1, 2": "(1, 2)", "1,": "(1,)", "1,234": "(1, 234)",
		"{}": "{}", "{'a': [1], 'a': 2, 1: 3, True: 4}": "{'a': 2, 1: 4}", "{1, 2, 1.0}": "{1, 2}", "set()": "set()", "[set ( )]": "[set()]",
		"[1+2j, -3j, 1 - 1j]": "[(1+2j), (-0-3j), (1-1j)]", "{(1, 2): None}": "{(1, 2): None}",
		"[\n# one\n1,\n2\\\n]": "[1, 2]",
	} {
		if got := Literal(text).Repr(); got != want {
			t.Errorf("%q: %s, not %s", text, got, want)
		}
	}
}

func TestLiteralLeavesTextAlone(t *testing.T) {
	for _, text := range []string{
		"", " ", "abc", "007", "1__0", "1_", "_1", "0x", "0xg", "0b2", "1L", "1.2.3", "12:30", "2024-01-31", "2024-01-31T10:00:00Z", "1+2", "1-2", "--1",
		"1j", "1+2j", "-True", "not True", "~1", "true", "null", "nan", "inf", "Truely", "None.x", "True False", "1 2", "1\n2", " x", "\n 5", "5\n ",
		"[1", "[1]]", "[,]", "[1,,2]", "[true]", `{"a": null}`, "{[1]: 2}", "{[1]}", "{1: 2, 3}", "{1, 2: 3}", "[1]*2", "f'a'", "'a' f''", "b'é'", "'a' b'b'",
		"'a", "'a\nb'", `'\`, `'\x4'`, `'\u12'`, `'\U00110000'`, "ur'a'", "set", "set(1)", "set([1])", "dict()", "(1", "()()", "a\x00", "5\x00", "'\xed\xa0\x80'",
		"\ufeff5", "\u00a05", "5\u00a0", "\u0661", "*1", "lambda: 1", "1 if 1 else 2", "{**{}}", "\\", "5\\", "#", "5;", "5 5", ".", "..", "....",
		strings.Repeat("9", 4301), strings.Repeat("(", 201) + "1" + strings.Repeat(")", 201), strings.Repeat("[", 100000),
	} {
		if got, ok := Literal(text).AsString(); !ok || got != text {
			t.Errorf("%.50q became %.50s", text, Literal(text).Repr())
		}
	}
}

func TestLiteralLimits(t *testing.T) {
	if got := Literal(strings.Repeat("9", 4300)); got.Kind() != KindInt {
		t.Error("4300 digits are no int")
	}
	if got := Literal(strings.Repeat("0", 5000)); got.Repr() != "0" {
		t.Error("zeros count as digits")
	}
	if got := Literal(strings.Repeat("[", 200) + strings.Repeat("]", 200)); got.Kind() != KindList {
		t.Error("200 brackets are too many")
	}
}

func TestOrdinaryTextCostsNothing(t *testing.T) {
	for _, text := range []string{"an ordinary name", "https://api.example.com/v1", "2024-01-31T10:00:00Z", "5f2b7c", "blue", "rust", "north"} {
		if n := testing.AllocsPerRun(100, func() { Literal(text) }); n > 0 {
			t.Errorf("%s: %v allocations", text, n)
		}
	}
}

// FuzzLiteral prints what was read and reads it again.
func FuzzLiteral(f *testing.F) {
	for _, seed := range []string{"[1, 'a', {2: (3,)}]", "b'x' rb'y'", "{1, 2.5}", "-1e5 # c", "'''\\N'''", "1_0", "set()", "\n\f[1+2j]"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v := Literal(text)
		if s, ok := v.AsString(); ok && s == text {
			return
		}
		printed := v.Repr()
		if strings.Contains(printed, "inf") || strings.Contains(printed, "Ellipsis") {
			return
		}
		if again := Literal(printed); again.Repr() != printed {
			t.Fatalf("%q is %s, which is %s", text, printed, again.Repr())
		}
	})
}
