package jinja

import "github.com/lowcode-dev/lowcode/compiler/plan"

// A lowered is an expression that has been lowered already.
type lowered struct {
	span
	operand
}

// expr lowers one expression.
func (l *lowerer) expr(e expr) operand {
	if l.uses.refuse == "" {
		l.at = e.at()
	}
	switch e := e.(type) {
	case *lowered:
		return e.operand
	case *dataExpr:
		return known(e.text)
	case *constExpr:
		return known(e.value)
	case *noElse:
		return code(plan.Name{Pkg: "value", Name: "NoElse"})
	case *nameExpr:
		return l.name(e)
	case *listExpr:
		return l.sequence("ListOf", e.items)
	case *tupleExpr:
		return l.sequence("TupleOf", e.items)
	case *dictExpr:
		return l.dict(e)
	case *attrExpr:
		return l.attr(e)
	case *indexExpr:
		return l.index(e)
	case *callExpr:
		return l.call(e)
	case *filterExpr:
		return l.filter(e)
	case *testExpr:
		return l.test(e)
	case *unaryExpr:
		return l.unary(e)
	case *binaryExpr:
		return l.binary(e)
	case *concatExpr:
		return l.concat(e.parts)
	case *logicExpr:
		return l.logic(e)
	case *compareExpr:
		return l.compare(e)
	case *condExpr:
		return l.cond(e)
	}
	l.refuse("this expression is not supported")
	return maybe(omitted())
}

func (l *lowerer) sequence(constructor string, items []expr) operand {
	list := l.operands(items...)
	return operand{x: valueFunc(constructor, l.goExprs(list)...), safe: allSafe(list)}
}

func allSafe(list []operand) bool {
	for _, o := range list {
		if !o.safe {
			return false
		}
	}
	return true
}

func (l *lowerer) dict(e *dictExpr) operand {
	list := l.operands(children(e)...)
	safe := allSafe(list)
	for i := 0; i < len(list); i += 2 { // what cannot be hashed is no key
		_, text := list[i].value.(string)
		safe = safe && text
	}
	return operand{x: valueFunc("DictOf", l.goExprs(list)...), safe: safe}
}

// isConfig says whether an expression is the config itself.
func (l *lowerer) isConfig(e expr) bool {
	n, ok := e.(*nameExpr)
	return ok && n.name == "config" && !l.scope.NoConfig && l.isFree(n.name)
}

// theConfig is the Go variable of the config.
func (l *lowerer) theConfig() plan.Expr {
	l.uses.names["config"] = true
	return local(l.config)
}

// attr lowers x.name: an attribute or a method comes before an item.
func (l *lowerer) attr(e *attrExpr) operand {
	if l.isConfig(e.x) {
		return code(plan.Method(l.theConfig(), "Attr", text(e.name)))
	}
	if l.isSelf(e.x, place{frame: l.frame}) {
		return known(missing{e.name})
	}
	x := l.expr(e.x)
	if x.known() {
		if value, ok := constAttr(x.value, e.name); ok {
			return known(value)
		}
	}
	return maybe(plan.Method(l.goExpr(x), "Attr", text(e.name)))
}

// index lowers x[key]: an item comes before an attribute.
func (l *lowerer) index(e *indexExpr) operand {
	if s, ok := e.key.(*sliceExpr); ok {
		return l.slice(e.x, s)
	}
	if l.isConfig(e.x) {
		return l.configIndex(l.expr(e.key))
	}
	list := l.operands(e.x, e.key)
	x, key := list[0], list[1]
	if x.known() && key.known() {
		if value, ok := constIndex(x.value, key.value); ok {
			return known(value)
		}
	}
	if name, ok := key.value.(string); ok && key.known() {
		return maybe(plan.Method(l.goExpr(x), "Item", text(name)))
	}
	return maybe(plan.Method(l.goExpr(x), "Index", l.goExpr(key)))
}

func (l *lowerer) configIndex(key operand) operand {
	if name, ok := key.value.(string); ok && key.known() {
		return code(plan.Method(l.theConfig(), "Item", text(name)))
	}
	return maybe(plan.Method(l.theConfig(), "Index", l.goExpr(key)))
}

// slice lowers x[lo:hi:step]; what is left out is None, as in Python.
func (l *lowerer) slice(x expr, s *sliceExpr) operand {
	parts := []expr{x}
	for _, part := range []expr{s.lo, s.hi, s.step} {
		if part == nil {
			part = &constExpr{span: s.span}
		}
		parts = append(parts, part)
	}
	list := l.goExprs(l.operands(parts...))
	return maybe(plan.Method(list[0], "Slice", list[1:]...))
}

func (l *lowerer) unary(e *unaryExpr) operand {
	x := l.expr(e.x)
	if e.op == "not" {
		if x.known() {
			return known(!constTruth(x.value))
		}
		return operand{x: plan.Method(x.x, "Not"), safe: x.safe}
	}
	if x.known() {
		if value, ok := constNegative(e.op, x.value); ok {
			return known(value)
		}
	}
	method := map[string]string{"-": "Neg", "+": "Pos"}[e.op]
	return maybe(plan.Method(l.goExpr(x), method))
}

// operatorMethods are the methods of value.Value behind the operators.
var operatorMethods = map[string]string{
	"+": "Add", "-": "Sub", "*": "Mul", "/": "Div", "//": "FloorDiv", "%": "Mod", "**": "Pow",
}

func (l *lowerer) binary(e *binaryExpr) operand {
	list := l.operands(e.x, e.y)
	x, y := list[0], list[1]
	if x.known() && y.known() && e.op == "+" {
		a, first := x.value.(string)
		b, second := y.value.(string)
		if first && second {
			return known(a + b)
		}
	}
	return maybe(plan.Method(l.goExpr(x), operatorMethods[e.op], l.goExpr(y)))
}
