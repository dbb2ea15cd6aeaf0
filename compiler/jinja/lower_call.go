package jinja

import "github.com/lowcode-dev/lowcode/compiler/plan"

// call lowers the call of a macro, a method or a value.
func (l *lowerer) call(e *callExpr) operand {
	switch fun := e.fun.(type) {
	case *nameExpr:
		if f, ok := l.scope.function(fun.name); ok && l.isFree(fun.name) && !l.scope.offers(l.text, fun.name) {
			return l.apply(f, nil, &e.arguments)
		}
	case *attrExpr:
		return l.method(e, fun)
	}
	return l.invoke(e.fun, e.args, e.keywords)
}

// invoke lowers the call of a value: nothing is known of what it does.
func (l *lowerer) invoke(fun expr, args []expr, keywords []keyword) operand {
	a := arguments{args: args, keywords: keywords}
	list := l.goExprs(l.operands(append([]expr{fun}, a.exprs()...)...))
	l.effect++
	if len(keywords) == 0 {
		return maybe(plan.Method(list[0], "Invoke", list[1:]...))
	}
	return maybe(plan.Method(list[0], "InvokeWith", withKeywords(list[1:], keywords)...))
}

// withKeywords are arguments as a list of values, followed by the named ones.
func withKeywords(list []plan.Expr, keywords []keyword) []plan.Expr {
	n := len(list) - len(keywords)
	out := []plan.Expr{plan.Expr(plan.Lit{})}
	if n > 0 {
		out[0] = plan.ListOf("value", "Values", list[:n]...)
	}
	return append(out, pairs(list[n:], keywords)...)
}

func pairs(list []plan.Expr, keywords []keyword) []plan.Expr {
	var out []plan.Expr
	for i, k := range keywords {
		out = append(out, plan.New("value", "Keyword", plan.F("Name", text(k.name)), plan.F("Value", list[i])))
	}
	return out
}

// method lowers x.name(arguments).
func (l *lowerer) method(e *callExpr, fun *attrExpr) operand {
	if l.isConfig(fun.x) {
		return l.configMethod(e, fun)
	}
	list := l.operands(append([]expr{fun.x}, e.exprs()...)...)
	if o, ok := foldGet(list, fun.name, e); ok {
		return o
	}
	l.affects(fun.name, fun.x)
	exprs := l.goExprs(list)
	return maybe(methodCall(exprs[0], fun.name, exprs[1:], e.keywords))
}

func methodCall(x plan.Expr, name string, args []plan.Expr, keywords []keyword) plan.Expr {
	if len(keywords) == 0 {
		return plan.Method(x, "Call", append([]plan.Expr{text(name)}, args...)...)
	}
	return plan.Method(x, "CallWith", append([]plan.Expr{text(name)}, withKeywords(args, keywords)...)...)
}

// configMethod lowers a method of the config itself; get of a text cannot fail.
func (l *lowerer) configMethod(e *callExpr, fun *attrExpr) operand {
	list := l.operands(e.exprs()...)
	l.affects(fun.name, fun.x)
	if len(e.keywords) > 0 {
		return maybe(methodCall(plan.Method(l.theConfig(), "Value"), fun.name, l.goExprs(list), e.keywords))
	}
	o := maybe(methodCall(l.theConfig(), fun.name, l.goExprs(list), nil))
	if fun.name == "get" && (len(list) == 1 || len(list) == 2) {
		_, name := list[0].value.(string)
		o.safe = name && allSafe(list)
	}
	return o
}

// affects notes a call that changes its owner: the order of evaluation shows
// then, and what changes the config cannot be evaluated once and kept.
func (l *lowerer) affects(name string, x expr) {
	if !methods[name].mutates {
		return
	}
	l.effect++
	for {
		switch e := x.(type) {
		case *attrExpr:
			x = e.x
			continue
		case *indexExpr:
			x = e.x
			continue
		}
		break
	}
	if l.isConfig(x) {
		l.uses.clock = true
	}
}

// foldGet folds parameters.get('name', default).
func foldGet(list []operand, name string, e *callExpr) (operand, bool) {
	m, ok := list[0].value.(Map)
	if !ok || name != "get" || len(e.keywords) > 0 || len(list) < 2 || len(list) > 3 || !allSafe(list) {
		return operand{}, false
	}
	key, ok := list[1].value.(string)
	if !ok {
		return operand{}, false
	}
	if value, found := m.get(key); found {
		return known(value), true
	}
	if len(list) == 3 {
		return list[2], true
	}
	return known(nil), true
}

// apply lowers the call of a function of a table; x is what a filter or a test
// is applied to, nil for a macro.
func (l *lowerer) apply(f function, x expr, a *arguments) operand {
	if f.unsteady {
		l.uses.clock = true
	}
	given := present(x)
	ordered, fault := f.bind(a)
	if fault != "" {
		l.operands(append(given, a.exprs()...)...)
		return maybe(l.failure("TypeError", f.goName+" "+fault))
	}
	if f.lists {
		return l.applyLists(f, given, a)
	}
	list := l.operands(append(given, present(ordered...)...)...)
	exprs, rest := l.goExprs(list[:len(given)]), list[len(given):]
	for _, e := range ordered {
		if e == nil {
			exprs = append(exprs, omitted())
			continue
		}
		exprs = append(exprs, l.goExpr(rest[0]))
		rest = rest[1:]
	}
	return maybe(valueFunc(f.goName, exprs...))
}

// applyLists lowers the call of a function that takes any arguments.
func (l *lowerer) applyLists(f function, given []expr, a *arguments) operand {
	list := l.goExprs(l.operands(append(given, a.exprs()...)...))
	args := list[len(given):]
	named := args[len(a.args):]
	out := list[:len(given):len(given)]
	out = append(out, slice("Values", args[:len(a.args)]), slice("Keywords", pairs(named, a.keywords)))
	return maybe(valueFunc(f.goName, out...))
}

// slice is a slice of values or keywords as Go; an empty one is nil.
func slice(typ string, items []plan.Expr) plan.Expr {
	if len(items) == 0 {
		return plan.Lit{}
	}
	return plan.ListOf("value", typ, items...)
}

// filter lowers x | name(arguments).
func (l *lowerer) filter(e *filterExpr) operand {
	f, ok := filters[e.name]
	if !ok { // with Lenient, where the filter is within an if
		return maybe(l.failure("TemplateRuntimeError", "No filter named "+pythonQuote(e.name)+" found."))
	}
	if e.x == nil || f.goName != "FilterDefault" {
		return l.apply(f, e.x, &e.arguments)
	}
	x := l.expr(e.x)
	if o, ok := l.foldDefault(x, &e.arguments); ok {
		return o
	}
	return l.apply(f, &lowered{e.x.at(), x}, &e.arguments)
}

// foldDefault folds the filter default on what is known.
func (l *lowerer) foldDefault(x operand, a *arguments) (operand, bool) {
	if !x.known() || len(a.args) > 1 || len(a.keywords) > 0 {
		return operand{}, false
	}
	value := known("")
	if len(a.args) == 1 {
		value = l.expr(a.args[0])
	}
	if _, ok := x.value.(missing); ok {
		return value, true
	}
	return x, value.safe
}

// test lowers x is name(arguments).
func (l *lowerer) test(e *testExpr) operand {
	f, ok := tests[e.name]
	if !ok {
		return maybe(l.failure("TemplateRuntimeError", "No test named "+pythonQuote(e.name)+" found."))
	}
	x := l.expr(e.x)
	o := l.apply(f, &lowered{e.x.at(), x}, &e.arguments)
	o.safe = x.safe && safeTests[e.name]
	return o
}
