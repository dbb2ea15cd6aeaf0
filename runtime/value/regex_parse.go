package value

import (
	"strings"
)

// A regexParser reads a pattern in Python's syntax.
type regexParser struct {
	src    string
	at     int
	flags  regexFlags
	groups int // how many there are, the whole match included
	open   []int
	names  map[string]int
	depth  int
}

type regexFlags struct {
	fold, multiline, dotAll, verbose, ascii bool
}

// maxRegexDepth bounds how deep groups may nest.
const maxRegexDepth = 200

func (p *regexParser) parse() (regexNode, error) {
	tree, err := p.alternatives()
	if err == nil && p.at < len(p.src) {
		err = regexError("unbalanced parenthesis at position %d", p.at)
	}
	return tree, err
}

func (p *regexParser) more() bool { return p.at < len(p.src) }

// take takes a prefix off and reports whether it was there.
func (p *regexParser) take(prefix string) bool {
	if !strings.HasPrefix(p.src[p.at:], prefix) {
		return false
	}
	p.at += len(prefix)
	return true
}

// next takes one character.
func (p *regexParser) next() rune {
	r, n := decodeRune(p.src[p.at:])
	p.at += n
	return r
}

func (p *regexParser) alternatives() (regexNode, error) {
	if p.depth++; p.depth > maxRegexDepth {
		return nil, regexError("groups nested deeper than %d", maxRegexDepth)
	}
	defer func() { p.depth-- }()
	var branches altNode
	for {
		branch, err := p.sequence()
		if err != nil {
			return nil, err
		}
		branches = append(branches, branch)
		if !p.take("|") {
			break
		}
	}
	if len(branches) == 1 {
		return branches[0], nil
	}
	return branches, nil
}

func (p *regexParser) sequence() (regexNode, error) {
	var parts seqNode
	for p.more() && p.src[p.at] != '|' && p.src[p.at] != ')' {
		if p.flags.verbose && p.skipped() {
			continue
		}
		start := p.at
		node, err := p.item()
		if err != nil {
			return nil, err
		}
		if node == nil {
			continue
		}
		if node, err = p.repeated(node, start); err != nil {
			return nil, err
		}
		parts = append(parts, node)
	}
	return parts, nil
}

// skipped takes the white space and comments of a verbose pattern.
func (p *regexParser) skipped() bool {
	switch c := p.src[p.at]; {
	case isWrapSpace(rune(c)):
		p.at++
	case c == '#':
		end := strings.IndexByte(p.src[p.at:], '\n')
		if end < 0 {
			end = len(p.src) - p.at - 1
		}
		p.at += end + 1
	default:
		return false
	}
	return true
}

func (p *regexParser) item() (regexNode, error) {
	start := p.at
	switch c := p.next(); c {
	case '.':
		if p.flags.dotAll {
			return setNode{charSet{negated: true}}, nil
		}
		return setNode{charSet{classes: []byte{'.'}}}, nil
	case '^', '$':
		return edgeNode{kind: byte(c), multiline: p.flags.multiline}, nil
	case '[':
		return p.class()
	case '\\':
		return p.escape()
	case '(':
		return p.group()
	case '*', '+', '?':
		return nil, regexError("nothing to repeat at position %d", start)
	default:
		return p.char(c), nil
	}
}

func (p *regexParser) char(r rune) regexNode {
	set := charSet{fold: p.flags.fold}
	set.add(r, r)
	return setNode{set}
}

func (p *regexParser) category(class byte) regexNode {
	return setNode{charSet{classes: []byte{class}, ascii: p.flags.ascii}}
}

// repeated reads the quantifier after an item, if there is one.
func (p *regexParser) repeated(node regexNode, start int) (regexNode, error) {
	for p.flags.verbose && p.more() && p.skipped() {
	}
	low, high, ok, err := p.quantifier()
	if err != nil || !ok {
		return node, err
	}
	if _, edge := node.(edgeNode); edge {
		return nil, regexError("nothing to repeat at position %d", start)
	}
	if _, again := node.(repeatNode); again {
		return nil, regexError("multiple repeat at position %d", start)
	}
	r := repeatNode{body: node, min: low, max: high}
	if p.take("?") {
		r.mode = '?'
	} else if p.take("+") {
		r.mode = '+'
	}
	if here := p.at; p.more() {
		if _, _, twice, _ := p.quantifier(); twice {
			return nil, regexError("multiple repeat at position %d", here)
		}
		p.at = here
	}
	return r, nil
}

func (p *regexParser) quantifier() (low, high int, ok bool, err error) {
	switch {
	case p.take("*"):
		return 0, -1, true, nil
	case p.take("+"):
		return 1, -1, true, nil
	case p.take("?"):
		return 0, 1, true, nil
	case !strings.HasPrefix(p.src[p.at:], "{"):
		return 0, 0, false, nil
	}
	start := p.at
	p.at++
	low, hasLow := p.count()
	high, hasHigh := low, hasLow
	if p.take(",") {
		if high, hasHigh = p.count(); !hasHigh {
			high = -1
		}
		hasLow = true
	}
	if !hasLow || !p.take("}") {
		p.at = start // a brace like any other character
		return 0, 0, false, nil
	}
	if high >= 0 && high < low {
		return 0, 0, false, regexError("min repeat greater than max repeat at position %d", start)
	}
	return low, high, true, nil
}

// maxRepeat is the largest count that means more than "all".
const maxRepeat = 1 << 30

func (p *regexParser) count() (n int, ok bool) {
	for p.more() && isDigit(p.src[p.at]) {
		n = min(n*10+int(p.src[p.at]-'0'), maxRepeat)
		ok = true
		p.at++
	}
	return n, ok
}
