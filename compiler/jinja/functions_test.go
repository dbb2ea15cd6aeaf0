package jinja

import (
	"go/ast"
	goparser "go/parser"
	gotoken "go/token"
	"path/filepath"
	"strings"
	"testing"
)

// runtimeFunctions are the functions of runtime/value and what they take: the
// number of values, -1 for a variadic one, -2 for two lists. The compiler does
// not import the runtime; the two meet in these names.
func runtimeFunctions(t *testing.T) map[string]int {
	files, err := filepath.Glob("../../runtime/value/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("reading runtime/value: %v, %d files", err, len(files))
	}
	found := map[string]int{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := goparser.ParseFile(gotoken.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil {
				found[f.Name.Name] = takes(f.Type.Params)
			}
		}
	}
	return found
}

func takes(params *ast.FieldList) int {
	n, lists := 0, false
	for _, p := range params.List {
		switch p.Type.(type) {
		case *ast.Ellipsis:
			return -1
		case *ast.ArrayType:
			lists = true
		}
		n += max(1, len(p.Names))
	}
	if lists {
		return -2
	}
	return n
}

func TestTablesNameRuntimeFunctions(t *testing.T) {
	found := runtimeFunctions(t)
	tables := []struct {
		name    string
		table   map[string]function
		applied int // the value before the arguments
	}{{"filter", filters, 1}, {"test", tests, 1}, {"macro", macros, 0}}
	for _, tt := range tables {
		for name, f := range tt.table {
			want := len(f.params) + tt.applied
			if f.variadic {
				want = -1
			} else if f.lists {
				want = -2
			}
			if got, ok := found[f.goName]; !ok || got != want {
				t.Errorf("%s %s: value.%s takes %d values (found %v), the table says %d", tt.name, name, f.goName, got, ok, want)
			}
		}
	}
}

func TestLoweringNamesRuntimeFunctions(t *testing.T) {
	found := runtimeFunctions(t)
	for _, name := range []string{
		"Str", "Int", "Float", "Literal", "ListOf", "TupleOf", "DictOf", "FuncOf", "Fail", "Concat",
		"UndefinedName", "Loop", "Each", "Unpack", "NewMacro", "NamespaceSet",
	} {
		if _, ok := found[name]; !ok {
			t.Errorf("runtime/value has no function %s", name)
		}
	}
}
