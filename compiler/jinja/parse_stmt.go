package jinja

// statement reads a statement from its keyword to before the end of its last tag.
func (p *parser) statement() stmt {
	p.enter()
	defer p.leave()
	t := p.current()
	if t.kind != tokName {
		p.fail(t.span, "tag name expected")
	}
	read, ok := statementReaders()[t.text]
	if !ok {
		p.unknownTag(t.span, t.text)
	}
	p.tags = append(p.tags, t.text)
	defer func() { p.tags = p.tags[:len(p.tags)-1] }()
	return read(p)
}

// statementReaders are the statements of Jinja without extensions. It is a
// function because the readers come back to it.
func statementReaders() map[string]func(*parser) stmt {
	return map[string]func(*parser) stmt{
		"set":        (*parser).set,
		"if":         (*parser).ifs,
		"for":        (*parser).loop,
		"with":       (*parser).with,
		"macro":      (*parser).macro,
		"call":       (*parser).callBlock,
		"filter":     (*parser).filterBlock,
		"print":      (*parser).print,
		"block":      (*parser).namedBlock,
		"autoescape": (*parser).autoescape,
		"include":    (*parser).include,
		"import":     (*parser).importAll,
		"from":       (*parser).importSome,
		"extends":    (*parser).extends,
	}
}

func (p *parser) set() stmt {
	start := p.next().span
	target := p.target(nil, true)
	if p.skip("=") {
		value := p.tuple(tupleRules{condition: true})
		return &setStmt{p.since(start), target, value}
	}
	filter := p.filters(nil)
	body := p.closed("endset")
	s := &setBlock{span: p.since(start), target: target, body: body}
	if filter != nil {
		s.filter = filter.(*filterExpr)
	}
	return s
}

func (p *parser) ifs() stmt {
	start := p.next().span
	s := &ifStmt{}
	for {
		b := branch{span: p.current().span}
		b.test = p.tuple(tupleRules{})
		b.body = p.block("elif", "else", "endif")
		b.span = p.since(b.span)
		s.branches = append(s.branches, b)
		word := p.next()
		if word.is("elif") {
			continue
		}
		if word.is("else") {
			s.other = p.closed("endif")
		}
		s.span = p.since(start)
		return s
	}
}

func (p *parser) loop() stmt {
	start := p.next().span
	s := &forStmt{}
	s.target = p.target([]string{"in"}, false)
	p.expectWord("in")
	s.iter = p.tuple(tupleRules{ends: []string{"recursive"}})
	if p.skipWord("if") {
		s.test = p.expression()
	}
	s.recursive = p.skipWord("recursive")
	s.body = p.block("endfor", "else")
	if p.next().is("else") {
		s.other = p.closed("endfor")
	}
	s.span = p.since(start)
	return s
}

func (p *parser) with() stmt {
	start := p.next().span
	s := &withStmt{}
	for p.current().kind != tokBlockEnd {
		if s.targets != nil {
			p.expect(",")
		}
		s.targets = append(s.targets, p.target(nil, false))
		p.expect("=")
		s.values = append(s.values, p.expression())
	}
	s.body = p.closed("endwith")
	s.span = p.since(start)
	return s
}

func (p *parser) macro() stmt {
	start := p.next().span
	s := &macroStmt{name: p.nameTarget()}
	s.params = p.signature()
	s.body = p.closed("endmacro")
	s.span = p.since(start)
	return s
}

func (p *parser) callBlock() stmt {
	start := p.next().span
	s := &callStmt{}
	if p.current().kind == "(" {
		s.params = p.signature()
	}
	call, ok := p.expression().(*callExpr)
	if !ok {
		p.fail(start, "expected call")
	}
	s.call = call
	s.body = p.closed("endcall")
	s.span = p.since(start)
	return s
}

func (p *parser) signature() []param {
	var params []param
	p.expect("(")
	for p.current().kind != ")" {
		if params != nil {
			p.expect(",")
		}
		next := param{name: p.nameTarget()}
		if p.skip("=") {
			next.value = p.expression()
		} else if n := len(params); n > 0 && params[n-1].value != nil {
			p.fail(p.current().span, "non-default argument follows default argument")
		}
		params = append(params, next)
	}
	p.expect(")")
	return params
}

func (p *parser) filterBlock() stmt {
	start := p.next().span
	filter := p.filters(p.filter(nil)).(*filterExpr)
	body := p.closed("endfilter")
	return &filterStmt{p.since(start), filter, body}
}

func (p *parser) print() stmt {
	start := p.next().span
	s := &output{}
	for p.current().kind != tokBlockEnd {
		if s.parts != nil {
			p.expect(",")
		}
		s.parts = append(s.parts, p.expression())
	}
	s.span = p.since(start)
	return s
}

