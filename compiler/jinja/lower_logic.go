package jinja

import "github.com/lowcode-dev/lowcode/compiler/plan"

// tail lowers an expression whose value the closure returns. What is known and
// the first thing to be said is handed back instead, so that it can be folded.
func (l *lowerer) tail(e expr) operand {
	switch e := e.(type) {
	case *logicExpr:
		return l.tailLogic(e)
	case *condExpr:
		return l.tailCond(e)
	}
	return l.finish(l.expr(e))
}

// finish returns the operand unless it can be folded.
func (l *lowerer) finish(o operand) operand {
	if o.known() && len(*l.out) == 0 {
		return o
	}
	l.give(o)
	return operand{x: o.x, safe: o.safe}.given()
}

// given is an operand that has been returned: it is not known any more.
func (o operand) given() operand {
	if o.x == nil {
		o.x = omitted()
	}
	return o
}

// tailLogic returns at the first operand that decides.
func (l *lowerer) tailLogic(e *logicExpr) operand {
	for _, x := range chain(e.x, e.op) {
		o := l.expr(x)
		if o.known() {
			if constTruth(o.value) == (e.op == "or") {
				return l.finish(o)
			}
			continue
		}
		name := l.fresh()
		test := l.truth(local(name), e.op == "and") // returns what is not so, failures too
		l.emit(&plan.If{
			Init: &plan.Assign{Name: name, X: o.x, Define: true},
			Cond: &plan.Not{X: test},
			Then: []plan.Stmt{&plan.Return{X: local(name)}},
		})
		l.last-- // the name is gone behind the if
	}
	return l.tail(e.y)
}

// chain are the operands of nested uses of one operator.
func chain(e expr, op string) []expr {
	if inner, ok := e.(*logicExpr); ok && inner.op == op {
		return append(chain(inner.x, op), inner.y)
	}
	return []expr{e}
}

// tailCond returns one value or the other.
func (l *lowerer) tailCond(e *condExpr) operand {
	test, want := l.condition(e.test)
	if test.known() {
		return l.tail(l.pick(e, constTruth(test.value) == want))
	}
	if !test.safe {
		test = l.temp(test)
	}
	then := l.block(func() { l.returns(e.x) })
	l.emit(&plan.If{Cond: l.truth(test.x, want), Then: then})
	if test.safe {
		return l.tail(l.other(e))
	}
	effect, last := l.effect, l.last
	var y operand
	stmts := l.block(func() { y = l.expr(l.other(e)) })
	if len(stmts) == 0 && l.effect == effect {
		return l.finish(maybe(plan.Method(test.x, "Else", l.goExpr(y))))
	}
	l.emit(&plan.If{Cond: plan.Method(test.x, "Failed"), Then: []plan.Stmt{&plan.Return{X: test.x}}})
	l.last = last
	return l.tail(l.other(e))
}

// returns is tail with the return.
func (l *lowerer) returns(e expr) {
	if o := l.tail(e); o.known() {
		l.give(o)
	}
}

// pick is the branch of a condition that is known.
func (l *lowerer) pick(e *condExpr, truth bool) expr {
	if truth {
		return e.x
	}
	return l.other(e)
}

// other is the else of a condition; without one it is undefined.
func (l *lowerer) other(e *condExpr) expr {
	if e.y == nil {
		return &noElse{e.span}
	}
	return e.y
}

// A noElse is what a condition without else gives.
type noElse struct{ span }

// condition lowers a test; want is the truth that means yes.
func (l *lowerer) condition(e expr) (o operand, want bool) {
	want = true
	for {
		not, ok := e.(*unaryExpr)
		if !ok || not.op != "not" {
			break
		}
		e, want = not.x, !want
	}
	return l.expr(e), want
}

// truth is the Go condition that x is true, or that it is false. A failure is neither.
func (l *lowerer) truth(x plan.Expr, want bool) plan.Expr {
	if want {
		return plan.Method(x, "Truthy")
	}
	return plan.Method(x, "Falsy")
}

