package diff

import (
	"go/ast"
	"slices"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/printed"
)

// words are an expression as text by which it is compared: calls of the package's own functions are what they
// return, templates are their text. Fields of the outermost literal may be left out.
func (r reader) words(x ast.Expr, without ...string) string {
	switch e := r.Resolve(x).(type) {
	case *ast.CompositeLit:
		var parts []string
		for _, element := range e.Elts {
			if pair, ok := element.(*ast.KeyValueExpr); !ok || !slices.Contains(without, printed.Name(pair.Key)) {
				parts = append(parts, r.words(element))
			}
		}
		return kindOf(e) + "(" + strings.Join(parts, ", ") + ")"
	case *ast.KeyValueExpr:
		return printed.Name(e.Key) + ": " + r.words(e.Value)
	case *ast.CallExpr:
		return r.called(e)
	case *ast.BinaryExpr:
		if text := r.Text(e); text != "" {
			return strconv.Quote(text)
		}
		return r.words(e.X) + " " + e.Op.String() + " " + r.words(e.Y)
	case *ast.BasicLit:
		return e.Value
	case *ast.SelectorExpr:
		return strings.TrimPrefix(r.words(e.X)+".", ".") + e.Sel.Name
	case *ast.Ident:
		if data := r.Embedded(e.Name); data != nil {
			return string(data)
		}
		return e.Name
	}
	return ""
}

// called is a call in words: a template is its text.
func (r reader) called(call *ast.CallExpr) string {
	if len(call.Args) > 0 {
		if _, function := call.Args[len(call.Args)-1].(*ast.FuncLit); function || len(call.Args) == 1 {
			if text := r.Text(call); text != "" {
				return strconv.Quote(text)
			}
		}
	}
	var parts []string
	for _, argument := range call.Args {
		parts = append(parts, r.words(argument))
	}
	return r.words(call.Fun) + "(" + strings.Join(parts, ", ") + ")"
}

// kindOf is the type of a literal without its package.
func kindOf(literal *ast.CompositeLit) string {
	name := printed.Name(literal.Type)
	return name[strings.LastIndex(name, ".")+1:]
}

// each is each element of a list in words.
func (r reader) each(x ast.Expr) (out []string) {
	for _, element := range r.elements(x) {
		out = append(out, r.words(element))
	}
	return out
}

// elements are those of a list, and what is no list as the only one.
func (r reader) elements(x ast.Expr) []ast.Expr {
	if x == nil {
		return nil
	}
	if list, ok := r.Resolve(x).(*ast.CompositeLit); ok {
		return list.Elts
	}
	return []ast.Expr{x}
}
