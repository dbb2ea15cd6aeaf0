package compiler_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/gen"
)

// classes is a manifest whose classes of Python, and their fields, have names that an author chooses.
const classes = `version: 6.0.0
type: DeclarativeSource
check: {type: CheckStream, stream_names: [items]}
streams:
  - type: DeclarativeStream
    name: items
    retriever:
      type: SimpleRetriever
      requester:
        type: CustomRequester
        class_name: %[2]s
        url: https://a.test
        %[1]s: %[1]s
        authenticator:
          type: CustomAuthenticator
          class_name: %[3]s
          $parameters: {%[1]s: [%[1]s]}
          document: {%[1]s: ["{{ config['x'] }}", %[1]s]}
      record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
    schema_loader: {type: InlineSchemaLoader, schema: {}}
spec: {type: Spec, connection_specification: {type: object}}
`

// TestClassesDoNotBreakOut puts each hostile text where classes and their fields are named: custom.go holds types,
// methods and nothing else, or the name is refused.
func TestClassesDoNotBreakOut(t *testing.T) {
	for _, text := range breaking {
		manifest := fmt.Sprintf(classes, quoted(text), quoted("source_x.components."+text), quoted(text+".Auth"))
		files, found := compileHostile(t, manifest)
		if files == nil {
			for _, d := range found {
				if d.Severity == diag.Error && d.Slug != "name-collision" && d.Slug != "bad-value" && text != "type" {
					t.Errorf("%.100q does not compile: %s", text, d)
				}
			}
			continue
		}
		custom := ""
		for _, f := range files {
			if f.Name == gen.CustomFile {
				custom = string(f.Data)
			}
		}
		if stubs := strings.Count(custom, "stream.Unimplemented("); stubs < 2 {
			t.Errorf("%.100q: custom.go has %d stubs:\n%s", text, stubs, custom)
		}
		holdsStubs(t, text, custom)
	}
}

// holdsStubs parses custom.go: what is declared are types and their methods, and the classes are quoted.
func holdsStubs(t *testing.T, text, custom string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), gen.CustomFile, custom, parser.ParseComments)
	if err != nil {
		t.Fatalf("%.100q: %v\n%s", text, err, custom)
	}
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				t.Errorf("%.100q: custom.go declares %s", text, d.Name.Name)
			}
		case *ast.GenDecl:
			if d.Tok != token.TYPE && d.Tok != token.IMPORT {
				t.Errorf("%.100q: custom.go declares %s", text, d.Tok)
			}
		}
	}
	for _, spec := range file.Imports {
		if path, _ := strconv.Unquote(spec.Path.Value); path != "context" && !strings.HasPrefix(path, gen.Runtime+"/") {
			t.Errorf("%.100q: custom.go imports %s", text, path)
		}
	}
}

// TestManyUsesOfAClass stays quick when a class is used often.
func TestManyUsesOfAClass(t *testing.T) {
	var list strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&list, "      - {type: CustomTransformation, class_name: a.B, f%d: \"{{ record.x }}\", all: %d}\n", i%50, i)
	}
	manifest := strings.Replace(fmt.Sprintf(classes, "k", "a.R", "a.A"), "    schema_loader:", "    transformations:\n"+list.String()+"    schema_loader:", 1)
	if files, found := compileHostile(t, manifest); files == nil {
		t.Error(found.Text())
	}
}
