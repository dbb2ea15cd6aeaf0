package yaml

import (
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// block reads a node that is indented further than parent. inline says that it stands behind a key on its line, where
// no other key may be.
func (p *parser) block(parent int, inline bool) value.Value {
	p.enter()
	defer func() { p.depth-- }()
	column := p.column()
	props := p.properties()
	if props.some && (p.peek() == '\n' || p.at >= len(p.src)) {
		p.gap()
		if p.at >= len(p.src) || p.column() <= parent {
			return p.finish(props, value.Null, true, "")
		}
		column, inline = p.column(), false
		if props.tag == "" {
			v := p.block(parent, false)
			p.anchors[props.anchor] = anchored{v, p.nodes - props.nodes}
			return v
		}
	}
	switch c := p.peek(); {
	case c == '-' && isBlank(p.ahead(1)):
		if inline {
			p.fail(Scanner, "sequence entries are not allowed here")
		}
		return p.finish(props, p.sequence(column), false, "")
	case c == '?' && isBlank(p.ahead(1)):
		if inline {
			p.fail(Scanner, "mapping keys are not allowed here")
		}
		return p.finish(props, p.mapping(column, nil), false, "")
	case c == '|' || c == '>':
		return p.finish(props, value.Str(p.literal(parent)), true, "!")
	}
	first, isKey := p.inlineNode(parent, &props)
	if !isKey {
		return first
	}
	if inline {
		p.fail(Scanner, "mapping values are not allowed here")
	}
	return p.mapping(column, &first)
}

// inlineNode reads a node that is no block, and says whether it is a key: a colon follows on its line.
func (p *parser) inlineNode(parent int, props *props) (v value.Value, isKey bool) {
	start := p.at
	v = p.flowNode(parent, *props, p.keyAhead())
	if strings.IndexByte(p.src[start:p.at], '\n') >= 0 {
		p.colonAfterLines()
		return v, false
	}
	at := p.at
	p.blanks()
	if p.peek() == ':' && isBlank(p.ahead(1)) {
		return v, true
	}
	p.at = at
	return v, false
}

// colonAfterLines refuses a key that goes over several lines.
func (p *parser) colonAfterLines() {
	at := p.at
	p.blanks()
	if p.peek() == ':' && isBlank(p.ahead(1)) {
		p.fail(Scanner, "mapping values are not allowed here")
	}
	p.at = at
}

// keyAhead says that a text without quotes ends at a colon on its line.
func (p *parser) keyAhead() bool {
	if !p.startsPlain() {
		return false
	}
	for i := p.at; i < len(p.src) && p.src[i] != '\n'; i++ {
		if p.src[i] == '#' && i > p.at && p.src[i-1] == ' ' {
			return false
		}
		if p.src[i] == ':' && (i+1 == len(p.src) || isBlank(p.src[i+1])) {
			return true
		}
	}
	return false
}

// sequence reads the items of a block whose dashes are in a column.
func (p *parser) sequence(column int) value.Value {
	out := value.ListOf()
	for p.at < len(p.src) && p.column() == column && p.peek() == '-' && isBlank(p.ahead(1)) {
		p.at++
		out.Append(p.plainValue(p.value(column, false)))
		p.gap()
	}
	if p.at < len(p.src) && p.column() > column {
		p.cannotStart()
		p.fail(Parser, "while parsing a block collection: expected <block end>")
	}
	return out
}

// value reads what stands behind a dash or a colon, or on the next lines; nothing is none. The value of a key may be
// a sequence in the column of the key.
func (p *parser) value(column int, ofKey bool) value.Value {
	ended := p.gap()
	switch {
	case p.at >= len(p.src) || p.marker("---") || p.marker("..."):
		return value.Null
	case !ended:
		p.cannotStart()
		return p.block(column, ofKey)
	case p.column() > column:
		return p.block(column, false)
	case ofKey && p.column() == column && p.peek() == '-' && isBlank(p.ahead(1)):
		return p.sequence(column)
	}
	return value.Null
}

// mapping reads the entries of a block whose keys are in a column; of the first one the key may have been read.
func (p *parser) mapping(column int, first *value.Value) value.Value {
	out := &mapping{p: p, out: value.DictOf()}
	for {
		var key, v value.Value
		switch {
		case first != nil:
			key, first = *first, nil
			p.at++
			v = p.value(column, true)
		case p.peek() == '?' && isBlank(p.ahead(1)):
			p.at++
			key = p.value(column, false)
			p.gap()
			v = value.Null
			if p.column() == column && p.peek() == ':' && isBlank(p.ahead(1)) {
				p.at++
				v = p.value(column, false)
			}
		default:
			key = p.key(column)
			p.at++
			v = p.value(column, true)
		}
		out.add(key, v)
		p.gap()
		if p.at >= len(p.src) || p.column() < column || p.marker("---") || p.marker("...") {
			return out.done()
		}
		if p.column() > column {
			p.cannotStart()
			p.fail(Parser, "while parsing a block mapping: expected <block end>, but found %s", p.shown())
		}
	}
}

// key reads a key of a block, up to its colon.
func (p *parser) key(column int) value.Value {
	props := p.properties()
	if p.peek() == '-' && isBlank(p.ahead(1)) {
		p.fail(Parser, "while parsing a block mapping: expected <block end>, but found '-'")
	}
	key, isKey := p.inlineNode(column, &props)
	if !isKey {
		p.fail(Scanner, "while scanning a simple key: could not find expected ':'")
	}
	return key
}

// A props is what stands before a node.
type props struct {
	anchor, tag string
	some        bool
	nodes       int
}

// properties reads anchors and tags.
func (p *parser) properties() (out props) {
	out.nodes = p.nodes
	for p.peek() == '&' || p.peek() == '!' {
		mark := p.peek()
		start := p.at + 1
		for p.at++; !isBlank(p.peek()) && (p.flow == 0 || strings.IndexByte(",[]{}", p.peek()) < 0); {
			p.at++
		}
		word := p.src[start:p.at]
		out.some = true
		if mark == '!' {
			out.tag = "!" + word
		} else {
			if word == "" || strings.Trim(word, "0123456789-_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
				p.fail(Scanner, "while scanning an anchor: expected alphabetic or numeric character")
			}
			out.anchor = word
		}
		p.blanks()
	}
	return out
}

// finish gives a node its tag and its anchor. style is "!" for a text that is not read further.
func (p *parser) finish(x props, v value.Value, scalar bool, style string) value.Value {
	p.count(1)
	switch {
	case x.tag == "" && scalar && style == "":
		if text, ok := v.AsString(); ok {
			v = p.implicit(text)
		}
	case x.tag != "" && x.tag != "!":
		v = p.tagged(x.tag, v, scalar)
	}
	if x.anchor != "" {
		p.anchors[x.anchor] = anchored{v, p.nodes - x.nodes}
	}
	return v
}

// alias reads an alias.
func (p *parser) alias() value.Value {
	start := p.at + 1
	for p.at++; isWord(p.peek()); {
		p.at++
	}
	if p.at == start || !isBlank(p.peek()) && strings.IndexByte("?:,]}%@`", p.peek()) < 0 {
		p.fail(Scanner, "while scanning an alias: expected alphabetic or numeric character, but found %s", p.shown())
	}
	of, ok := p.anchors[p.src[start:p.at]]
	if !ok {
		p.fail(Composer, "found undefined alias %s", value.Str(p.src[start:p.at]).Repr())
	}
	p.count(of.size)
	return of.v
}
