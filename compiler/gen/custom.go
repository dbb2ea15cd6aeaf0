package gen

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/imports"

	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// CustomFile is the name of the file that the user owns.
const CustomFile = "custom.go"

// customHeader stands at the top of custom.go, which is no generated file after it was written.
const customHeader = `// This file is yours: lowcode wrote it once and never changes it. Each type stands for a class of Python that the
// manifest names. Fill in the methods that call stream.Unimplemented: go doc stream.NAME tells of an interface, and
// docs/custom-components.md of lowcode of all of it.

package main
`

// customFile is custom.go with a stub for each class; there is none without classes.
func customFile(src *plan.Source) ([]File, error) {
	if len(src.Classes) == 0 {
		return nil, nil
	}
	var body strings.Builder
	for _, c := range src.Classes {
		text, err := Stub(c)
		if err != nil {
			return nil, err
		}
		body.WriteString("\n" + text)
	}
	paths, err := pathsOf(body.String())
	if err != nil {
		return nil, fmt.Errorf("printing %s: %w", CustomFile, err)
	}
	data, err := tidy(CustomFile, customHeader+importBlock(paths)+body.String())
	if err != nil {
		return nil, err
	}
	return []File{{Name: CustomFile, Data: data}}, nil
}

// Stub is the Go of one class: its type and the methods that are to be filled in.
func Stub(c *plan.Class) (string, error) {
	p := &printer{}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\ntype %s struct {\n", comment(c.Name+" is the class "+fold(strconv.Quote(c.Python), commentWidth)+" ("+c.Component+")."), p.id(c.Name))
	if c.Embed.Name != "" {
		b.WriteString("\t" + p.typeText(c.Embed) + "\n\n")
	}
	for _, f := range c.Fields {
		line := "\t" + p.id(f.Name) + " " + p.typeText(f.Type)
		if f.Key != "" {
			line += " " + comment(fold(f.Key, commentWidth))
		}
		b.WriteString(line + "\n")
	}
	b.WriteString("}\n")
	b.WriteString(strings.NewReplacer("$T", c.Name, "$class", quote(c.Python)).Replace(c.Methods))
	if p.err != nil {
		return "", fmt.Errorf("printing the class %q: %w", c.Python, p.err)
	}
	data, err := tidy(CustomFile, "package main\n\n"+b.String())
	return strings.TrimPrefix(string(data), "package main\n\n"), err
}

// typeText is a type as the user reads it.
func (p *printer) typeText(t plan.Type) string {
	text := p.id(t.Name)
	if t.Pkg != "" {
		if _, ok := importPath(t.Pkg); !ok {
			p.fail("generated code may not import %q", t.Pkg)
		}
		text = t.Pkg + "." + text
	}
	if t.Pointer {
		text = "*" + text
	}
	if t.Slice {
		text = "[]" + text
	}
	return text
}

// TypeText is a type as custom.go has it.
func TypeText(t plan.Type) string { return new(printer).typeText(t) }

// customPackages are the packages of the standard library that stubs name.
var customPackages = map[string]string{"context": "context"}

// pathsOf are the import paths of the packages that Go declarations name.
func pathsOf(declarations string) ([]string, error) {
	file, err := parser.ParseFile(token.NewFileSet(), CustomFile, "package main\n"+declarations, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	byName := map[string]string{}
	for path, name := range importNames {
		byName[name] = path
	}
	maps.Copy(byName, customPackages)
	paths := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok && byName[x.Name] != "" && ast.IsExported(s.Sel.Name) {
				paths[byName[x.Name]] = true
			}
		}
		return true
	})
	return slices.Sorted(maps.Keys(paths)), nil
}

// importBlock imports them, the standard library first.
func importBlock(paths []string) string {
	var standard, own []string
	for _, path := range paths {
		line := "\t" + strconv.Quote(path) + "\n"
		if strings.HasPrefix(path, Runtime) {
			own = append(own, line)
		} else {
			standard = append(standard, line)
		}
	}
	between := ""
	if len(standard) > 0 && len(own) > 0 {
		between = "\n"
	}
	return "\nimport (\n" + strings.Join(standard, "") + between + strings.Join(own, "") + ")\n"
}

// tidy formats a file.
func tidy(name, text string) ([]byte, error) {
	data, err := imports.Process(name, []byte(text), &imports.Options{FormatOnly: true, Comments: true, TabIndent: true, TabWidth: 8})
	if err != nil {
		return nil, fmt.Errorf("formatting %s: %w", name, err)
	}
	return bytes.TrimLeft(data, "\n"), nil
}
