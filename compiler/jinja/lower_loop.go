package jinja

import "github.com/lowcode-dev/lowcode/compiler/plan"

// loop lowers a for. The iterable becomes a value.Loop, which is also what the
// template's own loop variable is.
func (l *lowerer) loop(s *forStmt) {
	fs := l.frames[s]
	over := l.temp(maybe(valueFunc("Loop", l.goExpr(l.expr(s.iter)))))
	l.check(over)
	test := s.test
	if test != nil && fs.loop != nil {
		// The loop counts what is left by the test, so the test comes first.
		over, test = l.chosen(s, fs, over), nil
	}
	empty := ""
	if s.other != nil {
		empty = l.fresh()
		l.emit(&plan.Assign{Name: empty, X: plan.Lit{Value: true}, Define: true})
	}
	l.each(over, func(item string) {
		if test != nil {
			l.testItem(s, fs, item, func() { l.turn(s, fs, over, item, empty) })
			return
		}
		l.turn(s, fs, over, item, empty)
	})
	if s.other != nil {
		then := l.block(func() { l.inFrame(fs.other, s.other) })
		l.emit(&plan.If{Cond: local(empty), Then: then})
	}
}

// each goes over the items of a loop.
func (l *lowerer) each(over operand, body func(item string)) {
	item := l.fresh()
	inner := l.block(func() { body(item) })
	l.emit(&plan.Range{Name: item, X: valueFunc("Each", over.x), Body: inner})
}

// turn lowers the body of a loop for one item.
func (l *lowerer) turn(s *forStmt, fs *frames, over operand, item, empty string) {
	if empty != "" {
		l.emit(&plan.Assign{Name: empty, X: plan.Lit{Value: false}})
	}
	if fs.loop != nil {
		l.vars[fs.loop] = over.x.(plan.Name).Name
	}
	l.bind(s.target, fs.body, item)
	l.inFrame(fs.body, s.body)
}

// bind names an item, or its elements, within a frame.
func (l *lowerer) bind(target expr, f *frame, item string) {
	if n, ok := target.(*nameExpr); ok {
		l.vars[f.vars[n.name]] = item
		return
	}
	outer := l.frame
	l.frame = f
	l.unpack(target.(*tupleExpr).items, code(local(item)))
	l.frame = outer
}

// testItem lowers the filter of a loop around what happens to the items that pass.
func (l *lowerer) testItem(s *forStmt, fs *frames, item string, pass func()) {
	l.bind(s.target, fs.test, item)
	outer := l.frame
	l.frame = fs.test
	test, want := l.condition(s.test)
	l.frame = outer
	if test.known() {
		if constTruth(test.value) == want {
			pass()
		}
		return
	}
	test = l.steady(test)
	l.check(test)
	then := l.block(pass)
	l.emit(&plan.If{Cond: l.truth(test.x, want), Then: then})
}

// chosen is a loop over the items that pass the filter.
func (l *lowerer) chosen(s *forStmt, fs *frames, over operand) operand {
	list := l.temp(code(valueFunc("ListOf")))
	l.each(over, func(item string) {
		l.testItem(s, fs, item, func() {
			l.emit(&plan.Eval{X: plan.Method(list.x, "Append", local(item))})
		})
	})
	return l.temp(maybe(valueFunc("Loop", list.x)))
}
