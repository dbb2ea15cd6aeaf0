package gen

import (
	"fmt"

	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// How wide a literal or a call may be, without its indentation, to stay on one line.
const (
	lineWidth = 90
	callWidth = 100
)

// isShort says that a literal is easier to read on one line: a list of short things, or at most
// two fields.
func isShort(m *plan.Make) bool {
	return len(m.Fields) <= 2 && !holdsClosure(m) && !holdsTall(m) && width(m) <= lineWidth
}

// hugs says that a list encloses its only element without lines of its own: []T{{ … }}.
func hugs(m *plan.Make) bool {
	if len(m.Items) != 1 || len(m.Fields) > 0 {
		return false
	}
	element, ok := elide(m, m.Items[0]).(*plan.Make)
	return ok && element.Type == ""
}

// holdsTall says that something in the literal stands on several lines: a literal of three fields or a text of several lines.
func holdsTall(x plan.Expr) bool {
	return holds(x, func(x plan.Expr) bool {
		if l, ok := x.(plan.Lit); ok {
			s, _ := l.Value.(string)
			return len(textLines(s)) > 1
		}
		m, ok := x.(*plan.Make)
		return ok && len(m.Fields) > 2
	})
}

func holdsClosure(x plan.Expr) bool {
	return holds(x, func(x plan.Expr) bool { _, ok := x.(*plan.Closure); return ok })
}

// holds says that x or an operand of it is what is looked for; it does not enter closures.
func holds(x plan.Expr, is func(plan.Expr) bool) bool {
	if isNil(x) {
		return false
	}
	if is(x) {
		return true
	}
	for _, operand := range plan.Operands(x) {
		if holds(operand, is) {
			return true
		}
	}
	return false
}

// width is about how many columns an expression takes on one line.
func width(x plan.Expr) int {
	if isNil(x) {
		return 0
	}
	w := 0
	switch x := x.(type) {
	case plan.Lit:
		if s, ok := x.Value.(string); ok {
			return len(quote(s))
		}
		return len(fmt.Sprintf("%#v", x.Value))
	case plan.Name:
		w = len(x.Pkg) + len(".") + len(x.Name)
	case *plan.Make:
		w = len(x.Pkg) + len(x.Type) + len(".{}")
		for _, f := range x.Fields {
			w += len(f.Name) + len(": ")
		}
	case *plan.Select:
		w = len(".") + len(x.Name)
	case *plan.Stream:
		return len(x.Stream.Identifier) + len("(cfg)")
	case *plan.Schema:
		return len("stream.InlineSchema()") + len(x.Stream.Identifier)
	}
	for _, operand := range plan.Operands(x) {
		w += width(operand) + len(", ")
	}
	return w
}
