package diff

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/gen"
)

// A pkg is a generated package as Go's parser sees it.
type pkg struct {
	functions map[string]*ast.FuncDecl
	embedded  map[string]string // the files of variables
	data      map[string][]byte // of files that are not Go
}

func parse(files []gen.File) (*pkg, error) {
	p := &pkg{functions: map[string]*ast.FuncDecl{}, embedded: map[string]string{}, data: map[string][]byte{}}
	for _, f := range files {
		if path.Ext(f.Name) != ".go" {
			p.data[f.Name] = f.Data
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
func (p *pkg) declare(tree *ast.File) {
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

// streamCalls are the calls by which the function streams builds the streams, wherever they stand in it.
func (p *pkg) streamCalls() []ast.Expr {
	var out []ast.Expr
	ast.Inspect(p.functions["streams"].Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if ok && p.functions[name(call.Fun)] != nil {
			out = append(out, call)
			return false
		}
		return true
	})
	return out
}

// resolve follows calls of the package's own functions to what they return, and takes addresses away.
func (p *pkg) resolve(x ast.Expr) ast.Expr {
	for range 32 {
		switch e := x.(type) {
		case *ast.UnaryExpr:
			x = e.X
			continue
		case *ast.ParenExpr:
			x = e.X
			continue
		case *ast.CallExpr:
			if result := returned(p.functions[name(e.Fun)]); result != nil {
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

// find is the first composite literal of a type in what an expression gives, in the order of the source.
func (p *pkg) find(x ast.Expr, typ string) (found *ast.CompositeLit) {
	ast.Inspect(p.resolve(x), func(n ast.Node) bool {
		if found != nil {
			return false
		}
		switch n := n.(type) {
		case *ast.CompositeLit:
			if name(n.Type) == typ {
				found = n
			}
		case *ast.CallExpr:
			if p.functions[name(n.Fun)] != nil {
				found = p.find(n, typ)
			}
		}
		return found == nil
	})
	return found
}

// field is a field of a composite literal, nil when it is left out.
func field(literal *ast.CompositeLit, key string) ast.Expr {
	for _, e := range literal.Elts {
		if pair, ok := e.(*ast.KeyValueExpr); ok && name(pair.Key) == key {
			return pair.Value
		}
	}
	return nil
}

// name is an identifier with its package, "" for anything else.
func name(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		return name(x.X) + "." + x.Sel.Name
	}
	return ""
}

// text is a string literal, or the template that a constructor of templates is given.
func (p *pkg) text(x ast.Expr) string {
	switch x := p.resolve(x).(type) {
	case *ast.BasicLit:
		if text, err := strconv.Unquote(x.Value); err == nil {
			return text
		}
	case *ast.CallExpr:
		return p.text(first(x.Args))
	}
	return ""
}

func (p *pkg) texts(x ast.Expr) []string {
	literal, ok := p.resolve(x).(*ast.CompositeLit)
	if !ok {
		return nil
	}
	var out []string
	for _, e := range literal.Elts {
		out = append(out, p.text(e))
	}
	return out
}

func (p *pkg) lists(x ast.Expr) [][]string {
	literal, ok := p.resolve(x).(*ast.CompositeLit)
	if !ok {
		return nil
	}
	var out [][]string
	for _, e := range literal.Elts {
		out = append(out, p.texts(e))
	}
	return out
}

// partitions are the fields by which the routers of a retriever part a stream.
func (p *pkg) partitions(retriever ast.Expr) []string {
	literal, ok := p.resolve(retriever).(*ast.CompositeLit)
	if !ok {
		return nil
	}
	found := map[string]bool{}
	p.walkRouters(field(literal, "PartitionRouter"), found)
	return slices.Sorted(maps.Keys(found))
}

// walkRouters looks for the fields of routers; the streams of parents have their own.
func (p *pkg) walkRouters(x ast.Expr, found map[string]bool) {
	switch e := p.resolve(x).(type) {
	case *ast.CompositeLit:
		kind := name(e.Type)
		for _, element := range e.Elts {
			pair, ok := element.(*ast.KeyValueExpr)
			switch {
			case !ok:
				p.walkRouters(element, found)
			case name(pair.Key) == "PartitionField", kind == "partition.List" && name(pair.Key) == "CursorField":
				found[p.text(pair.Value)] = true
			case name(pair.Key) != "Stream":
				p.walkRouters(pair.Value, found)
			}
		}
	case *ast.CallExpr:
		for _, argument := range e.Args {
			p.walkRouters(argument, found)
		}
	}
}
