package explain

import (
	"encoding/json"
	"go/ast"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/printed"
)

// anyBody is what a request_body puts into the request, by its kind.
func (r *reader) anyBody(from string, x ast.Expr) []Part {
	call, ok := r.p.Resolve(x).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return []Part{{In: "body", Value: r.value(x), From: from}}
	}
	switch printed.Name(call.Fun) {
	case "requester.URLEncodedForm":
		return r.mapping("body_data", from, call.Args[0])
	case "requester.JSONObject", "requester.GraphQL":
		return r.body(from, "", call.Args[0])
	}
	return []Part{{In: "body", Value: r.value(call.Args[0]), From: from}}
}

// body is a part for each leaf of a JSON body; its name leads to it.
func (r *reader) body(from, name string, x ast.Expr) []Part {
	literal := r.p.Literal(x)
	if literal == nil || len(literal.Elts) == 0 || r.isConstant(literal) {
		return []Part{{In: "body_json", Name: name, Value: r.json(x), From: from}}
	}
	var out []Part
	for i, e := range literal.Elts {
		key, value := strconv.Itoa(i), e
		if member := r.p.Literal(e); member != nil && printed.Name(literal.Type) == "requester.Object" {
			key, value = r.p.Text(printed.Field(member, "Key")), printed.Field(member, "Value")
		}
		out = append(out, r.body(from, strings.TrimPrefix(name+"."+key, "."), value)...)
	}
	return out
}

// isConstant says that a list has no template in it.
func (r *reader) isConstant(literal *ast.CompositeLit) bool {
	if printed.Name(literal.Type) != "requester.Array" {
		return false
	}
	text := r.json(literal)
	return !strings.Contains(text, "{{") && !strings.Contains(text, "{%")
}

// json is a value as JSON; a text that stands alone is itself.
func (r *reader) json(x ast.Expr) string {
	switch x := r.p.Resolve(x).(type) {
	case *ast.CompositeLit:
		return r.jsonOf(x)
	case *ast.CallExpr:
		switch name := printed.Name(x.Fun); name {
		case "value.ListOf", "value.TupleOf":
			return "[" + strings.Join(r.quoted(x.Args), ", ") + "]"
		case "value.DictOf":
			return r.dict(x.Args)
		case "requester.Leaf", "requester.Constant", "value.Str":
			if len(x.Args) == 1 {
				return r.json(x.Args[0])
			}
		}
		if literal, ok := r.p.Resolve(argument(x)).(*ast.BasicLit); ok {
			return unquoted(literal.Value)
		}
	case *ast.SelectorExpr:
		if name, ok := constants[printed.Name(x)]; ok {
			return name
		}
	}
	return r.value(x)
}

// constants are the values of the runtime that have names.
var constants = map[string]string{"value.True": "true", "value.False": "false", "value.Null": "null"}

// argument is the first argument of a call, the call itself where there is none.
func argument(call *ast.CallExpr) ast.Expr {
	if len(call.Args) == 0 {
		return call
	}
	return call.Args[0]
}

func (r *reader) jsonOf(literal *ast.CompositeLit) string {
	if printed.Name(literal.Type) != "requester.Object" {
		return "[" + strings.Join(r.quoted(literal.Elts), ", ") + "]"
	}
	var pairs []ast.Expr
	for _, e := range literal.Elts {
		if member := r.p.Literal(e); member != nil {
			pairs = append(pairs, printed.Field(member, "Key"), printed.Field(member, "Value"))
		}
	}
	return r.dict(pairs)
}

func (r *reader) dict(pairs []ast.Expr) string {
	var out []string
	all := r.quoted(pairs)
	for i := 0; i+1 < len(all); i += 2 {
		out = append(out, all[i]+": "+all[i+1])
	}
	return "{" + strings.Join(out, ", ") + "}"
}

// quoted are values within JSON, where texts have quotes.
func (r *reader) quoted(all []ast.Expr) []string {
	var out []string
	for _, x := range all {
		text := r.json(x)
		if !json.Valid([]byte(text)) || r.isText(x) {
			quoted, _ := json.Marshal(text) // a text never fails
			text = string(quoted)
		}
		out = append(out, text)
	}
	return out
}

// isText says that an expression is a text, whatever it looks like.
func (r *reader) isText(x ast.Expr) bool {
	call, ok := r.p.Resolve(x).(*ast.CallExpr)
	return ok && (printed.Name(call.Fun) == "requester.Leaf" || printed.Name(call.Fun) == "value.Str" || printed.Name(call.Fun) == "requester.Fixed")
}

func unquoted(literal string) string {
	if text, err := strconv.Unquote(literal); err == nil {
		return text
	}
	return literal
}
