package value

import "unicode/utf8"

// A matching is one search while it runs.
type matching struct {
	text      string
	groups    []int
	steps     int
	nesting   int
	exhausted bool
}

// A matchFunc matches at a place and goes on with next, which says whether the
// rest matches as well; if it does not, another way is tried.
type matchFunc func(m *matching, at int, next func(at int) bool) bool

// tick counts a step and reports whether there is one left.
func (m *matching) tick() bool {
	m.steps++
	if m.steps > maxSteps || m.nesting > maxNesting {
		m.exhausted = true
	}
	return !m.exhausted
}

// deeper calls what may call itself.
func (m *matching) deeper(call func() bool) bool {
	m.nesting++
	is := call()
	m.nesting--
	return is
}

func compileNode(node regexNode) matchFunc {
	switch n := node.(type) {
	case seqNode:
		return compileSeq(n)
	case altNode:
		return compileAlt(n)
	case setNode:
		return compileSet(&n.charSet)
	case edgeNode:
		return compileEdge(n)
	case groupNode:
		return compileGroup(n)
	case backNode:
		return compileBack(n)
	case lookNode:
		return compileLook(n)
	case atomicNode:
		return compileAtomic(compileNode(n.body))
	case ifNode:
		return compileIf(n)
	case repeatNode:
		return compileRepeat(n)
	}
	return func(_ *matching, at int, next func(int) bool) bool { return next(at) }
}

func compileSeq(parts seqNode) matchFunc {
	switch len(parts) {
	case 0:
		return compileNode(nil)
	case 1:
		return compileNode(parts[0])
	}
	first, rest := compileNode(parts[0]), compileSeq(parts[1:])
	return func(m *matching, at int, next func(int) bool) bool {
		return first(m, at, func(at int) bool { return rest(m, at, next) })
	}
}

func compileAlt(branches altNode) matchFunc {
	ways := make([]matchFunc, len(branches))
	for i, branch := range branches {
		ways[i] = compileNode(branch)
	}
	return func(m *matching, at int, next func(int) bool) bool {
		for _, way := range ways {
			if !m.tick() {
				return false
			}
			if way(m, at, next) {
				return true
			}
		}
		return false
	}
}

func compileSet(set *charSet) matchFunc {
	return func(m *matching, at int, next func(int) bool) bool {
		n := oneOf(set, m.text, at)
		return n > 0 && m.tick() && next(at+n)
	}
}

// oneOf is the length of the character at a place if the set has it, or 0.
func oneOf(set *charSet, text string, at int) int {
	if at >= len(text) {
		return 0
	}
	r, n := decodeRune(text[at:])
	if !set.has(r) {
		return 0
	}
	return n
}

func compileEdge(e edgeNode) matchFunc {
	return func(m *matching, at int, next func(int) bool) bool {
		return atEdge(e, m.text, at) && next(at)
	}
}

func atEdge(e edgeNode, text string, at int) bool {
	switch e.kind {
	case 'A':
		return at == 0
	case 'Z':
		return at == len(text)
	case '^':
		return at == 0 || e.multiline && text[at-1] == '\n'
	case '$':
		return at == len(text) || text[at] == '\n' && (e.multiline || at+1 == len(text))
	}
	before, after := false, false
	if at > 0 {
		r, _ := decodeRune(lastRune(text[:at]))
		before = inCategory('w', r, e.ascii)
	}
	if at < len(text) {
		r, _ := decodeRune(text[at:])
		after = inCategory('w', r, e.ascii)
	}
	// In Python an empty text has neither edges nor insides of words.
	return text != "" && (before != after) == (e.kind == 'b')
}

// lastRune is the last character of a text that has one, found as decodeRune
// would find it from the front: a byte that is no UTF-8 is one of its own.
func lastRune(s string) string {
	at := len(s) - 1
	for at > 0 && at > len(s)-utf8.UTFMax && s[at]&0xc0 == 0x80 {
		at--
	}
	if at+runeLen(s[at:]) != len(s) {
		at = len(s) - 1
	}
	return s[at:]
}

func compileGroup(g groupNode) matchFunc {
	body := compileNode(g.body)
	if g.number == 0 {
		return body
	}
	return func(m *matching, at int, next func(int) bool) bool {
		return body(m, at, func(end int) bool {
			low, high := m.groups[2*g.number], m.groups[2*g.number+1]
			m.groups[2*g.number], m.groups[2*g.number+1] = at, end
			if next(end) {
				return true
			}
			m.groups[2*g.number], m.groups[2*g.number+1] = low, high
			return false
		})
	}
}

