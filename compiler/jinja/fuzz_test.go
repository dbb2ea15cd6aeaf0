package jinja

import (
	goparser "go/parser"
	"os"
	"strings"
	"testing"
)

// seeds are templates of every shape, from the tests and from the grammar's edges.
func seeds(f *testing.F) {
	data, err := os.ReadFile(lowerCases)
	if err != nil {
		f.Fatal(err)
	}
	for _, c := range strings.Split(string(data), "\n== ") {
		source, _, _ := strings.Cut(c, "\n")
		f.Add(source)
	}
	for _, s := range []string{
		"", "{", "{{", "{%", "{#", "{{}}", "{%%}", "{{ '", "{{ a[", "{% raw %}{% endraw", "{{-}}", "\r\n{{ x\r }}",
		"{% if %}", "{% for a, in b %}{% endfor %}", "{{ 1_ }}", "{{ 0x }}", `{{ "\u12" }}`, "\xff{{ \xfe }}", "{{ é }}",
		"{% call f() %}{% endcall %}", "{{ self.a() }}", "{% from 'a' import b as c with context %}", "{% print 1, 2 %}",
		"{% set a.b = 1 %}", "{% for loop in a %}{% endfor %}", "{{ stream_state }}", "{{ x[1:2, 3] }}",
	} {
		f.Add(s)
	}
}

// FuzzParse: nothing panics, offsets lie within the text, and a tree that is
// printed and parsed again is the same tree.
func FuzzParse(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, source string) {
		n := normalise(source)
		body, fault := parse(n.text)
		if fault != nil {
			if fault.start < 0 || fault.end > len(n.text) || fault.start > fault.end {
				t.Fatalf("%q: the fault is at %d to %d", source, fault.start, fault.end)
			}
			return
		}
		once := jinjaOf(body)
		again, fault := parse(once)
		if fault != nil {
			if fault.unsupported {
				return // printing adds parentheses, and they nest
			}
			t.Fatalf("%q printed as %q: %v", source, once, fault)
		}
		if twice := jinjaOf(again); once != twice {
			t.Fatalf("%q printed as %q, then as %q", source, once, twice)
		}
	})
}

// FuzzCompile: nothing panics, a template is there unless a problem is an
// error, what it becomes is Go, and problems lie within the text.
func FuzzCompile(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, source string) {
		for _, lenient := range []bool{false, true} {
			text := testText(source)
			text.Lenient = lenient
			template, problems := Compile(text, RecordScope)
			if (template == nil) != failed(problems) || lenient && template == nil {
				t.Fatalf("%q: template %v, problems %v", source, template, problems)
			}
			if template != nil && template.Closure != nil {
				if _, err := goparser.ParseExpr(printExpr(template.Closure)); err != nil {
					t.Fatalf("%q: %v in %s", source, err, printExpr(template.Closure))
				}
			}
			for _, p := range problems {
				if p.Start < 0 || p.End > len(source) || p.Start > p.End {
					t.Fatalf("%q: problem at %d to %d: %v", source, p.Start, p.End, p)
				}
			}
		}
	})
}
