package jinja

import (
	"fmt"
	"math"
	"math/big"

	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// An operand is an expression that has been lowered: a constant, or Go that
// evaluates to a value.Value.
type operand struct {
	x     plan.Expr // nil for a constant
	value any       // the constant
	safe  bool      // x cannot be a failure
	temp  bool      // x is a variable that nothing else uses
}

func known(v any) operand {
	if g, ok := v.(Given); ok {
		return code(g.X)
	}
	return operand{value: constant(v), safe: true}
}

func (o operand) known() bool { return o.x == nil }

// code is Go that cannot fail, maybe code that can.
func code(x plan.Expr) operand  { return operand{x: x, safe: true} }
func maybe(x plan.Expr) operand { return operand{x: x} }

// The names of the runtime that lowering uses everywhere.
func valueFunc(name string, args ...plan.Expr) plan.Expr { return plan.Func("value", name, args...) }
func text(s string) plan.Expr                            { return plan.Lit{Value: s} }
func local(name string) plan.Expr                        { return plan.Name{Name: name} }

// omitted is an argument that was left out.
func omitted() plan.Expr { return plan.ListOf("value", "Value") }

// goExpr is the operand as Go.
func (l *lowerer) goExpr(o operand) plan.Expr {
	if !o.known() {
		return o.x
	}
	return l.literal(o.value)
}

func (l *lowerer) goExprs(list []operand) []plan.Expr {
	exprs := make([]plan.Expr, len(list))
	for i, o := range list {
		exprs[i] = l.goExpr(o)
	}
	return exprs
}

// literal is a constant as Go.
func (l *lowerer) literal(v any) plan.Expr {
	switch v := v.(type) {
	case Given:
		return v.X
	case nil:
		return plan.Name{Pkg: "value", Name: "Null"}
	case bool:
		if v {
			return plan.Name{Pkg: "value", Name: "True"}
		}
		return plan.Name{Pkg: "value", Name: "False"}
	case string:
		return valueFunc("Str", text(v))
	case int64:
		return valueFunc("Int", plan.Lit{Value: v})
	case *big.Int:
		return valueFunc("Literal", text(v.String()))
	case float64:
		if math.IsInf(v, 0) { // Python code cannot spell an infinity, and the reference writes Python
			return l.failure("NameError", "name 'inf' is not defined")
		}
		return valueFunc("Float", plan.Lit{Value: v})
	case missing:
		return plan.Method(valueFunc("DictOf"), "Attr", text(v.name))
	}
	return l.display(v)
}

// display is a list or a map as Go.
func (l *lowerer) display(v any) plan.Expr {
	switch v := v.(type) {
	case []any:
		items := make([]plan.Expr, len(v))
		for i, item := range v {
			items[i] = l.literal(constant(item))
		}
		return valueFunc("ListOf", items...)
	case Map:
		var pairs []plan.Expr
		for _, p := range v {
			pairs = append(pairs, l.literal(constant(p.Key)), l.literal(constant(p.Value)))
		}
		return valueFunc("DictOf", pairs...)
	}
	l.refuse(fmt.Sprintf("a parameter that is a %s can only be printed", describe(v)))
	return omitted()
}

func describe(v any) string {
	if _, ok := v.(fmt.Stringer); ok {
		return "date"
	}
	return fmt.Sprintf("%T", v)
}

// failure is Go for an expression that fails.
func (l *lowerer) failure(class, message string) plan.Expr {
	return valueFunc("Fail", text(class), text("%s"), text(message))
}