func compileBack(b backNode) matchFunc {
	return func(m *matching, at int, next func(int) bool) bool {
		text, ok := group(m.text, m.groups, b.number)
		if !ok || len(m.text)-at < len(text) && !b.fold {
			return false
		}
		end := at
		for text != "" {
			if end >= len(m.text) {
				return false
			}
			r, n := decodeRune(text)
			set := charSet{ranges: [][2]rune{{r, r}}, fold: b.fold}
			length := oneOf(&set, m.text, end)
			if length == 0 || !m.tick() {
				return false
			}
			text, end = text[n:], end+length
		}
		return next(end)
	}
}

func compileLook(l lookNode) matchFunc {
	body := compileNode(l.body)
	return func(m *matching, at int, next func(int) bool) bool {
		start := at
		for range max(l.behind, 0) {
			if start == 0 {
				return l.negated && next(at)
			}
			start -= len(lastRune(m.text[:start]))
		}
		saved := append([]int(nil), m.groups...)
		found := body(m, start, func(end int) bool { return l.behind < 0 || end == at })
		if m.exhausted {
			return false
		}
		if found == l.negated {
			copy(m.groups, saved)
			return false
		}
		if l.negated {
			copy(m.groups, saved)
		}
		if next(at) {
			return true
		}
		copy(m.groups, saved)
		return false
	}
}

// compileAtomic matches in the first way that there is, and in no other.
func compileAtomic(body matchFunc) matchFunc {
	return func(m *matching, at int, next func(int) bool) bool {
		saved := append([]int(nil), m.groups...)
		end := -1
		if body(m, at, func(e int) bool { end = e; return true }) && next(end) {
			return true
		}
		copy(m.groups, saved)
		return false
	}
}

func compileIf(i ifNode) matchFunc {
	yes, no := compileNode(i.yes), compileNode(i.no)
	return func(m *matching, at int, next func(int) bool) bool {
		if _, ok := group(m.text, m.groups, i.number); ok {
			return yes(m, at, next)
		}
		return no(m, at, next)
	}
}

func compileRepeat(r repeatNode) matchFunc {
	if r.mode == '+' {
		r.mode = 0
		return compileAtomic(compileRepeat(r))
	}
	if set, ok := r.body.(setNode); ok {
		return compileSetRepeat(&set.charSet, r)
	}
	body := compileNode(r.body)
	var more func(m *matching, at, count, last int, next func(int) bool) bool
	// last is where the turn before began: after one that took nothing there is no other.
	more = func(m *matching, at, count, last int, next func(int) bool) bool {
		if !m.tick() {
			return false
		}
		if count >= r.min && r.mode == '?' && next(at) {
			return true
		}
		again := (r.max < 0 || count < r.max) && (at != last || count < r.min) && m.deeper(func() bool {
			return body(m, at, func(end int) bool { return more(m, end, count+1, at, next) })
		})
		return again || count >= r.min && r.mode != '?' && next(at)
	}
	return func(m *matching, at int, next func(int) bool) bool { return more(m, at, 0, -1, next) }
}

// compileSetRepeat repeats a single character, without calling itself.
func compileSetRepeat(set *charSet, r repeatNode) matchFunc {
	if r.mode == '?' {
		return compileLazySet(set, r)
	}
	return func(m *matching, at int, next func(int) bool) bool {
		start, count := at, 0
		for r.max < 0 || count < r.max {
			n := oneOf(set, m.text, at)
			if n == 0 || !m.tick() {
				break
			}
			at, count = at+n, count+1
		}
		for ; count >= r.min && m.tick(); count-- {
			if next(at) {
				return true
			}
			if at == start {
				break
			}
			at -= len(lastRune(m.text[:at]))
		}
		return false
	}
}

func compileLazySet(set *charSet, r repeatNode) matchFunc {
	return func(m *matching, at int, next func(int) bool) bool {
		for count := 0; m.tick(); count++ {
			if count >= r.min && next(at) {
				return true
			}
			n := oneOf(set, m.text, at)
			if n == 0 || r.max >= 0 && count >= r.max {
				return false
			}
			at += n
		}
		return false
	}
}
