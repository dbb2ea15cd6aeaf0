package gen

import (
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"math"
	"strings"
	"testing"

	"github.com/dave/jennifer/jen"

	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func TestLiteral(t *testing.T) {
	for _, test := range []struct {
		value any
		want  string
	}{
		{nil, `nil`},
		{true, `true`},
		{3, `3`},
		{int64(math.MinInt64), `-9223372036854775808`},
		{1.0, `1.0`},
		{1e21, `1e+21`},
		{math.Inf(-1), `math.Inf(-1)`},
		{math.NaN(), `math.NaN()`},
		{math.Copysign(0, -1), `math.Copysign(0, -1)`},
		{"plain", `"plain"`},
		{`say "hi"`, "`say \"hi\"`"},
		{"tick ` and \"", "\"tick ` and \\\"\""},
		{"tab\tand \"", `"tab\tand \""`},
		{"right\u202eleft \"", `"right\u202eleft \""`},
		{"\xff", `"\xff"`},
		{"a\nb\n", "\"a\\n\" +\n\t\"b\\n\""},
		{strings.Repeat("0123456789 ", 16), `"` + strings.Repeat("0123456789 ", 9) + "\" +\n\t\"" + strings.Repeat("0123456789 ", 7) + `"`},
		{[]string{"a", "b"}, `[]string{"a", "b"}`},
		{[][]string{{"a"}, {"b", "c"}}, `[][]string{{"a"}, {"b", "c"}}`},
	} {
		p := &printer{}
		f := newFile()
		f.Var().Id("x").Op("=").Add(p.literal(test.value))
		files, err := p.render("x.go", f)
		if err != nil {
			t.Errorf("%#v: %v", test.value, err)
			continue
		}
		_, got, _ := strings.Cut(string(files[0].Data), "var x = ")
		if got = strings.TrimSuffix(got, "\n"); got != test.want {
			t.Errorf("%#v: got %s, want %s", test.value, got, test.want)
		}
	}
}

func TestWhatAPlanMayNotHold(t *testing.T) {
	stream := &plan.DeclarativeStream{Name: "x"}
	for name, literal := range map[string]plan.Expr{
		"literal":     plan.Lit{Value: []int{1}},
		"identifier":  plan.Name{Name: "a b"},
		"selector":    &plan.Select{X: plan.Name{Name: "cfg"}, Name: "a;b"},
		"package":     plan.Name{Pkg: "os", Name: "Exit"},
		"path":        plan.Name{Pkg: "../x", Name: "Y"},
		"type":        plan.New("page", "A{}; func init() {}"),
		"field":       plan.New("page", "A", plan.F("B: 1, C", plan.Lit{Value: 1})),
		"operator":    &plan.Binary{X: plan.Lit{Value: 1}, Op: "<-", Y: plan.Lit{Value: 1}},
		"empty":       nil,
		"assignment":  &plan.Closure{Param: "c", Type: plan.Type{Pkg: "value", Name: "Value"}, Result: plan.Type{Pkg: "value", Name: "Value"}, Body: []plan.Stmt{&plan.Assign{Name: "x y", X: plan.Lit{Value: 1}}}},
		"result type": &plan.Closure{Param: "c", Type: plan.Type{Pkg: "value", Name: "Value"}, Result: plan.Type{Pkg: "os", Name: "File"}},
		"parameter":   &plan.Closure{Param: "c, d", Type: plan.Type{Pkg: "value", Name: "Value"}, Result: plan.Type{Pkg: "value", Name: "Value"}},
		"panic":       &plan.Call{Fun: plan.Name{Name: "panic"}},
	} {
		stream.Literal = literal
		if files, err := Package(&plan.Source{Spec: []byte("{}"), Streams: []*plan.DeclarativeStream{stream}}); err == nil {
			t.Errorf("%s: printed %s", name, files[2].Data)
		}
	}
}

// FuzzText prints texts and evaluates what was printed: it must be the same text, on lines that
// start with Go, not with the text.
func FuzzText(f *testing.F) {
	for _, seed := range []string{"", "`", "\"`\n", "*/", "\n//go:generate x", "//line x.go:1", "\u202e", "\r\n", "\ufeff", "\xff\x00", "a\n\nb", `\u0022`, strings.Repeat("é ", 200)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p := &printer{}
		file := newFile()
		file.Const().Id("x").Op("=").Add(p.literal(s))
		file.Comment(comment(fold(s, 50)))
		file.Func().Id("f").Params().Block(jen.Return().Comment(comment(fold(s, 50))))
		files, err := p.render("x.go", file)
		if err != nil {
			t.Fatal(err)
		}
		if err := verifyText(files[0]); err != nil {
			t.Fatalf("%v\n%s", err, files[0].Data)
		}
		if got := constantX(t, files[0]); got != s {
			t.Errorf("%q became %q", s, got)
		}
	})
}

// verifyText checks comments and characters; the constant of this test is no declaration of a package.
func verifyText(f File) error {
	if err := verifyFile(f); err != nil && !strings.Contains(err.Error(), "the variable x") {
		return err
	}
	return nil
}

// constantX evaluates the constant x of a file.
func constantX(t *testing.T, f File) string {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, f.Name, f.Data, 0)
	if err != nil {
		t.Fatal(err)
	}
	pkg, err := new(types.Config).Check("main", fset, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return constant.StringVal(pkg.Scope().Lookup("x").(*types.Const).Val())
}