func (p *parser) namedBlock() stmt {
	start := p.next().span
	s := &blockStmt{name: p.expect(tokName).text}
	p.skipWord("scoped")
	required := p.skipWord("required")
	if t := p.current(); t.kind == "-" {
		p.fail(t.span, "Block names in Jinja have to be valid Python identifiers and may not contain hyphens, use an underscore instead.")
	}
	s.body = p.closed("endblock")
	if required && !blank(s.body) {
		p.fail(p.current().span, "Required blocks can only contain comments or whitespace")
	}
	p.skipWord(s.name)
	s.span = p.since(start)
	return s
}

// blank says whether statements print nothing but white space.
func blank(body []stmt) bool {
	for _, s := range body {
		out, ok := s.(*output)
		if !ok {
			return false
		}
		for _, e := range out.parts {
			data, ok := e.(*dataExpr)
			if !ok || skipSpace(data.text, 0) != len(data.text) {
				return false
			}
		}
	}
	return true
}

func (p *parser) autoescape() stmt {
	start := p.next().span
	s := &escapeStmt{option: p.expression()}
	s.body = p.closed("endautoescape")
	s.span = p.since(start)
	return s
}

func (p *parser) include() stmt {
	start := p.next().span
	s := &loaderStmt{tag: "include", exprs: []expr{p.expression()}}
	if p.current().is("ignore") && p.look().is("missing") {
		p.next()
		p.next()
	}
	p.importContext()
	s.span = p.since(start)
	return s
}

func (p *parser) importContext() bool {
	if t := p.current(); (t.is("with") || t.is("without")) && p.look().is("context") {
		p.next()
		p.next()
		return true
	}
	return false
}

func (p *parser) importAll() stmt {
	start := p.next().span
	s := &loaderStmt{tag: "import", exprs: []expr{p.expression()}}
	p.expectWord("as")
	s.targets = []*nameExpr{p.nameTarget()}
	p.importContext()
	s.span = p.since(start)
	return s
}

func (p *parser) importSome() stmt {
	start := p.next().span
	s := &loaderStmt{tag: "from", exprs: []expr{p.expression()}}
	p.expectWord("import")
	for {
		if s.targets != nil {
			p.expect(",")
		}
		if p.current().kind != tokName {
			p.expect(tokName)
		}
		if p.importContext() {
			break
		}
		target := p.nameTarget()
		if target.name[0] == '_' {
			panic(&syntaxError{span: target.span, message: "names starting with an underline can not be imported", assertion: true})
		}
		if p.skipWord("as") {
			target = p.nameTarget()
		}
		s.targets = append(s.targets, target)
		if p.importContext() || p.current().kind != "," {
			break
		}
	}
	s.span = p.since(start)
	return s
}

func (p *parser) extends() stmt {
	start := p.next().span
	s := &loaderStmt{tag: "extends", exprs: []expr{p.expression()}}
	s.span = p.since(start)
	return s
}

// nameTarget reads a name that is assigned.
func (p *parser) nameTarget() *nameExpr {
	t := p.expect(tokName)
	p.assignable(&nameExpr{t.span, t.text})
	return &nameExpr{t.span, t.text}
}

// target reads what can stand left of an assignment.
func (p *parser) target(ends []string, namespace bool) expr {
	target := p.tuple(tupleRules{simple: true, ends: ends, namespace: namespace})
	p.assignable(target)
	return target
}

// assignable fails at a target that cannot be assigned.
func (p *parser) assignable(target expr) {
	switch t := target.(type) {
	case *nameExpr:
		if t.name == "true" || t.name == "false" || t.name == "none" || t.name == "True" || t.name == "False" || t.name == "None" {
			p.fail(t.span, "can't assign to 'name'")
		}
	case *attrTarget:
	case *tupleExpr:
		for _, item := range t.items {
			if !canAssign(item) {
				p.fail(t.span, "can't assign to 'tuple'")
			}
		}
	default:
		p.fail(target.at(), "can't assign to '"+nodeName(target)+"'")
	}
}

func canAssign(e expr) bool {
	switch e := e.(type) {
	case *nameExpr, *attrTarget:
		return true
	case *tupleExpr:
		for _, item := range e.items {
			if !canAssign(item) {
				return false
			}
		}
		return true
	}
	return false
}

// nodeName is what Jinja calls an expression that a target may look like.
func nodeName(e expr) string {
	switch e.(type) {
	case *listExpr:
		return "list"
	case *dictExpr:
		return "dict"
	}
	return "const"
}
