// Package printed reads back what compiler/gen printed: the Go of a connector, as far as people and
// programs ask what it does.
//
// In go the files of a generated package, out come its streams and the literals that they are made of.
// The package knows Go's syntax and the shape of generated code; it knows no component by name.
package printed

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/gen"
)

// A Package is a generated package as Go's parser sees it.
type Package struct {
	functions map[string]*ast.FuncDecl
	embedded  map[string]string // the files of variables
	Data      map[string][]byte // of files that are not Go, by name
}

// Read reads the files of a package.
func Read(files []gen.File) (*Package, error) {
	p := &Package{functions: map[string]*ast.FuncDecl{}, embedded: map[string]string{}, Data: map[string][]byte{}}
	for _, f := range files {
		if path.Ext(f.Name) != ".go" {
			p.Data[f.Name] = f.Data
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), f.Name, f.Data, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, fmt.Errorf("reading the package: %w", err)
		}
		p.declare(tree)
	}
	if p.functions["streams"] == nil {
		return nil, fmt.Errorf("this is no package that lowcode generated: it has no function streams")
	}
	return p, nil
}

// declare notes the functions of a file, and the variables with an embedded file.
func (p *Package) declare(tree *ast.File) {
	for _, d := range tree.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				p.functions[d.Name.Name] = d
			}
		case *ast.GenDecl:
			file, ok := embeddedFile(d)
			if spec, isValue := first(d.Specs).(*ast.ValueSpec); ok && isValue {
				p.embedded[spec.Names[0].Name] = file
			}
		}
	}
}

func embeddedFile(d *ast.GenDecl) (string, bool) {
	if d.Doc == nil {
		return "", false
	}
	for _, c := range d.Doc.List {
		if file, ok := strings.CutPrefix(c.Text, "//go:embed "); ok {
			return strings.TrimSpace(file), true
		}
	}
	return "", false
}

func first[T any](all []T) (out T) {
	if len(all) > 0 {
		return all[0]
	}
	return out
}

// Streams are the calls by which the function streams builds the streams, wherever they stand in it.
func (p *Package) Streams() []ast.Expr {
	var out []ast.Expr
	ast.Inspect(p.functions["streams"].Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if ok && p.functions[Name(call.Fun)] != nil {
			out = append(out, call)
			return false
		}
		return true
	})
	return out
}

// Resolve follows calls of the package's own functions to what they return, and takes addresses away.
func (p *Package) Resolve(x ast.Expr) ast.Expr {
	for range 32 {
		switch e := x.(type) {
		case *ast.UnaryExpr:
			x = e.X
			continue
		case *ast.ParenExpr:
			x = e.X
			continue
		case *ast.CallExpr:
			if result := returned(p.functions[Name(e.Fun)]); result != nil {
				x = result
				continue
			}
		}
		return x
	}
	return x
}

// returned is what a function returns at its end.
func returned(f *ast.FuncDecl) ast.Expr {
	if f == nil || f.Body == nil || len(f.Body.List) == 0 {
		return nil
	}
	last, ok := f.Body.List[len(f.Body.List)-1].(*ast.ReturnStmt)
	if !ok {
		return nil
	}
	return first(last.Results)
}

// Find is the first composite literal of a type in what an expression gives, in the order of the source.
func (p *Package) Find(x ast.Expr, typ string) (found *ast.CompositeLit) {
	ast.Inspect(p.Resolve(x), func(n ast.Node) bool {
		if found != nil {
			return false
		}
		switch n := n.(type) {
		case *ast.CompositeLit:
			if Name(n.Type) == typ {
				found = n
			}
		case *ast.CallExpr:
			if p.functions[Name(n.Fun)] != nil {
				found = p.Find(n, typ)
			}
		}
		return found == nil
	})
	return found
}

// Field is a field of a composite literal, nil when it is left out.
func Field(literal *ast.CompositeLit, key string) ast.Expr {
	for _, e := range literal.Elts {
		if pair, ok := e.(*ast.KeyValueExpr); ok && Name(pair.Key) == key {
			return pair.Value
		}
	}
	return nil
}

// Name is an identifier with its package, "" for anything else.
func Name(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		return Name(x.X) + "." + x.Sel.Name
	}
	return ""
}

// Text is a string literal, or the template that a constructor of templates is given.
func (p *Package) Text(x ast.Expr) string {
	switch x := p.Resolve(x).(type) {
	case *ast.BasicLit:
		if text, err := strconv.Unquote(x.Value); err == nil {
			return text
		}
	case *ast.CallExpr:
		return p.Text(first(x.Args))
	}
	return ""
}

// Texts are the elements of a list of strings.
func (p *Package) Texts(x ast.Expr) []string {
	literal, ok := p.Resolve(x).(*ast.CompositeLit)
	if !ok {
		return nil
	}
	var out []string
	for _, e := range literal.Elts {
		out = append(out, p.Text(e))
	}
	return out
}

// Lists are the elements of a list of lists of strings.
func (p *Package) Lists(x ast.Expr) [][]string {
	literal, ok := p.Resolve(x).(*ast.CompositeLit)
	if !ok {
		return nil
	}
	var out [][]string
	for _, e := range literal.Elts {
		out = append(out, p.Texts(e))
	}
	return out
}

// Embedded is the file that a variable embeds, nil when it embeds none.
func (p *Package) Embedded(variable string) []byte { return p.Data[p.embedded[variable]] }

// Returned is what a function of the package returns at its end, nil when there is no such function.
func (p *Package) Returned(function string) ast.Expr { return returned(p.functions[function]) }
