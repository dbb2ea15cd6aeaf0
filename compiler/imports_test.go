package compiler_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/lowcode-dev/lowcode"

// layers are the packages of the compiler and what of the compiler each may import.
var layers = map[string][]string{
	"compiler":           {"compiler/source", "compiler/diag", "compiler/manifest", "compiler/resolve", "compiler/schema", "compiler/component", "compiler/plan", "compiler/gen", "compiler/custom"},
	"compiler/source":    {},
	"compiler/diag":      {"compiler/source"},
	"compiler/manifest":  {"compiler/source", "compiler/diag"},
	"compiler/resolve":   {"compiler/source", "compiler/diag", "compiler/manifest"},
	"compiler/schema":    {"compiler/source", "compiler/diag", "compiler/manifest", "compiler/resolve"},
	"compiler/plan":      {"compiler/source"},
	"compiler/jinja":     {"compiler/source", "compiler/diag", "compiler/plan"},
	"compiler/component": {"compiler/source", "compiler/diag", "compiler/manifest", "compiler/jinja", "compiler/plan"},
	"compiler/gen":       {"compiler/plan"},
	"compiler/custom":    {"compiler/source", "compiler/diag", "compiler/plan", "compiler/gen"},
	"compiler/build":     {"compiler/gen", "templates"},
	"compiler/bill":      {},
	"compiler/image":     {"compiler/bill"},
	"compiler/printed":   {"compiler/gen"},
	"compiler/diff":      {"compiler/gen", "compiler/jinja", "compiler/printed"},
	"compiler/explain":   {"compiler/gen", "compiler/printed"},
	"compiler/golden":    {},
	"compiler/eval":      {"compiler/source", "compiler/diag", "compiler/jinja", "compiler/plan", "compiler/gen", "compiler/build"},
}

// families are the packages of the runtime whose components meet at the interfaces of stream.
var families = []string{"auth", "configure", "cursor", "decode", "dynamic", "limit", "migrate", "page", "partition", "record", "requester", "retrieve", "retry"}

// leaves are the packages of the runtime that know bytes only: any other one may use them.
var leaves = []string{"charset", "csvrow", "jsontext"}

// homes are the only packages, tests apart, that may import a library.
var homes = map[string][]string{
	"gopkg.in/yaml.v3":                         {"compiler/manifest"},
	"github.com/santhosh-tekuri/jsonschema/v5": {"compiler/schema", "runtime/config", "runtime/record"},
	"github.com/dave/jennifer":                 {"compiler/gen"},
	"github.com/spf13/cobra":                   {"cmd/lowcode"},
	"golang.org/x/tools":                       {"compiler/gen", "compiler/golden"},
	"github.com/google/go-containerregistry":   {"compiler/image", "cmd/lowcode"},
	"golang.org/x/crypto/x509roots":            {"compiler/image"},
	"mvdan.cc/sh/v3":                           {"cmd/sh"},
}

// TestImports keeps the rules of who may import whom; a failure says which one and why it is there.
func TestImports(t *testing.T) {
	for _, root := range []string{"compiler", "runtime", "cmd", "templates"} {
		for _, f := range goFiles(t, root) {
			if f.isTest {
				continue
			}
			for _, imported := range f.imports {
				if reason := refusal(f.pkg, imported); reason != "" {
					t.Errorf("%s imports %s: %s", f.name, imported, reason)
				}
			}
		}
	}
}

// refusal is why a package may not import another one, "" if it may.
func refusal(pkg, imported string) string {
	if imported == module {
		if pkg != "cmd/lowcode" {
			return "the embedded runtime is handed down by cmd"
		}
		return ""
	}
	if own, ok := strings.CutPrefix(imported, module+"/"); ok {
		switch {
		case pkg == "compiler" || strings.HasPrefix(pkg, "compiler/"):
			return compilerRefusal(pkg, own)
		case strings.HasPrefix(pkg, "runtime/"):
			return runtimeRefusal(path.Base(pkg), own)
		}
		return ""
	}
	if !strings.Contains(imported, ".") {
		return ""
	}
	for library, home := range homes {
		if imported == library || strings.HasPrefix(imported, library+"/") {
			if slices.Contains(home, pkg) {
				return ""
			}
			return "a library has one home, so that it can be replaced and audited: " + strings.Join(home, ", ")
		}
	}
	return "lowcode depends on nothing that has no home in this test"
}

func compilerRefusal(pkg, imported string) string {
	allowed, known := layers[pkg]
	switch {
	case !known:
		return "name the package in this test, with what it may import"
	case strings.HasPrefix(imported, "runtime"):
		return "compiler and runtime meet in generated code only"
	case !slices.Contains(allowed, imported):
		return "a phase knows its input and its output, not the other phases"
	}
	return ""
}

func runtimeRefusal(pkg, imported string) string {
	name, ok := strings.CutPrefix(imported, "runtime/")
	order := []string{"value", "request", "stream"}
	switch {
	case !ok:
		return "the runtime is linked into connectors and knows nothing of the compiler"
	case slices.Contains(leaves, pkg):
		return "what knows bytes only needs nothing of the runtime"
	case slices.Contains(families, pkg) && slices.Contains(families, name):
		return "families meet at the interfaces of stream"
	case pkg == "connector" && slices.Contains(families, name):
		return "a binary holds only the components that its manifest names"
	case name == "connector":
		return "the command line stands on top"
	case name == "protocol/protocoltest":
		return "what checks outputs in tests is not part of connectors"
	case (pkg == "dpath" || pkg == "yaml" || pkg == "arrive") && name != "value":
		return "paths lead through values, and windows show them, whatever those stand for"
	case slices.Contains(order, pkg) && slices.Contains(families, name):
		return "the kernel knows no component by name"
	case slices.Contains(order, pkg) && slices.Index(order, name) > slices.Index(order, pkg):
		return "value < request < stream"
	case (pkg == "timefmt" || pkg == "protocol" || pkg == "config") && slices.Contains(append(order[1:], families...), name):
		return "timefmt, protocol and config stand beside the kernel"
	}
	return ""
}

// A goFile is one file of the repository.
type goFile struct {
	name, pkg string // slash-separated, from the root
	isTest    bool
	imports   []string
}

func goFiles(t *testing.T, root string) []goFile {
	t.Helper()
	var files []goFile
	err := fs.WalkDir(os.DirFS(".."), root, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ".go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", name), nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		f := goFile{name: name, pkg: path.Dir(name), isTest: strings.HasSuffix(name, "_test.go")}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			f.imports = append(f.imports, imported)
		}
		files = append(files, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
