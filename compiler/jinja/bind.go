package jinja

// bind checks what a template names: variables, filters, tests, macros and
// methods, in every branch, as the reference does before it renders. It keeps
// the frames of names that it has found, for lowering.
func bind(t *Text, scope *Scope, body []stmt) *binder {
	b := &binder{text: t, scope: scope, frames: map[stmt]*frames{}, reported: map[string]bool{}}
	b.root = newFrame(nil)
	b.root.visitBody(body)
	b.body(body, place{frame: b.root})
	b.unread(b.root, body)
	return b
}

// A binder collects problems while it walks through a template.
type binder struct {
	text     *Text
	scope    *Scope
	root     *frame
	frames   map[stmt]*frames
	found    []finding
	reported map[string]bool // names
	blocks   map[string]bool
}

// frames are those that a statement opens.
type frames struct {
	body, test, other *frame
	loop              *variable // the loop variable, when the body reads it
	special           map[string]*variable
}

// A place is where in the template the binder is.
type place struct {
	frame *frame
	// soft is within an if, where the reference looks filters and tests up only when it comes by.
	soft bool
}

func (p place) within(f *frame) place { return place{frame: f} }
func (p place) softly() place         { return place{frame: p.frame, soft: true} }

func (b *binder) body(body []stmt, p place) {
	for _, s := range body {
		b.stmt(s, p)
	}
}

func (b *binder) stmt(s stmt, p place) {
	switch s := s.(type) {
	case *output:
		b.exprs(s.parts, p)
	case *setStmt:
		b.expr(s.value, p)
		b.target(s.target, p)
	case *setBlock:
		b.open(s, s.body, p, nil)
		b.target(s.target, p)
		if s.filter != nil {
			b.expr(s.filter, p.within(b.frames[s].body))
		}
	case *ifStmt:
		for _, branch := range s.branches {
			b.decided(branch.test)
			b.expr(branch.test, p.softly())
			b.body(branch.body, p.softly())
		}
		b.body(s.other, p.softly())
	case *forStmt:
		b.loop(s, p)
	case *macroStmt:
		b.macro(s, s.params, s.body, p)
	case *callStmt:
		b.expr(s.call, p)
		b.macro(s, s.params, s.body, p)
	case *filterStmt:
		b.expr(s.filter, p)
		b.open(s, s.body, p, nil)
	case *withStmt:
		b.exprs(s.values, p)
		b.open(s, s.body, p, func(f *frame) {
			for _, t := range s.targets {
				f.visitTarget(t, true)
			}
		})
	case *blockStmt:
		b.block(s)
	case *loaderStmt:
		b.exprs(s.exprs, p)
		b.loader(s)
	case *escapeStmt:
		b.expr(s.option, p)
		b.unsupported(s.span, "{% autoescape %} is not supported")
	}
}

// open enters the frame that a statement opens for its body.
func (b *binder) open(s stmt, body []stmt, p place, prepare func(*frame)) {
	f := newFrame(p.frame)
	if prepare != nil {
		prepare(f)
	}
	f.visitBody(body)
	b.frames[s] = &frames{body: f}
	b.body(body, p.within(f))
	b.unread(f, body)
}

func (b *binder) loop(s *forStmt, p place) {
	b.expr(s.iter, p)
	fs := &frames{body: newFrame(p.frame), test: newFrame(p.frame), other: newFrame(p.frame)}
	b.frames[s] = fs
	if mentions(s.body, "loop") || s.recursive {
		fs.loop = fs.body.param("loop")
	}
	fs.body.visitTarget(s.target, true)
	fs.body.visitBody(s.body)
	fs.other.visitBody(s.other)
	if s.test != nil {
		fs.test.visitTarget(s.target, true)
		fs.test.visitExpr(s.test)
		b.expr(s.test, p.within(fs.test))
	}
	if at, ok := assigns(s, "loop"); ok {
		b.assertion(at, "Can't assign to special loop variable in for-loop target", "the name \"loop\" cannot be assigned in a loop")
	}
	if s.recursive {
		b.unsupported(s.span, "recursive loops are not supported")
	}
	b.body(s.body, p.within(fs.body))
	b.unread(fs.body, s.body)
	b.body(s.other, p.within(fs.other))
	b.unread(fs.other, s.other)
}

