package jinja

import "strings"

// parse reads a normalised text into statements.
func parse(text string) (body []stmt, fault *syntaxError) {
	p := &parser{tokens: lex(text)}
	defer func() {
		// The parser leaves its recursion by panicking with a fault; any
		// other panic is a bug and goes on.
		if r := recover(); r != nil {
			var ok bool
			if fault, ok = r.(*syntaxError); !ok {
				panic(r)
			}
		}
	}()
	p.check()
	return p.statements(nil), nil
}

// A parser reads tokens. It follows Jinja's grammar function by function, so
// that the same mistake is found at the same token.
type parser struct {
	tokens []token
	pos    int
	depth  int
	tags   []string   // the statements that are being read, innermost last
	ends   [][]string // the tags that may end each of them
}

// maxDepth bounds the nesting of expressions and statements; the reference
// gives up at about eighty parentheses.
const maxDepth = 150

func (p *parser) current() token { return p.tokens[p.pos] }

// check stops at a place where the text could not be cut into tokens.
func (p *parser) check() {
	if fault, ok := p.tokens[p.pos].value.(*syntaxError); ok {
		panic(fault)
	}
}

// next consumes a token; the end stays.
func (p *parser) next() token {
	t := p.tokens[p.pos]
	if p.pos < len(p.tokens)-1 {
		p.pos++
		p.check()
	}
	return t
}

// look is the token after the current one.
func (p *parser) look() token {
	if p.pos == len(p.tokens)-1 {
		return p.tokens[p.pos]
	}
	if fault, ok := p.tokens[p.pos+1].value.(*syntaxError); ok {
		panic(fault)
	}
	return p.tokens[p.pos+1]
}

// end is where the token before the current one ends.
func (p *parser) end() int {
	if p.pos == 0 {
		return 0
	}
	return p.tokens[p.pos-1].end
}

// since is the span from start to the last token that was read.
func (p *parser) since(start span) span { return span{start.start, max(p.end(), start.start)} }

func (p *parser) fail(at span, message string) {
	panic(&syntaxError{span: at, message: message})
}

func (p *parser) skip(k kind) bool {
	if p.current().kind != k {
		return false
	}
	p.next()
	return true
}

func (p *parser) skipWord(word string) bool {
	if !p.current().is(word) {
		return false
	}
	p.next()
	return true
}

func (p *parser) expect(k kind) token {
	if t := p.current(); t.kind != k {
		p.unexpected(t, string(k))
	}
	return p.next()
}

func (p *parser) expectWord(word string) token {
	if t := p.current(); !t.is(word) {
		p.unexpected(t, word)
	}
	return p.next()
}

func (p *parser) unexpected(t token, want string) {
	if t.kind == tokEnd {
		p.fail(t.span, "unexpected end of template, expected '"+want+"'.")
	}
	p.fail(t.span, "expected token "+pythonQuote(want)+", got "+pythonQuote(t.describe()))
}

// enter counts a level of nesting; the caller defers leave.
func (p *parser) enter() {
	p.depth++
	if p.depth > maxDepth {
		panic(&syntaxError{span: p.current().span, message: "the template nests too deeply", unsupported: true})
	}
}

func (p *parser) leave() { p.depth-- }

// statements reads text, prints and statements up to one of the tags of ends,
// whose name is left as the current token.
func (p *parser) statements(ends []string) []stmt {
	if ends != nil {
		p.ends = append(p.ends, ends)
		defer func() { p.ends = p.ends[:len(p.ends)-1] }()
	}
	var body []stmt
	var out *output
	add := func(e expr) {
		if out == nil {
			out = &output{span: e.at()}
			body = append(body, out)
		}
		out.parts = append(out.parts, e)
		out.span.end = e.at().end
	}
	for {
		switch t := p.current(); t.kind {
		case tokData:
			add(&dataExpr{t.span, t.text})
			p.next()
		case tokVariableBegin:
			p.next()
			add(p.tuple(tupleRules{condition: true}))
			p.expect(tokVariableEnd)
		case tokBlockBegin:
			out = nil
			p.next()
			for _, end := range ends {
				if p.current().is(end) {
					return body
				}
			}
			body = append(body, p.statement())
			p.expect(tokBlockEnd)
		default: // the end
			return body
		}
	}
}

// block reads the rest of an opening tag and the body behind it.
func (p *parser) block(ends ...string) []stmt {
	p.skip(":") // as in Python
	p.expect(tokBlockEnd)
	body := p.statements(ends)
	if t := p.current(); t.kind == tokEnd {
		p.ends = append(p.ends, ends)
		p.unknownTag(t.span, "")
	}
	return body
}

// closed is block with the closing tag's name consumed.
func (p *parser) closed(end string) []stmt {
	body := p.block(end)
	p.next()
	return body
}

// unknownTag fails at a tag that cannot stand here; the empty name is the end of the template.
func (p *parser) unknownTag(at span, name string) {
	var b strings.Builder
	if name == "" {
		b.WriteString("Unexpected end of template.")
	} else {
		b.WriteString("Encountered unknown tag " + pythonQuote(name) + ".")
	}
	if n := len(p.ends); n > 0 {
		looking := quoteAll(p.ends[n-1], " or ")
		if name != "" && p.awaited(name) {
			b.WriteString(" You probably made a nesting mistake. Jinja is expecting this tag, but currently looking for " + looking + ".")
		} else {
			b.WriteString(" Jinja was looking for the following tags: " + looking + ".")
		}
	}
	if n := len(p.tags); n > 0 {
		b.WriteString(" The innermost block that needs to be closed is " + pythonQuote(p.tags[n-1]) + ".")
	}
	p.fail(at, b.String())
}

// awaited says whether some statement around could end with the tag.
func (p *parser) awaited(name string) bool {
	for _, ends := range p.ends {
		for _, end := range ends {
			if end == name {
				return true
			}
		}
	}
	return false
}

func quoteAll(names []string, separator string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = pythonQuote(n)
	}
	return strings.Join(quoted, separator)
}
