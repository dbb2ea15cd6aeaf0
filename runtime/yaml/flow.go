package yaml

import "github.com/lowcode-dev/lowcode/runtime/value"

// flowNode reads a node that is no block: in brackets, in quotes, or a text.
func (p *parser) flowNode(parent int, x props, key bool) value.Value {
	switch c := p.peek(); {
	case c == '*':
		return p.alias()
	case c == '[':
		return p.finish(x, p.list(), false, "")
	case c == '{':
		return p.finish(x, p.object(), false, "")
	case c == '"' || c == '\'':
		return p.finish(x, value.Str(p.quoted()), true, "!")
	case p.startsPlain():
		return p.finish(x, value.Str(p.plain(parent, key)), true, "")
	case x.some:
		return p.finish(x, value.Null, true, "")
	}
	p.cannotStart()
	p.fail(Parser, "while parsing a node: expected the node content, but found %s", p.shown())
	return value.Value{}
}

// list reads a list in brackets; an entry with a colon is an object of one key.
func (p *parser) list() value.Value {
	p.open()
	out := value.ListOf()
	for !p.closes(']') {
		key, v, pair := p.entry(']')
		if pair {
			one := &mapping{p: p, out: value.DictOf()}
			one.add(key, v)
			key = one.done()
		}
		out.Append(p.plainValue(key))
		p.separate(']')
	}
	return out
}

// object reads an object in braces; an entry without a colon has none as its value.
func (p *parser) object() value.Value {
	p.open()
	out := &mapping{p: p, out: value.DictOf()}
	for !p.closes('}') {
		key, v, _ := p.entry('}')
		out.add(key, v)
		p.separate('}')
	}
	return out.done()
}

func (p *parser) open() {
	p.at++
	p.flow++
	p.enter()
}

// closes says that the bracket is closed, and steps over it.
func (p *parser) closes(bracket byte) bool {
	p.gap()
	if p.at >= len(p.src) {
		p.fail(Parser, "expected ',' or '%c', but got '<stream end>'", bracket)
	}
	if p.peek() != bracket {
		return false
	}
	p.at++
	p.flow--
	p.depth--
	return true
}

// separate reads the comma between entries.
func (p *parser) separate(bracket byte) {
	p.gap()
	switch {
	case p.peek() == ',':
		p.at++
	case p.at < len(p.src) && p.peek() != bracket:
		p.cannotStart()
		p.fail(Parser, "expected ',' or '%c', but got %s", bracket, p.shown())
	}
}

// entry reads an entry in brackets.
func (p *parser) entry(bracket byte) (key, v value.Value, pair bool) {
	v = value.Null
	if explicit := p.peek() == '?' && isBlank(p.ahead(1)); explicit {
		p.at++
		p.gap()
		pair = true
	}
	key = value.Null
	if !pair || !p.colon() {
		key = p.flowNode(-1, p.properties(), false)
	}
	p.gap()
	if !p.colon() {
		return key, v, pair
	}
	p.at++
	p.gap()
	if c := p.peek(); c != ',' && c != bracket {
		v = p.flowNode(-1, p.properties(), false)
	}
	return key, v, true
}

// colon says that a colon separates a key from its value.
func (p *parser) colon() bool { return p.peek() == ':' }
