package eval

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/importer"
	goparser "go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/assign"
	"golang.org/x/tools/go/analysis/passes/bools"
	"golang.org/x/tools/go/analysis/passes/composite"
	"golang.org/x/tools/go/analysis/passes/copylock"
	"golang.org/x/tools/go/analysis/passes/ifaceassert"
	"golang.org/x/tools/go/analysis/passes/loopclosure"
	"golang.org/x/tools/go/analysis/passes/nilfunc"
	"golang.org/x/tools/go/analysis/passes/shift"
	"golang.org/x/tools/go/analysis/passes/stdmethods"
	"golang.org/x/tools/go/analysis/passes/stringintconv"
	"golang.org/x/tools/go/analysis/passes/unreachable"
	"golang.org/x/tools/go/analysis/passes/unusedresult"

	"github.com/lowcode-dev/lowcode/compiler/gen"
)

// vetters are what go vet looks for that printed templates could hold.
var vetters = []*analysis.Analyzer{
	assign.Analyzer, bools.Analyzer, composite.Analyzer, copylock.Analyzer, ifaceassert.Analyzer, loopclosure.Analyzer,
	nilfunc.Analyzer, shift.Analyzer, stdmethods.Analyzer, stringintconv.Analyzer, unreachable.Analyzer, unusedresult.Analyzer,
}

// A vet type-checks and vets programs in this process, so that a fuzzer can do it thousands of times.
type vet struct{ imports types.Importer }

func newVet() *vet {
	return &vet{importer.ForCompiler(token.NewFileSet(), "source", nil)}
}

// check says what is wrong with the Go files of a program.
func (v *vet) check(files []gen.File) error {
	fset := token.NewFileSet()
	var parsed []*ast.File
	for _, f := range files {
		if filepath.Ext(f.Name) != ".go" {
			continue
		}
		file, err := goparser.ParseFile(fset, f.Name, f.Data, goparser.ParseComments|goparser.SkipObjectResolution)
		if err != nil {
			return err
		}
		parsed = append(parsed, file)
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{}, Defs: map[*ast.Ident]types.Object{},
		Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
		Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
	}
	config := types.Config{Importer: v.imports}
	pkg, err := config.Check("main", fset, parsed, info)
	if err != nil {
		return err
	}
	pass := analysis.Pass{
		Fset: fset, Files: parsed, Pkg: pkg, TypesInfo: info, TypesSizes: types.SizesFor("gc", "amd64"),
		ResultOf: map[*analysis.Analyzer]any{}, Report: func(d analysis.Diagnostic) {
			if err == nil {
				err = fmt.Errorf("%s: %s", fset.Position(d.Pos), d.Message)
			}
		},
	}
	for _, a := range vetters {
		if e := run(a, pass); e != nil {
			return e
		}
	}
	return err
}

// run runs an analyzer after those that it needs.
func run(a *analysis.Analyzer, pass analysis.Pass) error {
	if _, done := pass.ResultOf[a]; done {
		return nil
	}
	for _, needed := range a.Requires {
		if err := run(needed, pass); err != nil {
			return err
		}
	}
	pass.Analyzer = a
	result, err := a.Run(&pass)
	pass.ResultOf[a] = result
	return err
}

// FuzzVet: whatever the template, what is printed for it parses, has types and pleases go vet.
func FuzzVet(f *testing.F) {
	for _, name := range ownFiles(f) {
		file, err := os.Open(name)
		if err != nil {
			f.Fatal(err)
		}
		defer file.Close()
		scanner := bufio.NewScanner(file)
		for i := 0; scanner.Scan(); i++ {
			if i%seedEvery() != 0 {
				continue
			}
			var c line
			if err := json.Unmarshal(scanner.Bytes(), &c); err != nil {
				f.Fatal(err)
			}
			f.Add(c.Template)
		}
	}
	f.Add("*/ \n package x // {{ config.a }}\x00`")
	checker := newVet()
	// The fuzzer kills what takes seconds, and the first check reads the whole runtime.
	if files, err := checker.template("{{ config.a }}"); err != nil {
		f.Fatalf("%v\n%s", err, printed(files))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if files, err := checker.template(text); err != nil {
			t.Fatalf("%q: %v\n%s", text, err, printed(files))
		}
	})
}

// template prints and checks a program that has the template in several places.
func (v *vet) template(text string) ([]gen.File, error) {
	p := newProgram()
	for _, of := range []template{
		{text: text, names: []string{"record", "stream_slice"}, def: text},
		{text: text, datetime: true, format: text},
	} {
		p.add(of.key(""), of)
	}
	files, err := gen.Program(p.finish())
	if err != nil {
		return files, err
	}
	return files, v.check(files)
}

// seedEvery leaves most seeds to the fuzzer: TestOwnTemplates builds all of them as one program anyway.
func seedEvery() int {
	if flag.Lookup("test.fuzz").Value.String() != "" {
		return 1
	}
	return 100
}

func ownFiles(tb testing.TB) []string {
	names, err := filepath.Glob(own)
	if err != nil || len(names) == 0 {
		tb.Fatalf("no recorded templates: %v", err)
	}
	return names
}

func printed(files []gen.File) string {
	var b strings.Builder
	for _, f := range files {
		fmt.Fprintf(&b, "-- %s --\n%s", f.Name, f.Data)
	}
	return b.String()
}
