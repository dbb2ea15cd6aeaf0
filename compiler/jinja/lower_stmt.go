package jinja

import (
	"strconv"

	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// statements lowers a template with statements: what it prints is gathered in a
// builder.
func (l *lowerer) statements(body []stmt) {
	if choice, ok := onlyChoice(body); ok {
		l.ifs(choice.branches, choice.other)
		return
	}
	l.open()
	l.inFrame(l.frame, body)
	l.emit(&plan.Return{X: l.close()})
}

// onlyChoice is a template that is one if, whose branches only print: each can
// return its text.
func onlyChoice(body []stmt) (*ifStmt, bool) {
	if len(body) != 1 {
		return nil, false
	}
	s, ok := body[0].(*ifStmt)
	if !ok {
		return nil, false
	}
	for _, b := range s.branches {
		if _, ok := printed(b.body); !ok {
			return nil, false
		}
	}
	_, ok = printed(s.other)
	return s, ok
}

// choose lowers the branch of an if.
func (l *lowerer) choose(body []stmt) {
	if len(l.texts) > 0 {
		l.body(body)
		return
	}
	parts, _ := printed(body)
	o := l.concat(parts)
	if s, ok := o.value.(string); ok && len(*l.out) == 0 {
		l.fixed = &s
	}
	l.give(o)
}

// open begins a text, close is what was printed into it.
func (l *lowerer) open() {
	name := "b"
	if n := len(l.texts); n > 0 {
		name += strconv.Itoa(n + 1)
	}
	l.texts = append(l.texts, name)
	l.emit(&plan.Assign{Name: name, X: plan.ListOf("value", "Builder"), Define: true})
}

func (l *lowerer) close() plan.Expr {
	last := len(l.texts) - 1
	name := l.texts[last]
	l.texts = l.texts[:last]
	return plan.Method(local(name), "Value")
}

// inFrame lowers statements within a frame of names.
func (l *lowerer) inFrame(f *frame, body []stmt) {
	outer := l.frame
	l.enter(f, body)
	l.body(body)
	l.frame = outer
}

func (l *lowerer) body(body []stmt) {
	for _, s := range body {
		l.stmt(s)
	}
}

func (l *lowerer) stmt(s stmt) {
	switch s := s.(type) {
	case *output:
		l.print(s)
	case *setStmt:
		l.set(s.target, l.expr(s.value))
	case *setBlock:
		l.setBlock(s)
	case *ifStmt:
		l.ifs(s.branches, s.other)
	case *forStmt:
		l.loop(s)
	case *withStmt:
		l.with(s)
	case *filterStmt:
		l.filterBlock(s)
	case *macroStmt:
		l.macro(s)
	case *callStmt:
		l.callBlock(s)
	case *blockStmt:
		l.inFrame(l.frames[s].body, s.body)
	default:
		l.refuse("this statement is not supported")
	}
}

// print writes the parts of an output; neighbours that are known become one.
func (l *lowerer) print(s *output) {
	var written []operand
	for _, o := range l.operands(s.parts...) {
		text, ok := constText(o.value)
		if !o.known() || !ok {
			written = append(written, o)
			continue
		}
		if n := len(written); n > 0 && written[n-1].known() {
			if before, ok := constText(written[n-1].value); ok {
				written[n-1] = known(before + text)
				continue
			}
		}
		if text != "" {
			written = append(written, known(text))
		}
	}
	if len(written) > 0 {
		l.write(l.goExprs(written)...)
	}
}

func (l *lowerer) write(parts ...plan.Expr) {
	b := local(l.texts[len(l.texts)-1])
	l.emit(&plan.Eval{X: plan.Method(b, "Write", parts...)})
}

// fails returns the failure x from the closure, unless something printed before has failed.
func (l *lowerer) fails(x plan.Expr) []plan.Stmt {
	for i := len(l.texts) - 1; i >= 0; i-- {
		x = plan.Method(local(l.texts[i]), "Fail", x)
	}
	return []plan.Stmt{&plan.Return{X: x}}
}

// check returns from the closure if an operand has failed.
func (l *lowerer) check(o operand) {
	if o.known() || o.safe {
		return
	}
	if name, ok := o.x.(plan.Name); ok {
		l.emit(&plan.If{Cond: plan.Method(name, "Failed"), Then: l.fails(name)})
		return
	}
	v := l.fresh()
	l.emit(&plan.If{
		Init: &plan.Assign{Name: v, X: o.x, Define: true},
		Cond: plan.Method(local(v), "Failed"), Then: l.fails(local(v)),
	})
	l.last--
}

// set assigns an operand to a target.
func (l *lowerer) set(target expr, o operand) {
	switch t := target.(type) {
	case *nameExpr:
		l.setName(l.frame.find(t.name), o)
	case *attrTarget:
		namespace := l.goExpr(l.name(t.namespace))
		l.check(maybe(valueFunc("NamespaceSet", namespace, text(t.name), l.goExpr(o))))
		l.effect++
	case *tupleExpr:
		l.unpack(t.items, o)
	}
}

func (l *lowerer) setName(v *variable, o operand) {
	if !l.isLive(v) {
		l.check(o)
		return
	}
	if name := l.vars[v]; name != "" {
		l.emit(&plan.Assign{Name: name, X: l.goExpr(o)})
	} else {
		l.declare(v, o)
	}
	l.check(operand{x: local(l.vars[v]), safe: o.safe})
}

// unpack assigns the elements of an operand to several targets.
func (l *lowerer) unpack(targets []expr, o operand) {
	list := l.temp(maybe(valueFunc("Unpack", l.goExpr(o), plan.Lit{Value: len(targets)})))
	l.check(list)
	for i, t := range targets {
		l.set(t, code(plan.Method(list.x, "At", plan.Lit{Value: i})))
	}
}

// setBlock captures what a body prints in a variable.
func (l *lowerer) setBlock(s *setBlock) {
	o, outer := l.capture(l.frames[s].body, s.body), l.frame
	if s.filter != nil {
		l.frame = l.frames[s].body
		o = l.filtered(s.filter, o)
		l.frame = outer
	}
	l.set(s.target, o)
}

// capture is what a body prints in a frame of its own.
func (l *lowerer) capture(f *frame, body []stmt) operand {
	l.open()
	l.inFrame(f, body)
	return maybe(l.close())
}

// filtered applies the filters of a block to its text.
func (l *lowerer) filtered(e *filterExpr, o operand) operand {
	return l.expr(rebase(e, &lowered{e.at(), o}))
}

// rebase is a chain of filters applied to x.
func rebase(e *filterExpr, x expr) *filterExpr {
	copied := *e
	if inner, ok := e.x.(*filterExpr); ok {
		copied.x = rebase(inner, x)
	} else {
		copied.x = x
	}
	return &copied
}

func (l *lowerer) filterBlock(s *filterStmt) {
	o, outer := l.capture(l.frames[s].body, s.body), l.frame
	l.frame = l.frames[s].body
	o = l.filtered(s.filter, o)
	l.frame = outer
	l.write(l.goExpr(o))
}

// with evaluates values outside and names them inside.
func (l *lowerer) with(s *withStmt) {
	f := l.frames[s].body
	for i, target := range s.targets {
		o := l.expr(s.values[i])
		outer := l.frame
		l.frame = f
		l.set(target, o)
		l.frame = outer
	}
	l.inFrame(f, s.body)
}

// ifs lowers an if, its elifs and its else.
func (l *lowerer) ifs(branches []branch, other []stmt) {
	if len(branches) == 0 {
		l.choose(other)
		return
	}
	first := branches[0]
	test, want := l.condition(first.test)
	if test.known() {
		if constTruth(test.value) == want {
			l.choose(first.body)
		} else {
			l.ifs(branches[1:], other)
		}
		return
	}
	branch := &plan.If{Then: nil}
	yes := branch
	if !test.safe {
		v := test.x
		if !test.temp {
			name := l.fresh()
			branch.Init = &plan.Assign{Name: name, X: test.x, Define: true}
			v = local(name)
		}
		yes = &plan.If{}
		branch.Cond, branch.Then, branch.Else = plan.Method(v, "Failed"), l.fails(v), []plan.Stmt{yes}
		test.x = v
	}
	yes.Cond = l.truth(test.x, want)
	yes.Then = l.block(func() { l.choose(first.body) })
	if len(l.texts) == 0 { // the branch has returned
		l.emit(branch)
		l.ifs(branches[1:], other)
		return
	}
	yes.Else = l.block(func() { l.ifs(branches[1:], other) })
	l.emit(branch)
}
