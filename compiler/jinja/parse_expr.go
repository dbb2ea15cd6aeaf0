package jinja

import "strings"

// expression reads a whole expression.
func (p *parser) expression() expr {
	p.enter()
	defer p.leave()
	start := p.current().span
	x := p.or()
	for n := 0; p.current().is("if"); n++ {
		p.bound(n)
		p.next()
		c := &condExpr{test: p.or(), x: x}
		if p.skipWord("else") {
			c.y = p.expression()
		}
		c.span = p.since(start)
		x = c
	}
	return x
}

// bound limits a chain of operators: each link nests the tree once more.
func (p *parser) bound(links int) {
	if links > 20*maxDepth {
		panic(&syntaxError{span: p.current().span, message: "the expression is too long", unsupported: true})
	}
}

func (p *parser) or() expr {
	start := p.current().span
	x := p.and()
	for n := 0; p.skipWord("or"); n++ {
		p.bound(n)
		y := p.and()
		x = &logicExpr{p.since(start), "or", x, y}
	}
	return x
}

func (p *parser) and() expr {
	start := p.current().span
	x := p.not()
	for n := 0; p.skipWord("and"); n++ {
		p.bound(n)
		y := p.not()
		x = &logicExpr{p.since(start), "and", x, y}
	}
	return x
}

func (p *parser) not() expr {
	start := p.current().span
	if !p.skipWord("not") {
		return p.compare()
	}
	p.enter()
	defer p.leave()
	x := p.not()
	return &unaryExpr{p.since(start), "not", x}
}

var comparisons = map[kind]bool{"==": true, "!=": true, "<": true, "<=": true, ">": true, ">=": true}

func (p *parser) compare() expr {
	start := p.current().span
	c := &compareExpr{x: p.sum()}
	for {
		t := p.current()
		op := ""
		switch {
		case comparisons[t.kind]:
			op = string(t.kind)
		case t.is("in"):
			op = "in"
		case t.is("not") && p.look().is("in"):
			p.next()
			op = "not in"
		}
		if op == "" {
			break
		}
		p.next()
		p.bound(len(c.ops))
		c.ops = append(c.ops, op)
		c.operands = append(c.operands, p.sum())
	}
	if c.ops == nil {
		return c.x
	}
	c.span = p.since(start)
	return c
}

// binary reads a chain of operators that associate to the left.
func (p *parser) binary(operand func() expr, ops ...kind) expr {
	start := p.current().span
	x := operand()
	for n := 0; ; n++ {
		op := p.current().kind
		if !oneOf(op, ops) {
			return x
		}
		p.bound(n)
		p.next()
		y := operand()
		x = &binaryExpr{p.since(start), string(op), x, y}
	}
}

func oneOf(k kind, kinds []kind) bool {
	for _, one := range kinds {
		if k == one {
			return true
		}
	}
	return false
}

func (p *parser) sum() expr { return p.binary(p.concat, "+", "-") }

// concat reads a ~ b, which binds tighter than a sum and looser than a product.
func (p *parser) concat() expr {
	start := p.current().span
	parts := []expr{p.product()}
	for p.skip("~") {
		p.bound(len(parts))
		parts = append(parts, p.product())
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return &concatExpr{p.since(start), parts}
}

func (p *parser) product() expr { return p.binary(p.power, "*", "/", "//", "%") }

// power associates to the left, and its operands take their signs first.
func (p *parser) power() expr {
	return p.binary(func() expr { return p.unary(true) }, "**")
}

// unary reads a sign, a primary and what follows it. Filters and tests apply
// to the signed value, and bind tighter than any operator.
func (p *parser) unary(filters bool) expr {
	p.enter()
	defer p.leave()
	var x expr
	switch t := p.current(); t.kind {
	case "-", "+":
		p.next()
		y := p.unary(false)
		x = &unaryExpr{p.since(t.span), string(t.kind), y}
	default:
		x = p.primary(false)
	}
	x = p.postfix(x)
	if filters {
		x = p.filtersAndTests(x)
	}
	return x
}

// constants are the names of values; Jinja takes them in both spellings.
var constants = map[string]any{"true": true, "True": true, "false": false, "False": false, "none": nil, "None": nil}

// primary reads a name, a literal or a display.
func (p *parser) primary(namespace bool) expr {
	t := p.current()
	switch t.kind {
	case tokName:
		return p.named(namespace)
	case tokString:
		var b strings.Builder
		for p.current().kind == tokString { // neighbours are one string
			b.WriteString(p.next().text)
		}
		return &constExpr{p.since(t.span), b.String()}
	case tokInteger, tokFloat:
		p.next()
		return &constExpr{t.span, t.value}
	case "(":
		p.next()
		x := p.tuple(tupleRules{condition: true, parentheses: true})
		p.expect(")")
		return x
	case "[":
		return p.list()
	case "{":
		return p.dict()
	}
	p.fail(t.span, "unexpected "+pythonQuote(t.describe()))
	return nil
}

func (p *parser) named(namespace bool) expr {
	t := p.next()
	if value, ok := constants[t.text]; ok {
		return &constExpr{t.span, value}
	}
	name := &nameExpr{t.span, t.text}
	if namespace && p.current().kind == "." {
		p.next()
		attr := p.expect(tokName)
		return &attrTarget{t.span.to(attr.span), name, attr.text}
	}
	return name
}

// tupleRules say how a list of expressions without brackets is read.
type tupleRules struct {
	simple      bool     // only names and literals, for targets
	condition   bool     // conditional expressions may stand in it
	parentheses bool     // it stands in parentheses, and may be empty
	namespace   bool     // ns.attr may stand in it
	ends        []string // keywords that end it
}

// tuple reads one expression, or several with commas, which make a tuple.
func (p *parser) tuple(rules tupleRules) expr {
	p.enter()
	defer p.leave()
	start := p.current().span
	var items []expr
	comma := false
	for {
		if items != nil {
			p.expect(",")
		}
		if p.tupleEnds(rules.ends) {
			break
		}
		items = append(items, p.item(rules))
		if p.current().kind != "," {
			break
		}
		comma = true
	}
	if !comma && items != nil {
		return items[0]
	}
	if !comma && !rules.parentheses {
		p.fail(p.current().span, "Expected an expression, got "+pythonQuote(p.current().describe()))
	}
	return &tupleExpr{p.since(start), items}
}

func (p *parser) item(rules tupleRules) expr {
	switch {
	case rules.simple:
		return p.primary(rules.namespace)
	case rules.condition:
		return p.expression()
	}
	return p.or()
}

func (p *parser) tupleEnds(words []string) bool {
	t := p.current()
	if t.kind == tokVariableEnd || t.kind == tokBlockEnd || t.kind == ")" {
		return true
	}
	for _, w := range words {
		if t.is(w) {
			return true
		}
	}
	return false
}

func (p *parser) list() expr {
	start := p.next().span
	var items []expr
	for p.current().kind != "]" {
		if items != nil {
			p.expect(",")
		}
		if p.current().kind == "]" {
			break
		}
		items = append(items, p.expression())
	}
	p.expect("]")
	return &listExpr{p.since(start), items}
}

func (p *parser) dict() expr {
	start := p.next().span
	d := &dictExpr{}
	for p.current().kind != "}" {
		if d.keys != nil {
			p.expect(",")
		}
		if p.current().kind == "}" {
			break
		}
		d.keys = append(d.keys, p.expression())
		p.expect(":")
		d.values = append(d.values, p.expression())
	}
	p.expect("}")
	d.span = p.since(start)
	return d
}
