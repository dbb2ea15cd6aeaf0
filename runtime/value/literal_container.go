package value

// bracket reads what a bracket opens, up to the closing one.
func (p *literalParser) bracket(closing byte) (t term, ok bool) {
	p.at++
	if p.level++; p.level > maxBrackets {
		return term{}, false
	}
	switch closing {
	case ')':
		t, ok = p.group()
	case ']':
		t, ok = p.listItems()
	default:
		t, ok = p.braces()
	}
	if !ok || !p.take(closing) {
		return term{}, false
	}
	p.level--
	return t, true
}

// group reads a tuple, or an expression that brackets do not change.
func (p *literalParser) group() (term, bool) {
	p.skip()
	if p.peek() == ')' {
		return term{v: Value{ref: &tuple{}}}, true
	}
	return p.tuple(')')
}

func (p *literalParser) listItems() (term, bool) {
	items, ok := p.items(']', nil)
	return term{v: Value{ref: &list{items}}}, ok
}

// items reads expressions with commas up to the closing bracket.
func (p *literalParser) items(closing byte, items []Value) ([]Value, bool) {
	for {
		p.skip()
		if p.peek() == closing {
			return items, true
		}
		t, ok := p.expression()
		if !ok {
			return nil, false
		}
		items = append(items, t.v)
		if !p.take(',') {
			return items, true
		}
	}
}

// braces reads a dict or a set.
func (p *literalParser) braces() (term, bool) {
	p.skip()
	if p.peek() == '}' {
		return term{v: Value{ref: &dict{}}}, true
	}
	first, ok := p.expression()
	if !ok {
		return term{}, false
	}
	if p.take(':') {
		return p.pairs(first.v)
	}
	items := []Value{first.v}
	if p.take(',') {
		if items, ok = p.items('}', items); !ok {
			return term{}, false
		}
	}
	v := SetOf(items...)
	return term{v: v}, !v.Failed()
}

// pairs reads the rest of a dict whose first key and colon are read.
func (p *literalParser) pairs(key Value) (term, bool) {
	d := &dict{}
	for {
		t, ok := p.expression()
		if !ok || !hashable(key) {
			return term{}, false
		}
		d.set(key, t.v)
		if !p.take(',') {
			break
		}
		if p.skip(); p.peek() == '}' {
			break
		}
		if t, ok = p.expression(); !ok || !p.take(':') {
			return term{}, false
		}
		key = t.v
	}
	return term{v: Value{ref: d}}, true
}
