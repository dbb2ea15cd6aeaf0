package gen

import (
	"bytes"
	"fmt"
	"go/token"
	"slices"

	"github.com/dave/jennifer/jen"
	"golang.org/x/tools/imports"

	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// A printer turns plan expressions into code. What a plan may not say is kept as
// the first error, so that callers check once.
type printer struct {
	names names
	err   error
}

func (p *printer) fail(format string, args ...any) *jen.Statement {
	if p.err == nil {
		p.err = fmt.Errorf(format, args...)
	}
	return jen.Null()
}

// expr prints any expression.
func (p *printer) expr(x plan.Expr) *jen.Statement {
	switch x := x.(type) {
	case plan.Lit:
		return p.literal(x.Value)
	case plan.Name:
		return p.name(x)
	case *plan.Make:
		return p.make(x)
	case *plan.Call:
		return p.call(x)
	case *plan.Select:
		return p.expr(x.X).Dot(p.id(x.Name))
	case *plan.Not:
		return jen.Op("!").Add(p.operand(x.X))
	case *plan.Binary:
		return p.binary(x)
	case *plan.Closure:
		return p.closure(x)
	case *plan.Stream:
		args := []jen.Code{jen.Id("cfg")}
		if x.Stream.Mapped {
			args = append(args, p.name(plan.Mapped))
		}
		return jen.Id(p.id(p.names[x.Stream].function)).Call(args...)
	case *plan.Schema:
		variable := jen.Id(p.id(p.names[x.Stream].schemas[x.Number].variable))
		if x.Mapped {
			return p.name(plan.Mapped).Dot("Schema").Call(variable)
		}
		return jen.Qual(Runtime+"/stream", "InlineSchema").Call(variable)
	}
	return p.fail("a plan holds the unknown expression %T", x)
}

// name prints an identifier, of a package or of the generated package.
func (p *printer) name(n plan.Name) *jen.Statement {
	if n.Pkg == "" {
		return jen.Id(p.id(n.Name))
	}
	path, ok := importPath(n.Pkg)
	if !ok {
		return p.fail("generated code may not import %q", n.Pkg)
	}
	return jen.Qual(path, p.id(n.Name))
}

// id lets through what is one Go identifier: plans are built of our own names, but also of the manifest's.
func (p *printer) id(name string) string {
	if !token.IsIdentifier(name) && name != "_" && name != "nil" {
		p.fail("%q is not a Go identifier", name)
		return "_"
	}
	return name
}

// make prints a composite literal, on one line if it is short.
func (p *printer) make(m *plan.Make) *jen.Statement {
	s := jen.Null()
	if m.Pointer {
		s = jen.Op("&")
	}
	if m.Type != "" {
		s.Add(p.typ(plan.Type{Pkg: m.Pkg, Name: m.Type}, m.Slice))
	}
	var items []jen.Code
	for _, f := range m.Fields {
		if !isNil(f.Value) {
			items = append(items, jen.Id(p.id(f.Name)).Op(":").Add(p.expr(f.Value)))
		}
	}
	for _, item := range m.Items {
		items = append(items, p.expr(elide(m, item)))
	}
	return s.Custom(braces(len(items) > 0 && !isShort(m) && !hugs(m)), items...)
}

// elide leaves out the type of an element where the slice says it ([]T{{…}}, as gofmt -s has it).
func elide(m *plan.Make, item plan.Expr) plan.Expr {
	element, ok := item.(*plan.Make)
	if !ok || m.Slice == 0 || element.Pointer || element.Pkg != m.Pkg || element.Type != m.Type || element.Slice != m.Slice-1 {
		return item
	}
	bare := *element
	bare.Pkg, bare.Type, bare.Slice = "", "", 0
	return &bare
}

// typ prints a type, or a slice of it of so many dimensions.
func (p *printer) typ(t plan.Type, dimensions int) *jen.Statement {
	s := jen.Null()
	for range dimensions {
		s.Index()
	}
	if t.Slice {
		s.Index()
	}
	if t.Pointer {
		s.Op("*")
	}
	return s.Add(p.name(plan.Name{Pkg: t.Pkg, Name: t.Name}))
}

// call prints a call; a long one without closures gets a line for each argument.
func (p *printer) call(c *plan.Call) *jen.Statement {
	var args []jen.Code
	for _, a := range c.Args {
		if closure, ok := a.(*plan.Closure); ok && slices.Contains(c.Args, plan.Expr(plan.Lit{Value: closure.Template})) {
			bare := *closure
			bare.Template = "" // it stands beside the closure already
			a = &bare
		}
		args = append(args, p.expr(a))
	}
	long := len(args) > 1 && width(c) > callWidth && (!holdsClosure(c) || isDocument(c))
	return p.expr(c.Fun).Custom(jen.Options{Open: "(", Close: ")", Separator: ",", Multi: long}, args...)
}

// isDocument says that a call makes a list or a map of a document: each item stands on its own line.
func isDocument(c *plan.Call) bool {
	return c.Fun == plan.Expr(plan.Name{Pkg: "value", Name: "Entries"}) || c.Fun == plan.Expr(plan.Name{Pkg: "value", Name: "Array"})
}

// operators are the Go operators that a plan may use.
var operators = map[string]bool{"&&": true, "||": true, "==": true, "!=": true}

func (p *printer) binary(b *plan.Binary) *jen.Statement {
	if !operators[b.Op] {
		return p.fail("generated code may not use the operator %q", b.Op)
	}
	return p.operand(b.X).Op(b.Op).Add(p.operand(b.Y))
}

// operand prints an operand in parentheses where it is an operation itself.
func (p *printer) operand(x plan.Expr) *jen.Statement {
	if _, ok := x.(*plan.Binary); ok {
		return jen.Parens(p.expr(x))
	}
	return p.expr(x)
}

// isNil also sees a typed nil, which a function that lowers a missing component may return.
func isNil(x plan.Expr) bool {
	m, ok := x.(*plan.Make)
	return x == nil || ok && m == nil
}

// newFile starts a file that imports packages by their own names.
func newFile() *jen.File {
	f := jen.NewFile("main")
	f.HeaderComment(Header)
	f.ImportNames(importNames)
	f.NoFormat = true // format does it once, with the imports
	return f
}

// render prints and formats a file.
func (p *printer) render(name string, f *jen.File) ([]File, error) {
	if p.err != nil {
		return nil, fmt.Errorf("printing %s: %w", name, p.err)
	}
	var out bytes.Buffer
	if err := f.Render(&out); err != nil {
		return nil, fmt.Errorf("printing %s: %w", name, err)
	}
	options := &imports.Options{FormatOnly: true, Comments: true, TabIndent: true, TabWidth: 8}
	data, err := imports.Process(name, out.Bytes(), options)
	if err != nil {
		return nil, fmt.Errorf("formatting %s: %w", name, err)
	}
	return []File{{Name: name, Data: data}}, nil
}