// macro enters the frame of a macro or of a call block.
func (b *binder) macro(s stmt, params []param, body []stmt, p place) {
	f := newFrame(p.frame)
	fs := &frames{body: f, special: map[string]*variable{}}
	b.frames[s] = fs
	named := map[string]bool{}
	for _, param := range params {
		f.param(param.name.name)
		named[param.name.name] = true
	}
	for _, name := range []string{"caller", "kwargs", "varargs"} {
		if mentions(body, name) && !named[name] {
			fs.special[name] = f.param(name)
		}
	}
	for _, param := range params {
		if param.value != nil {
			f.visitExpr(param.value)
		}
	}
	f.visitBody(body)
	for _, param := range params {
		if param.value != nil {
			b.expr(param.value, p.within(f))
		}
	}
	b.body(body, p.within(f))
	b.unread(f, body)
}

// loader reports a statement that needs other templates: a manifest has none.
func (b *binder) loader(s *loaderStmt) {
	b.add(finding{
		span: s.span, slug: "unsupported", summary: "{% " + s.tag + " %} is not supported",
		notes: []string{"a manifest has no other templates: when it runs this is a TypeError, and the template's text is used as it stands"},
		dies:  &death{rankUnsupported, "TypeError", "no loader for this environment specified"},
	})
}

// block enters a named block, which sees nothing of the names around it.
func (b *binder) block(s *blockStmt) {
	if b.blocks[s.name] {
		b.assertion(s.span, "block "+pythonQuote(s.name)+" defined twice", "the block "+quote(s.name)+" is defined twice")
	}
	if b.blocks == nil {
		b.blocks = map[string]bool{}
	}
	b.blocks[s.name] = true
	b.open(s, s.body, place{}, nil)
}

// target checks the names of an assignment that are read.
func (b *binder) target(target expr, p place) {
	switch t := target.(type) {
	case *attrTarget:
		b.name(t.namespace, p)
	case *tupleExpr:
		for _, item := range t.items {
			b.target(item, p)
		}
	}
}

// assigns finds where a statement assigns a name, at any depth.
func assigns(s stmt, name string) (span, bool) {
	var at span
	found := false
	eachTarget([]stmt{s}, func(n *nameExpr) {
		if n.name == name && !found {
			at, found = n.span, true
		}
	})
	return at, found
}

// eachTarget visits the names that statements assign, at any depth.
func eachTarget(body []stmt, visit func(*nameExpr)) {
	for _, s := range body {
		switch s := s.(type) {
		case *setStmt:
			targetNames(s.target, visit)
		case *setBlock:
			targetNames(s.target, visit)
			eachTarget(s.body, visit)
		case *ifStmt:
			for _, branch := range s.branches {
				eachTarget(branch.body, visit)
			}
			eachTarget(s.other, visit)
		case *forStmt:
			targetNames(s.target, visit)
			eachTarget(s.body, visit)
			eachTarget(s.other, visit)
		case *macroStmt:
			visit(s.name)
			eachTarget(s.body, visit)
		case *callStmt:
			eachTarget(s.body, visit)
		case *filterStmt:
			eachTarget(s.body, visit)
		case *withStmt:
			eachTarget(s.body, visit)
		case *blockStmt:
			eachTarget(s.body, visit)
		case *escapeStmt:
			eachTarget(s.body, visit)
		case *loaderStmt:
			for _, t := range s.targets {
				visit(t)
			}
		}
	}
}

func targetNames(target expr, visit func(*nameExpr)) {
	switch t := target.(type) {
	case *nameExpr:
		visit(t)
	case *tupleExpr:
		for _, item := range t.items {
			targetNames(item, visit)
		}
	}
}
