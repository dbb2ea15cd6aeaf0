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
	mappings  map[string]string // what stands at a path of a stream that has its name while the connector runs
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

// A Stream is a stream that the function streams builds.
type Stream struct {
	Call ast.Expr
	When string // the template that decides whether the source has it, "" for always
}

// Streams are the streams that the function streams builds, wherever they stand in it.
func (p *Package) Streams() []Stream { return p.built(p.functions["streams"].Body.List, "") }

func (p *Package) built(all []ast.Stmt, when string) (out []Stream) {
	for _, s := range all {
		if branch, ok := s.(*ast.IfStmt); ok {
			out = append(out, p.conditional(branch, when)...)
			continue
		}
		ast.Inspect(s, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if ok && p.functions[Name(call.Fun)] != nil {
				out = append(out, Stream{call, when})
				return false
			}
			return true
		})
	}
	return out
}

// conditional are the streams of the branches of an if statement that asks for a template.
func (p *Package) conditional(branch *ast.IfStmt, when string) []Stream {
	if ask, ok := branch.Init.(*ast.AssignStmt); ok {
		when = p.Text(first(ask.Rhs))
	}
	out := p.built(branch.Body.List, when)
	switch other := branch.Else.(type) {
	case *ast.IfStmt:
		out = append(out, p.conditional(other, when)...)
	case *ast.BlockStmt:
		out = append(out, p.built(other.List, when)...)
	}
	return out
}

// Source is the literal of a type that the function main hands on, nil when there is none.
func (p *Package) Source(typ string) (found *ast.CompositeLit) {
	main := p.functions["main"]
	if main == nil {
		return nil
	}
	ast.Inspect(main.Body, func(n ast.Node) bool {
		if literal, ok := n.(*ast.CompositeLit); ok && Name(literal.Type) == typ {
			found = literal
		}
		return found == nil
	})
	return found
}

// DynamicStreams are the templates of streams that are known only while the connector runs.
func (p *Package) DynamicStreams() []ast.Expr {
	list, ok := p.Returned("dynamicStreams").(*ast.CompositeLit)
	if !ok {
		return nil
	}
	return list.Elts
}

// A Variant is what a template of streams builds of the set of parameters with a number, where that is a stream of its own.
type Variant struct {
	Set    int
	Builds ast.Expr
}

// Variants are those of a template, which is a function that asks for the number of the set.
func (p *Package) Variants(template ast.Expr) (out []Variant) {
	function, ok := template.(*ast.FuncLit)
	if !ok {
		return nil
	}
	for _, s := range function.Body.List {
		branch, ok := s.(*ast.IfStmt)
		if !ok {
			continue
		}
		ask, ok := branch.Cond.(*ast.CallExpr)
		if !ok || Name(ask.Fun) != "mapped.Is" {
			continue
		}
		if number, ok := first(ask.Args).(*ast.BasicLit); ok {
			if set, err := strconv.Atoi(number.Value); err == nil {
				out = append(out, Variant{set, lastOf(branch.Body)})
			}
		}
	}
	return out
}

// BuiltFor is what a template builds of the set of parameters with a number.
func (p *Package) BuiltFor(template ast.Expr, set int) ast.Expr {
	for _, v := range p.Variants(template) {
		if v.Set == set {
			return v.Builds
		}
	}
	return template
}

// Mapped is the package with texts in the place of what mappings set at these paths.
func (p *Package) Mapped(mappings map[string]string) *Package {
	out := *p
	out.mappings = mappings
	return &out
}

// Setting is the text that mappings set at a path, the path in braces where none does.
func (p *Package) Setting(path string) string {
	if text, ok := p.mappings[path]; ok {
		return text
	}
	return "{" + path + "}"
}

// mapped is the text of what a call reads that a mapping sets, the path in braces where none does.
func (p *Package) mapped(call *ast.CallExpr) (string, bool) {
	if f, ok := call.Fun.(*ast.SelectorExpr); !ok || Name(f.X) != "mapped" {
		return "", false
	}
	return p.Setting(p.Text(first(call.Args))), true
}

// Resolve follows calls of the package's own functions to what they return, takes addresses away, and passes over
// methods that make something of a literal.
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
			if method, ok := e.Fun.(*ast.SelectorExpr); ok && len(e.Args) == 0 {
				if literal, ok := method.X.(*ast.CompositeLit); ok {
					return literal
				}
			}
		case *ast.FuncLit:
			if result := lastOf(e.Body); result != nil {
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
	if f == nil {
		return nil
	}
	return lastOf(f.Body)
}

func lastOf(body *ast.BlockStmt) ast.Expr {
	if body == nil || len(body.List) == 0 {
		return nil
	}
	last, ok := body.List[len(body.List)-1].(*ast.ReturnStmt)
	if !ok {
		return nil
	}
	return first(last.Results)
}

// Literal is the composite literal that an expression gives, nil for anything else.
func (p *Package) Literal(x ast.Expr) *ast.CompositeLit {
	literal, _ := p.Resolve(x).(*ast.CompositeLit)
	return literal
}

// Find is the first composite literal of a type in what an expression gives, in the order of the source; nil for none.
func (p *Package) Find(x ast.Expr, typ string) (found *ast.CompositeLit) {
	if x == nil {
		return nil
	}
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

// Text is a text: a literal or the sum of some, the template that a constructor of templates is given, or what a
// mapping sets.
func (p *Package) Text(x ast.Expr) string {
	switch x := p.Resolve(x).(type) {
	case *ast.BasicLit:
		if text, err := strconv.Unquote(x.Value); err == nil {
			return text
		}
	case *ast.BinaryExpr:
		if x.Op == token.ADD {
			return p.Text(x.X) + p.Text(x.Y)
		}
	case *ast.CallExpr:
		if text, ok := p.mapped(x); ok {
			return text
		}
		if len(x.Args) == 0 { // of a method, such as Condition of a template
			if method, ok := x.Fun.(*ast.SelectorExpr); ok {
				return p.Text(method.X)
			}
		}
		return p.Text(first(x.Args))
	}
	return ""
}

// Texts are the elements of a list of strings.
func (p *Package) Texts(x ast.Expr) []string { return list(p, x, p.Text) }

// Lists are the elements of a list of lists of strings.
func (p *Package) Lists(x ast.Expr) [][]string { return list(p, x, p.Texts) }

// list is each element of a list. What a mapping sets is its only element.
func list[T any](p *Package, x ast.Expr, element func(ast.Expr) T) (out []T) {
	switch x := p.Resolve(x).(type) {
	case *ast.CompositeLit:
		for _, e := range x.Elts {
			out = append(out, element(e))
		}
	case *ast.CallExpr:
		if _, ok := p.mapped(x); ok {
			out = append(out, element(x))
		}
	}
	return out
}

// Embedded is the file that a variable embeds, nil when it embeds none.
func (p *Package) Embedded(variable string) []byte { return p.Data[p.embedded[variable]] }

// Returned is what a function of the package returns at its end, nil when there is no such function.
func (p *Package) Returned(function string) ast.Expr { return returned(p.functions[function]) }
