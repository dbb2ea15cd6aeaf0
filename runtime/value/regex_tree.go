package value

import "unicode"

// A regexNode is one construct of a pattern.
type regexNode interface{}

type (
	seqNode  []regexNode // one after the other
	altNode  []regexNode // one or another
	setNode  struct{ charSet }
	edgeNode struct { // a place between characters
		kind      byte // ^ $ A Z b B
		multiline bool
		ascii     bool
	}
	groupNode struct {
		body   regexNode
		number int
	}
	backNode struct {
		number int
		fold   bool
	}
	lookNode struct {
		body    regexNode
		behind  int // the width in characters of a look back, -1 for ahead
		negated bool
	}
	atomicNode struct{ body regexNode }
	ifNode     struct {
		number  int
		yes, no regexNode
	}
	repeatNode struct {
		body     regexNode
		min, max int
		mode     byte // 0 greedy, ? lazy, + possessive
	}
)

// A charSet is a set of characters: one, a class, a category, or all.
type charSet struct {
	ranges  [][2]rune
	classes []byte // d D w W s S, and . for all but the newline
	negated bool
	fold    bool // in any case
	ascii   bool // the categories know ASCII only
}

func (c *charSet) add(low, high rune) { c.ranges = append(c.ranges, [2]rune{low, high}) }

func (c *charSet) has(r rune) bool {
	is := c.contains(r)
	if !is && c.fold {
		for other := unicode.SimpleFold(r); other != r && !is; other = unicode.SimpleFold(other) {
			is = c.contains(other)
		}
	}
	return is != c.negated
}

func (c *charSet) contains(r rune) bool {
	for _, in := range c.ranges {
		if in[0] <= r && r <= in[1] {
			return true
		}
	}
	for _, class := range c.classes {
		if inCategory(class, r, c.ascii) {
			return true
		}
	}
	return false
}

// inCategory is \d \w \s, their opposites in capitals, and the dot.
func inCategory(class byte, r rune, ascii bool) bool {
	known := !ascii || r < 0x80
	switch class {
	case '.':
		return r != '\n'
	case 'd':
		return known && unicode.IsDigit(r)
	case 'w':
		return known && isWord(r)
	case 's':
		return known && isBlank(r) && !(ascii && r >= 0x1c && r <= 0x1f)
	}
	return !inCategory(class|0x20, r, ascii)
}

// width is how many characters a construct takes, where that is always the same.
func width(node regexNode) (int, bool) {
	switch n := node.(type) {
	case seqNode:
		total := 0
		for _, part := range n {
			w, ok := width(part)
			if !ok {
				return 0, false
			}
			total += w
		}
		return total, true
	case altNode:
		first, ok := width(n[0])
		for _, branch := range n[1:] {
			if w, same := width(branch); !same || w != first {
				return 0, false
			}
		}
		return first, ok
	case setNode:
		return 1, true
	case groupNode:
		return width(n.body)
	case atomicNode:
		return width(n.body)
	case repeatNode:
		w, ok := width(n.body)
		return w * n.min, ok && (w == 0 || n.min == n.max)
	case edgeNode, lookNode:
		return 0, true
	}
	return 0, false // a back-reference, a condition
}
