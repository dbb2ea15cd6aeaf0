package jinja

// postfix reads attributes, items and calls behind a primary.
func (p *parser) postfix(x expr) expr {
	for n := 0; ; n++ {
		p.bound(n)
		switch p.current().kind {
		case ".":
			x = p.attribute(x)
		case "[":
			x = p.subscript(x)
		case "(":
			x = p.call(x)
		default:
			return x
		}
	}
}

// filtersAndTests reads what follows an operand; a call may follow them too.
func (p *parser) filtersAndTests(x expr) expr {
	for n := 0; ; n++ {
		p.bound(n)
		switch t := p.current(); {
		case t.kind == "|":
			x = p.filters(x)
		case t.is("is"):
			x = p.test(x)
		case t.kind == "(":
			x = p.call(x)
		default:
			return x
		}
	}
}

func (p *parser) attribute(x expr) expr {
	p.next()
	t := p.next()
	switch t.kind {
	case tokName:
		return &attrExpr{x.at().to(t.span), x, t.text, t.span}
	case tokInteger:
		return &indexExpr{x.at().to(t.span), x, &constExpr{t.span, t.value}}
	}
	p.fail(t.span, "expected name or number")
	return nil
}

func (p *parser) subscript(x expr) expr {
	open := p.next().span
	var keys []expr
	for p.current().kind != "]" {
		if keys != nil {
			p.expect(",")
		}
		keys = append(keys, p.subscribed())
	}
	p.expect("]")
	key := expr(&tupleExpr{p.since(open), keys})
	if len(keys) == 1 {
		key = keys[0]
	}
	return &indexExpr{p.since(x.at()), x, key}
}

// subscribed reads a key or a slice.
func (p *parser) subscribed() expr {
	start := p.current().span
	s := &sliceExpr{}
	if p.current().kind != ":" {
		x := p.expression()
		if p.current().kind != ":" {
			return x
		}
		s.lo = x
	}
	p.next()
	s.hi = p.bound1()
	if p.skip(":") {
		s.step = p.bound1()
	}
	s.span = p.since(start)
	return s
}

// bound1 is one bound of a slice, nil when it is left out.
func (p *parser) bound1() expr {
	switch p.current().kind {
	case ":", "]", ",":
		return nil
	}
	return p.expression()
}

func (p *parser) call(fun expr) expr {
	args := p.arguments()
	return &callExpr{p.since(fun.at()), fun, args}
}

func (p *parser) arguments() arguments {
	var a arguments
	open := p.expect("(").span
	ensure := func(ok bool) {
		if !ok {
			p.fail(open, "invalid syntax for function call expression")
		}
	}
	for first := true; p.current().kind != ")"; first = false {
		if !first {
			p.expect(",")
			if p.current().kind == ")" {
				break
			}
		}
		switch t := p.current(); {
		case t.kind == "*":
			ensure(a.star == nil && a.stars == nil)
			p.next()
			a.star = p.expression()
		case t.kind == "**":
			ensure(a.stars == nil)
			p.next()
			a.stars = p.expression()
		case t.kind == tokName && p.look().kind == "=":
			ensure(a.stars == nil)
			p.next()
			p.next()
			value := p.expression()
			a.keywords = append(a.keywords, keyword{p.since(t.span), t.text, value})
		default:
			ensure(a.star == nil && a.stars == nil && a.keywords == nil)
			a.args = append(a.args, p.expression())
		}
	}
	p.expect(")")
	return a
}

// filters reads | name(arguments), as often as it stands there.
func (p *parser) filters(x expr) expr {
	for n := 0; p.current().kind == "|"; n++ {
		p.bound(n)
		p.next()
		x = p.filter(x)
	}
	return x
}

// filter reads a filter's name and arguments; x may be nil.
func (p *parser) filter(x expr) expr {
	f := &filterExpr{x: x}
	f.name, f.nameSpan = p.dotted()
	if p.current().kind == "(" {
		f.arguments = p.arguments()
	}
	start := f.nameSpan
	if x != nil {
		start = x.at()
	}
	f.span = p.since(start)
	return f
}

// dotted reads the name of a filter or a test.
func (p *parser) dotted() (string, span) {
	t := p.expect(tokName)
	name := t.text
	for p.skip(".") {
		name += "." + p.expect(tokName).text
	}
	return name, p.since(t.span)
}

// test reads is [not] name, with arguments in parentheses or one without.
func (p *parser) test(x expr) expr {
	p.next()
	negated := p.skipWord("not")
	t := &testExpr{x: x}
	t.name, t.nameSpan = p.dotted()
	switch next := p.current(); {
	case next.kind == "(":
		t.arguments = p.arguments()
	case startsOperand(next):
		if next.is("is") {
			p.fail(next.span, "You cannot chain multiple tests with is")
		}
		t.args = []expr{p.postfix(p.primary(false))}
	}
	t.span = p.since(x.at())
	if negated {
		return &unaryExpr{t.span, "not", t}
	}
	return t
}

// startsOperand says whether a test's one argument begins with the token.
func startsOperand(t token) bool {
	switch t.kind {
	case tokName:
		return t.text != "else" && t.text != "or" && t.text != "and"
	case tokString, tokInteger, tokFloat, "[", "{":
		return true
	}
	return false
}
