package value

import (
	"slices"
	"strconv"
	"strings"
)

// group reads what follows an opening parenthesis.
func (p *regexParser) group() (regexNode, error) {
	start := p.at - 1
	flags := p.flags
	defer func() { p.flags = flags }()
	switch {
	case !p.take("?"):
		return p.capture("", start)
	case p.take("P<"):
		name, err := p.name('>')
		if err != nil {
			return nil, err
		}
		return p.capture(name, start)
	case p.take("P="):
		name, err := p.name(')')
		if err != nil {
			return nil, err
		}
		return p.backReference(name)
	case p.take("P"):
		return nil, regexError("unknown extension at position %d", start+1)
	case p.take(":"):
		return p.closed(start)
	case p.take("#"):
		end := strings.IndexByte(p.src[p.at:], ')')
		if end < 0 {
			return nil, regexError("missing ), unterminated comment at position %d", start)
		}
		p.at += end + 1
		return nil, nil
	case p.take("="), p.take("!"):
		return p.look(start, -1)
	case p.take("<="), p.take("<!"):
		return p.look(start, 0)
	case p.take(">"):
		body, err := p.closed(start)
		return atomicNode{body}, err
	case p.take("("):
		return p.conditional(start)
	}
	node, global, err := p.inlineFlags(start)
	if global {
		flags = p.flags // they hold for the rest of the pattern
	}
	return node, err
}

// closed reads the inside of a group and its closing parenthesis.
func (p *regexParser) closed(start int) (regexNode, error) {
	body, err := p.alternatives()
	if err == nil && !p.take(")") {
		err = regexError("missing ), unterminated subpattern at position %d", start)
	}
	if body == nil {
		body = seqNode{}
	}
	return groupNode{body: body}, err
}

func (p *regexParser) capture(name string, start int) (regexNode, error) {
	number := p.groups
	if name != "" {
		if _, again := p.names[name]; again {
			return nil, regexError("redefinition of group name %q at position %d", name, start)
		}
		p.names[name] = number
	}
	p.groups++
	p.open = append(p.open, number)
	body, err := p.closed(start)
	p.open = p.open[:len(p.open)-1]
	return groupNode{body: body, number: number}, err
}

func (p *regexParser) look(start, behind int) (regexNode, error) {
	negated := p.src[p.at-1] == '!'
	body, err := p.closed(start)
	if err != nil {
		return nil, err
	}
	if behind == 0 {
		w, fixed := width(body)
		if !fixed {
			return nil, regexError("look-behind requires fixed-width pattern")
		}
		behind = w
	}
	return lookNode{body: body, behind: behind, negated: negated}, nil
}

// name reads the name of a group up to its end mark.
func (p *regexParser) name(end byte) (string, error) {
	length := strings.IndexByte(p.src[p.at:], end)
	if length < 0 {
		return "", regexError("missing %c, unterminated name at position %d", end, p.at)
	}
	name := p.src[p.at : p.at+length]
	if !isIdentifier(name) {
		return "", regexError("bad character in group name %q at position %d", name, p.at)
	}
	p.at += length + 1
	return name, nil
}

func (p *regexParser) backReference(name string) (regexNode, error) {
	number, ok := p.names[name]
	if !ok {
		return nil, regexError("unknown group name %q", name)
	}
	return p.backTo(number)
}

func (p *regexParser) backTo(number int) (regexNode, error) {
	if number >= p.groups {
		return nil, regexError("invalid group reference %d at position %d", number, p.at)
	}
	if slices.Contains(p.open, number) {
		return nil, regexError("cannot refer to an open group at position %d", p.at)
	}
	return backNode{number: number, fold: p.flags.fold}, nil
}

// conditional reads (?(1)yes|no) after its second parenthesis.
func (p *regexParser) conditional(start int) (regexNode, error) {
	end := strings.IndexByte(p.src[p.at:], ')')
	if end < 0 {
		return nil, regexError("missing ), unterminated name at position %d", p.at)
	}
	name := p.src[p.at : p.at+end]
	p.at += end + 1
	number, ok := p.names[name]
	if !ok {
		n, err := strconv.Atoi(name)
		if err != nil || n <= 0 || n >= 100 {
			return nil, regexError("unknown group name %q", name)
		}
		number = n
	}
	if number >= p.groups {
		return nil, regexError("invalid group reference %d", number)
	}
	yes, err := p.sequence()
	if err != nil {
		return nil, err
	}
	var no regexNode = seqNode{}
	if p.take("|") {
		if no, err = p.sequence(); err != nil {
			return nil, err
		}
	}
	if strings.HasPrefix(p.src[p.at:], "|") {
		return nil, regexError("conditional backref with more than two branches")
	}
	if !p.take(")") {
		return nil, regexError("missing ), unterminated subpattern at position %d", start)
	}
	return ifNode{number: number, yes: yes, no: no}, nil
}

// inlineFlags reads (?i) at the start of a pattern, or (?i-s:…) for a part.
func (p *regexParser) inlineFlags(start int) (node regexNode, global bool, err error) {
	on := true
	for p.more() {
		c := p.src[p.at]
		p.at++
		switch {
		case c == ')' && on:
			if start != 0 && strings.TrimSpace(p.src[:start]) != "" && !p.onlyFlagsBefore(start) {
				return nil, false, regexError("global flags not at the start of the expression at position %d", start)
			}
			return nil, true, nil
		case c == ':':
			node, err = p.closed(start)
			return node, false, err
		case c == '-' && on:
			on = false
		default:
			if !p.setFlag(c, on) {
				return nil, false, regexError("unknown extension ?%c at position %d", c, start+1)
			}
		}
	}
	return nil, false, regexError("missing -, : or ) at position %d", p.at)
}

// onlyFlagsBefore reports whether nothing but other flags stands before.
func (p *regexParser) onlyFlagsBefore(start int) bool {
	before := p.src[:start]
	for strings.HasPrefix(before, "(?") {
		_, rest, _ := strings.Cut(before, ")")
		before = rest
	}
	return before == ""
}

func (p *regexParser) setFlag(c byte, on bool) bool {
	switch c {
	case 'i':
		p.flags.fold = on
	case 'm':
		p.flags.multiline = on
	case 's':
		p.flags.dotAll = on
	case 'x':
		p.flags.verbose = on
	case 'a':
		p.flags.ascii = true
		return on
	case 'u':
		p.flags.ascii = false
		return on
	default:
		return false
	}
	return true
}
