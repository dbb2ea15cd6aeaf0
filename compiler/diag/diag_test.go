package diag

import (
	"bytes"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler/source"
)

const text = "a: 1\n\tb: \"{{ respnse }}\"\r\nlast: é!"

// span is the place of the first part of the text.
func span(t *testing.T, part string) source.Span {
	t.Helper()
	f := source.NewFile("manifest.yaml", text)
	at := strings.Index(text, part)
	if at < 0 {
		t.Fatalf("no %q in the text", part)
	}
	return source.Span{File: f, Start: at, End: at + len(part)}
}

func TestText(t *testing.T) {
	var l List
	l.Errorf(span(t, "respnse"), "unknown-name", "unknown name %q", "respnse").
		DidYouMean("respnse", []string{"record", "response"}).
		Notef("CursorPagination.cursor_value may use config, response").
		From([]Ref{{Target: "#/x", Path: "definitions.x", Span: span(t, "a")}, {Target: "#/y", Path: "streams.issues", Span: span(t, "last")}})
	want := `manifest.yaml:2:9: error: unknown name "respnse" [unknown-name]
  |
2 | 	b: "{{ respnse }}"
  | 	       ^^^^^^^ did you mean "response"?
  = CursorPagination.cursor_value may use config, response
  = reached from streams.issues at manifest.yaml:3:1
  = reached from definitions.x at manifest.yaml:1:1
`
	if got := l.Text(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTextAtTheEdges(t *testing.T) {
	f := source.NewFile("m.yaml", text)
	long := source.NewFile("l.yaml", "k: ["+strings.Repeat("1, ", 400)+"x]")
	tests := []struct {
		name string
		span source.Span
		want string
	}{
		{"nowhere", source.Span{}, "error: bad [slug]\n"},
		{"past the end", source.Span{File: f, Start: len(text), End: len(text)},
			"m.yaml:3:9: error: bad [slug]\n  |\n3 | last: é!\n  |         ^\n"},
		{"of no width", source.Span{File: f}, "m.yaml:1:1: error: bad [slug]\n  |\n1 | a: 1\n  | ^\n"},
		{"over lines", source.Span{File: f, Start: 3, End: len(text)}, "m.yaml:1:4: error: bad [slug]\n  |\n1 | a: 1\n  |    ^\n"},
		{"outside", source.Span{File: f, Start: -4, End: 1 << 30}, "m.yaml:1:1: error: bad [slug]\n  |\n1 | a: 1\n  | ^^^^\n"},
		{"on a long line", source.Span{File: long, Start: 1204, End: 1205},
			"l.yaml:1:1205: error: bad [slug]\n  |\n1 | …" + strings.Repeat(" 1,", 52) + " x]\n  | " + strings.Repeat(" ", 158) + "^\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := Diagnostic{Span: test.span, Slug: "slug", Summary: "bad"}
			if got := d.Text(); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestTextNeverDrivesTheTerminal(t *testing.T) {
	f := source.NewFile("m.yaml", "\x1b[31mred")
	d := Diagnostic{Span: source.Span{File: f, End: 1}, Summary: "bad\n\x1b[0m", Hint: "a\rb", Notes: []string{"c\nd"}}
	if got := d.Text(); strings.ContainsAny(got, "\x1b\r") || strings.Count(got, "\n") != 5 {
		t.Errorf("got %q", got)
	}
}

func TestSort(t *testing.T) {
	var l List
	l.Warnf(span(t, "last"), "b", "second")
	l.Errorf(span(t, "respnse"), "a", "first").From([]Ref{{Target: "#/x"}})
	l.Errorf(span(t, "respnse"), "a", "first").From([]Ref{{Target: "#/y"}})
	l.Errorf(source.Span{}, "z", "without a place")
	l.Sort()
	var got []string
	for _, d := range l {
		got = append(got, d.Summary)
	}
	if strings.Join(got, ",") != "without a place,first,second" || l[1].Via[0].Target != "#/x" {
		t.Errorf("got %v", l)
	}
}

func TestSilencing(t *testing.T) {
	var l List
	l.Errorf(source.Span{}, "a", "an error")
	l.Warnf(source.Span{}, "a", "a warning")
	l.LenientErrorf(source.Span{}, "b", "an error of run time")
	l.Demote()
	if rest := l.Without("a", "b"); len(rest) != 1 || !rest.HasErrors() {
		t.Errorf("got %v", rest)
	}
	if len(l) != 3 || l.Without("b")[1:].HasErrors() {
		t.Errorf("got %v", l)
	}
}

func TestWriteJSON(t *testing.T) {
	var l List
	l.Errorf(span(t, "é"), "a", "<bad> %q", "x").Notef("n").From([]Ref{{Target: "#/x", Path: "streams.a", Span: span(t, "a")}})
	l.Warnf(source.Span{}, "b", "nowhere").Hintf("h")
	var b bytes.Buffer
	if err := l.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	want := `{"file":"manifest.yaml","line":3,"column":7,"end_line":3,"end_column":8,"severity":"error","slug":"a","summary":"<bad> \"x\"","notes":["n"],"via":[{"ref":"#/x","path":"streams.a","file":"manifest.yaml","line":1,"column":1}]}
{"severity":"warning","slug":"b","summary":"nowhere","hint":"h"}
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestNearest(t *testing.T) {
	names := []string{"type", "response", "request", "headers", "page_token_option", "page_size_option", "id"}
	tests := []struct{ word, want string }{
		{"respnse", "response"},
		{"reponse", "response"},
		{"Response", "response"},
		{"resposne", "response"},
		{"tpye", "type"},
		{"page_size_optoin", "page_size_option"},
		{"ID", "id"},
		{"ix", ""},
		{"kind", ""},
		{"", ""},
		{"configuration", ""},
		{"response", ""},
	}
	for _, test := range tests {
		if got := Nearest(test.word, names); got != test.want {
			t.Errorf("Nearest(%q) = %q, want %q", test.word, got, test.want)
		}
	}
}
