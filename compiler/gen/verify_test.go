package gen

import (
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// TestVerify shows files that a connector's source must never hold, whatever went wrong before.
func TestVerify(t *testing.T) {
	for _, test := range []struct{ source, reason string }{
		{"import \"os\"\n", `import "os"`},
		{"import f \"time\"\n", `import "time"`},
		{"import . \"math\"\n", `import "math"`},
		{"import _ \"net/http\"\n", `import "net/http"`},
		{"import \"C\"\n", `import "C"`},
		{"func init() {}\n", "declaration of init"},
		{"func (c Config) x() {}\n", "declaration of x"},
		{"func x()\n", "declaration of x"},
		{"func x[T int]() {}\n", "declaration of x"},
		{"var x = 1\n", "variable x"},
		{"var x []byte\n", "variable x"},
		{"const x = 1\n", "variable x"},
		{"type T struct{}\n", "type T"},
		{"type Config struct{}\n", "type Config"},
		{"func x() { go x() }\n", "syntax *ast.GoStmt"},
		{"func x() { defer x() }\n", "syntax *ast.DeferStmt"},
		{"func x() { for {} }\n", "syntax *ast.ForStmt"},
		{"func x() { a: goto a }\n", "syntax"},
		{"func x() { var y chan int }\n", "syntax"},
		{"func x() { panic(1) }\n", "use of panic"},
		{"func x() { _ = `\u202e` }\n", "hidden character"},
		{"//go:embed /etc/passwd\nvar x []byte\n", "comment"},
		{"//go:embed schemas/../../x.json\nvar x []byte\n", "comment"},
		{"//go:linkname a b\n", "comment"},
		{"//go:generate rm\n", "comment"},
		{"/*line x.go:1*/\n", "comment"},
		{"//line x.go:1\n", "comment"},
		{"//export x\n", "comment"},
		{"}\n", "expected"},
	} {
		err := verify([]File{{Name: "x.go", Data: []byte(Header + "\n\npackage main\n\n" + test.source)}})
		if err == nil || !strings.Contains(err.Error(), test.reason) {
			t.Errorf("%q: %v, want %q", test.source, err, test.reason)
		}
	}
	for _, whole := range []string{"package main\n", Header + "\n\npackage x\n", "\n" + Header + "\n\npackage main\n"} {
		if err := verify([]File{{Name: "x.go", Data: []byte(whole)}}); err == nil {
			t.Errorf("%q passes", whole)
		}
	}
	if err := verify([]File{{Name: "A.json"}, {Name: "a.json"}}); err == nil {
		t.Error("two files with one name on most disks pass")
	}
}

// hostile are texts that try to leave the place where they are printed.
var hostile = []string{
	"*/ func init() { panic(1) } /*", "\n//go:generate rm -rf /", "//go:embed /etc/passwd", "\r\n//line evil.go:1\n", "`+os.Exit(1)+`", `"+os.Exit(1)+"`,
	"\u202e)(tixE.so", "\u2028func init() {}", "\x00\xff\ufeff", "+build ignore", "{{ `x` }}\n\n\tpackage evil", "# Heading\n - list", "%s%d", strings.Repeat("long ", 200),
}

// TestHostileTexts puts each of them everywhere that a manifest's text can go.
func TestHostileTexts(t *testing.T) {
	src := tracker()
	src.Doc, src.Name = strings.Join(hostile, " "), hostile[0]
	for _, text := range hostile {
		src.Config = append(src.Config, plan.ConfigKey{Name: text, Type: text, Doc: text})
		s := &plan.DeclarativeStream{Name: text, Doc: text, Schemas: [][]byte{[]byte("{}")}}
		s.Literal = streamLiteral(s, plan.New("retrieve", "Simple", plan.F("Requester", from(text, requester(text))), plan.F("RecordSelector", selector(plan.Func("record", "Filter",
			plan.Func("record", "Condition", plan.Lit{Value: text}, &plan.Closure{
				Param: "r", Type: plan.Type{Pkg: "stream", Name: "RecordScope"}, Result: plan.Type{Pkg: "value", Name: "Value"}, Template: text,
				Body: []plan.Stmt{&plan.Return{X: plan.Func("value", "Concat", plan.Func("value", "Str", plan.Lit{Value: text}), plan.Func("value", "Str", plan.Lit{Value: text + text}))}},
			}))))))
		src.Streams = append(src.Streams, s, &plan.DeclarativeStream{Name: text, Literal: s.Literal})
	}
	plan.Share(src, SharedNames())
	files, err := Package(src)
	if err != nil {
		t.Fatal(err)
	}
	if len(src.Shared) < len(hostile) {
		t.Errorf("%d shared pieces, want one for each hostile $ref", len(src.Shared))
	}
	for _, f := range files {
		for _, line := range strings.Split(string(f.Data), "\n") {
			if word := strings.TrimSpace(line); strings.HasPrefix(word, "//go:") && !isEmbed(word) || strings.HasPrefix(word, "//line") {
				t.Errorf("%s holds the line %q", f.Name, line)
			}
		}
	}
	vet(t, files)
}

// from makes a piece look as if it came from a $ref.
func from(ref string, x plan.Expr) plan.Expr {
	m := x.(*plan.Make)
	m.Origin, m.Slot = "#/definitions/"+ref, plan.Type{Pkg: "stream", Name: "Authenticator"}
	return m
}
