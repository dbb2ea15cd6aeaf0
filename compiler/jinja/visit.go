package jinja

// visitBody notes the names of statements in their frame. It stops at what opens a
// frame of its own; a frame is analysed when it is entered.
func (f *frame) visitBody(body []stmt) {
	for _, s := range body {
		f.visitStmt(s)
	}
}

func (f *frame) visitStmt(s stmt) {
	switch s := s.(type) {
	case *output:
		f.visitExprs(s.parts)
	case *setStmt:
		f.visitExpr(s.value)
		f.visitTarget(s.target, false)
	case *setBlock:
		f.visitTarget(s.target, false)
	case *ifStmt:
		f.visitIf(s.branches, s.other)
	case *forStmt:
		f.visitExpr(s.iter)
	case *macroStmt:
		f.writes(s.name.name)
	case *callStmt:
		f.visitExpr(s.call)
	case *filterStmt:
		f.visitExpr(s.filter)
	case *withStmt:
		f.visitExprs(s.values)
	case *loaderStmt:
		f.visitExprs(s.exprs)
		for _, t := range s.targets {
			f.writes(t.name)
		}
	}
}

// visitIf notes the names of an if. An elif is an if of its own within its branch,
// and its test is seen by that branch alone.
func (f *frame) visitIf(branches []branch, other []stmt) {
	f.visitExpr(branches[0].test)
	f.branches(
		func(b *frame) { b.visitBody(branches[0].body) },
		func(b *frame) {
			for _, elif := range branches[1:] {
				b.visitIf([]branch{elif}, nil)
			}
		},
		func(b *frame) { b.visitBody(other) },
	)
}

// visitTarget notes the names that an assignment sets.
func (f *frame) visitTarget(target expr, param bool) {
	switch t := target.(type) {
	case *nameExpr:
		if param {
			f.param(t.name)
		} else {
			f.writes(t.name)
		}
	case *attrTarget:
		f.reads(t.namespace.name)
	case *tupleExpr:
		for _, item := range t.items {
			f.visitTarget(item, param)
		}
	}
}

func (f *frame) visitExprs(list []expr) {
	for _, e := range list {
		f.visitExpr(e)
	}
}

func (f *frame) visitExpr(e expr) {
	walk(e, func(e expr) {
		if n, ok := e.(*nameExpr); ok {
			f.reads(n.name)
		}
	})
}

// walk visits an expression and what it is made of, in the order of the text.
func walk(e expr, visit func(expr)) {
	if e == nil {
		return
	}
	visit(e)
	for _, child := range children(e) {
		walk(child, visit)
	}
}

// children are the expressions that an expression is made of; none of them is nil.
func children(e expr) []expr {
	switch e := e.(type) {
	case *listExpr:
		return e.items
	case *tupleExpr:
		return e.items
	case *dictExpr:
		var all []expr
		for i, key := range e.keys {
			all = append(all, key, e.values[i])
		}
		return all
	case *attrExpr:
		return []expr{e.x}
	case *indexExpr:
		return []expr{e.x, e.key}
	case *sliceExpr:
		return present(e.lo, e.hi, e.step)
	case *callExpr:
		return append([]expr{e.fun}, e.exprs()...)
	case *filterExpr:
		return append(present(e.x), e.exprs()...)
	case *testExpr:
		return append([]expr{e.x}, e.exprs()...)
	case *unaryExpr:
		return []expr{e.x}
	case *binaryExpr:
		return []expr{e.x, e.y}
	case *logicExpr:
		return []expr{e.x, e.y}
	case *concatExpr:
		return e.parts
	case *compareExpr:
		return append([]expr{e.x}, e.operands...)
	case *condExpr:
		return present(e.x, e.test, e.y)
	}
	return nil
}

func present(list ...expr) []expr {
	var all []expr
	for _, e := range list {
		if e != nil {
			all = append(all, e)
		}
	}
	return all
}

// mentions says which of the names the statements read before they assign them,
// at any depth: Jinja gives a macro and a loop their special variables only then.
func mentions(body []stmt, name string) bool { return mentionOf(body, name) != nil }

// mentionOf is where the statements first read the name.
func mentionOf(body []stmt, name string) *nameExpr {
	m := &mention{name: name}
	m.body(body)
	return m.found
}

type mention struct {
	name  string
	found *nameExpr
	over  bool // assigned, so that later uses mean something else
}

func (m *mention) body(body []stmt) {
	for _, s := range body {
		if m.found != nil || m.over {
			return
		}
		m.stmt(s)
	}
}

func (m *mention) stmt(s stmt) {
	switch s := s.(type) {
	case *output:
		m.exprs(s.parts...)
	case *setStmt:
		m.target(s.target)
		m.exprs(s.value)
	case *setBlock:
		m.target(s.target)
		if s.filter != nil {
			m.exprs(s.filter)
		}
		m.body(s.body)
	case *ifStmt:
		for _, b := range s.branches {
			m.exprs(b.test)
			m.body(b.body)
		}
		m.body(s.other)
	case *forStmt:
		m.target(s.target)
		m.exprs(present(s.iter)...)
		m.body(s.body)
		m.body(s.other)
		m.exprs(present(s.test)...)
	case *macroStmt:
		m.params(s.params)
		m.body(s.body)
	case *callStmt:
		m.exprs(s.call)
		m.params(s.params)
		m.body(s.body)
	case *filterStmt:
		m.body(s.body)
		m.exprs(s.filter)
	case *withStmt:
		for _, t := range s.targets {
			m.target(t)
		}
		m.exprs(s.values...)
		m.body(s.body)
	}
}

func (m *mention) params(params []param) {
	for _, p := range params {
		m.target(p.name)
	}
	for _, p := range params {
		m.exprs(present(p.value)...)
	}
}

func (m *mention) target(target expr) {
	switch t := target.(type) {
	case *nameExpr:
		m.over = m.over || t.name == m.name
	case *tupleExpr:
		for _, item := range t.items {
			m.target(item)
		}
	}
}

func (m *mention) exprs(list ...expr) {
	for _, e := range list {
		walk(e, func(e expr) {
			if n, ok := e.(*nameExpr); ok && n.name == m.name && !m.over && m.found == nil {
				m.found = n
			}
		})
	}
}
