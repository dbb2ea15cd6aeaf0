package explain

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"
	"unicode"

	"github.com/lowcode-dev/lowcode/compiler/printed"
)

// words is a component in one line: its type, and each field as the manifest has it.
func (r reader) words(literal *ast.CompositeLit) string {
	parts := []string{printed.Name(literal.Type)}
	for _, f := range fields(literal) {
		parts = append(parts, snake(f.name)+"="+r.value(f.value))
	}
	for _, e := range literal.Elts {
		if _, ok := e.(*ast.KeyValueExpr); !ok {
			parts = append(parts, r.value(e))
		}
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

// value is what an expression stands for: a template's text, a literal, a component.
func (r reader) value(x ast.Expr) string {
	switch x := r.p.Resolve(x).(type) {
	case *ast.CompositeLit:
		if printed.Name(x.Type) == "requester.Object" {
			return r.document(x)
		}
		words := r.words(x)
		if x.Type != nil && printed.Name(x.Type) == "" { // a list
			return "[" + strings.Join(r.elements(x), ", ") + "]"
		}
		return "(" + words + ")"
	case *ast.BasicLit:
		if x.Kind == token.STRING {
			return r.p.Text(x)
		}
		return x.Value
	case *ast.CallExpr, *ast.BinaryExpr:
		return r.p.Text(x)
	case *ast.Ident, *ast.SelectorExpr:
		name := printed.Name(x)
		return snake(name[strings.LastIndex(name, ".")+1:])
	}
	return "…"
}

// document is a body of nested templates, as JSON with templates in it.
func (r reader) document(object *ast.CompositeLit) string {
	var out []string
	for _, e := range object.Elts {
		entry := r.literal(e)
		if entry == nil {
			continue
		}
		value := r.value(printed.Field(entry, "Value"))
		if !strings.HasPrefix(value, "{\"") && !strings.HasPrefix(value, "[") {
			value = strconv.Quote(value)
		}
		out = append(out, strconv.Quote(r.p.Text(printed.Field(entry, "Key")))+": "+value)
	}
	return "{" + strings.Join(out, ", ") + "}"
}

func (r reader) elements(list *ast.CompositeLit) []string {
	var out []string
	for _, e := range list.Elts {
		out = append(out, r.value(e))
	}
	return out
}

// snake is a name of Go as manifests have it: CursorValue is cursor_value, MaxRetries is max_retries.
func snake(name string) string {
	var b strings.Builder
	runes := []rune(name)
	for i, c := range runes {
		if unicode.IsUpper(c) && i > 0 && (unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(c))
	}
	return b.String()
}
