package explain

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// TestComponents holds that each type of the runtime has the name that its comment says.
func TestComponents(t *testing.T) {
	comments := map[string]string{}
	files, err := filepath.Glob("../../runtime/*/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("finding the runtime: %v", err)
	}
	for _, file := range files {
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range tree.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.TYPE {
				for _, s := range g.Specs {
					comments[tree.Name.Name+"."+s.(*ast.TypeSpec).Name.Name] = g.Doc.Text()
				}
			}
		}
	}
	for typ, name := range components {
		comment, ok := comments[typ]
		if words := strings.Join(strings.Fields(comment), " "); !ok || !strings.Contains(words, name) {
			t.Errorf("%s is %s, and its comment says %q", typ, name, words)
		}
	}
}
