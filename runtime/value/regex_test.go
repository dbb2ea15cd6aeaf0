package value_test

import (
	"strings"
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

func TestRegexSearch(t *testing.T) {
	for _, c := range []struct{ text, pattern, want string }{
		{"price 12.50", `(\d+\.\d+)`, `'12.50'`},
		{"abab", `(ab)\1`, `'ab'`},
		{"aXbX", `(?<=b)(X)`, `'X'`},
		{"foobar", `(foo(?!bar))`, `''`},
		{"key=v", `(?P<k>\w+)=(?P<v>\w+)`, `'key'`},
		{"aaa", `(a*?)$`, `'aaa'`},
		{"aaa", `(a++)a`, `''`},
		{"ab", `(?>(a|ab))$`, `''`},
		{"<x>", `(<)?x(?(1)>|)`, `'<'`},
		{"x", `(<)?x(?(1)>|)`, `None`},
		{"ÄB", `(?i)(äb)`, `'ÄB'`},
		{"a\nb", `(?m)^(b)$`, `'b'`},
		{"a\nb\n", `(b)$`, `'b'`},
		{"a\nb\n", `(b)\Z`, `''`},
		{"a\nb", `(?s)(a.b)`, `'a\nb'`},
		{"a b", `(?x) ( a \s b ) # both`, `'a b'`},
		{"١٢", `(\d+)`, `'١٢'`},
		{"١", `(?a)(\d)`, `''`},
		{"a-]", `([\]\-]+)`, `'-]'`},
		{"x{2}", `(x{a}|x\{2})`, `'x{2}'`},
		{"", `(\b)`, `''`},
		{"a", `(?i:(A))`, `'a'`},
		{"a", `)`, `re.error`},
		{"a", `*`, `re.error`},
		{"a", `a**`, `re.error`},
		{"a", `[b-a]`, `re.error`},
		{"a", `(?<=a+)b`, `re.error`},
		{"a", `\z`, `re.error`},
		{"a", `(?P<1>a)`, `re.error`},
		{"a", `a(?i)`, `re.error`},
		{"a", `(a\1)`, `re.error`},
		{"a", `a{2,1}`, `re.error`},
		{"a", strings.Repeat("(", 1000) + strings.Repeat(")", 1000), `re.error`},
	} {
		if got := shown(value.FilterRegexSearch(value.Str(c.text), value.Str(c.pattern))); got != c.want {
			t.Errorf("%q in %q: %s, not %s", c.pattern, c.text, got, c.want)
		}
	}
}

func TestRegexReplace(t *testing.T) {
	for _, c := range []struct{ text, pattern, by, want string }{
		{"a1b2", `\d`, ``, `'ab'`},
		{"abc", ``, `-`, `'-a-b-c-'`},
		{"aab", `a*`, `x`, `'xxbx'`},
		{"ab", `(?P<f>a)(b)`, `\2\g<f>\g<0>\\\n`, `'baab\\\n'`},
		{"b", `(a)?b`, `[\1]`, `'[]'`},
		{"a", `a`, `\101`, `'A'`},
		{"a", `a`, `\1`, `re.error`},
		{"a", `a`, `\q`, `re.error`},
		{"a", `a`, `\g<x>`, `IndexError`},
	} {
		if got := shown(value.FilterRegexReplace(value.Str(c.text), value.Str(c.pattern), value.Str(c.by))); got != c.want {
			t.Errorf("%q in %q by %q: %s, not %s", c.pattern, c.text, c.by, got, c.want)
		}
	}
}

// Patterns that take for ever elsewhere fail after a limit of steps.
func TestRegexHasALimit(t *testing.T) {
	start := time.Now()
	text := strings.Repeat("a", 100) + "b"
	if got := value.FilterRegexSearch(value.Str(text), value.Str(`((a+)+$)`)); shown(got) != "RuntimeError" {
		t.Error(got)
	}
	if took := time.Since(start); took > 30*time.Second {
		t.Error(took)
	}
	long := value.Str(strings.Repeat("ab", 20000))
	if got := value.FilterRegexSearch(long, value.Str(`^((?:ab)*)$`)); got.Len() != 40000 {
		t.Error(got.Err())
	}
}

func FuzzRegex(f *testing.F) {
	f.Add(`(?P<a>a|b)*?(?(a)\1|[^\d-]{2,3})\b$`, "abab-1")
	f.Add(`(?i:(?<=é)|(?!x++))`, "é")
	f.Fuzz(func(t *testing.T, pattern, text string) {
		if len(text) > 50 || len(pattern) > 50 {
			return
		}
		value.FilterRegexSearch(value.Str(text), value.Str(pattern))
		value.FilterRegexReplace(value.Str(text), value.Str(pattern), value.Str(`\g<0>`))
	})
}