// logic lowers and, or within an expression: the second operand is evaluated
// within an if.
func (l *lowerer) logic(e *logicExpr) operand {
	x := l.expr(e.x)
	if x.known() {
		if constTruth(x.value) == (e.op == "or") {
			return x
		}
		return l.expr(e.y)
	}
	x = l.temp(x)
	safe := true
	then := l.block(func() { safe = l.assign(x, l.expr(e.y)) })
	l.emit(&plan.If{Cond: l.truth(x.x, e.op == "and"), Then: then})
	x.safe = x.safe && safe
	return x
}

// assign sets the variable of an operand, and says whether it cannot fail now.
func (l *lowerer) assign(to, o operand) bool {
	l.emit(&plan.Assign{Name: to.x.(plan.Name).Name, X: l.goExpr(o)})
	return o.safe
}

// cond lowers a conditional expression within an expression.
func (l *lowerer) cond(e *condExpr) operand {
	test, want := l.condition(e.test)
	if test.known() {
		return l.expr(l.pick(e, constTruth(test.value) == want))
	}
	test = l.temp(test)
	result := operand{x: test.x, temp: true, safe: test.safe}
	then := l.block(func() { result.safe = l.assign(test, l.expr(e.x)) && result.safe })
	before := l.effect
	var y operand
	stmts := l.block(func() { y = l.expr(l.other(e)) })
	branch := &plan.If{Cond: l.truth(test.x, want), Then: then}
	l.emit(branch)
	result.safe = result.safe && y.safe
	name := test.x.(plan.Name).Name
	switch {
	case test.safe:
		branch.Else = append(stmts, &plan.Assign{Name: name, X: l.goExpr(y)})
	case len(stmts) == 0 && l.effect == before:
		branch.Else = []plan.Stmt{&plan.Assign{Name: name, X: plan.Method(test.x, "Else", l.goExpr(y))}}
	default:
		inner := append(stmts, &plan.Assign{Name: name, X: l.goExpr(y)})
		branch.Else = []plan.Stmt{&plan.If{Cond: l.truth(test.x, !want), Then: inner}}
	}
	return result
}

// compare lowers a chain of comparisons: a < b < c evaluates b once, and c only
// if a < b.
func (l *lowerer) compare(e *compareExpr) operand {
	if len(e.ops) == 1 {
		sides := l.operands(e.x, e.operands[0])
		return l.comparison(e.ops[0], sides[0], sides[1])
	}
	sides := l.operands(e.x, e.operands[0])
	left, right := sides[0], l.steady(sides[1])
	result := l.temp(l.comparison(e.ops[0], left, right))
	l.links(e, 1, right, result)
	return operand{x: result.x, temp: true}
}

// links lowers the comparisons from the n-th on, each within the ones before.
func (l *lowerer) links(e *compareExpr, n int, left, result operand) {
	if n == len(e.ops) {
		return
	}
	then := l.block(func() {
		right := l.expr(e.operands[n])
		if n+1 < len(e.ops) {
			right = l.steady(right)
		}
		l.assign(result, l.comparison(e.ops[n], left, right))
		l.links(e, n+1, right, result)
	})
	l.emit(&plan.If{Cond: l.truth(result.x, true), Then: then})
}

// steady is an operand that may be used twice, but not be assigned.
func (l *lowerer) steady(o operand) operand {
	if _, ok := o.x.(plan.Name); ok || o.known() {
		return o
	}
	return l.temp(o)
}

// comparisonMethods are the methods of value.Value behind the operators.
var comparisonMethods = map[string]string{
	"==": "Eq", "!=": "Ne", "<": "Lt", "<=": "Le", ">": "Gt", ">=": "Ge", "in": "In", "not in": "NotIn",
}

func (l *lowerer) comparison(op string, x, y operand) operand {
	if x.known() && y.known() && (op == "==" || op == "!=") {
		if equal, ok := constEqual(x.value, y.value); ok {
			return known(equal == (op == "=="))
		}
	}
	o := maybe(plan.Method(l.goExpr(x), comparisonMethods[op], l.goExpr(y)))
	o.safe = (op == "==" || op == "!=") && x.safe && y.safe
	return o
}
