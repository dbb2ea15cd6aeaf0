package value

import (
	"fmt"
	"sync"
)

// Regular expressions are Python's: look-around, back-references, possessive
// and atomic groups included, which Go's package has not. A pattern becomes a
// tree (regex_parse.go) and the tree functions that try one way after the
// other (regex_compile.go); a limit of steps keeps hostile patterns from
// running for ever.

// A regex is a compiled pattern.
type regex struct {
	match  matchFunc
	groups int            // with the whole match
	names  map[string]int // of groups
}

// regexes keeps what has been compiled: templates run for every record.
var regexes = struct {
	sync.RWMutex
	of map[string]*regex
}{of: map[string]*regex{}}

// maxRegexes bounds regexes, as a pattern may come from data.
const maxRegexes = 200

// compileRegex is the pattern, or the re.error of Python.
func compileRegex(pattern string) (*regex, Value) {
	regexes.RLock()
	re, ok := regexes.of[pattern]
	regexes.RUnlock()
	if ok {
		return re, Value{}
	}
	p := regexParser{src: pattern, names: map[string]int{}, groups: 1}
	tree, err := p.parse()
	if err != nil {
		return nil, Fail("re.error", "%v in the pattern %s", err, quote(pattern))
	}
	re = &regex{match: compileNode(tree), groups: p.groups, names: p.names}
	regexes.Lock()
	defer regexes.Unlock()
	if len(regexes.of) < maxRegexes {
		regexes.of[pattern] = re
	}
	return re, Value{}
}

// maxSteps bounds the work of one search.
const maxSteps = 5_000_000

// maxNesting bounds how deep functions call each other while matching.
const maxNesting = 100_000

// search finds the first match at or after a place: the ends of its groups two
// by two, -1 for one that took no part. With advance, a match at from itself
// must not be empty.
func (re *regex) search(text string, from int, advance bool) ([]int, Value) {
	m := &matching{text: text}
	for start := from; start <= len(text); start += step(text, start) {
		m.groups = make([]int, 2*re.groups)
		for i := range m.groups {
			m.groups[i] = -1
		}
		m.groups[0] = start
		found := re.match(m, start, func(end int) bool {
			if advance && end == from && start == from {
				return false
			}
			m.groups[1] = end
			return true
		})
		switch {
		case m.exhausted:
			return nil, Fail("RuntimeError", "the regular expression takes more than %d steps", maxSteps)
		case found:
			return m.groups, Value{}
		}
	}
	return nil, Value{}
}

// step is how far the next character is.
func step(text string, at int) int {
	if at >= len(text) {
		return 1
	}
	return runeLen(text[at:])
}

// group is the text of a group; not ok where it took no part.
func group(text string, groups []int, n int) (string, bool) {
	if groups[2*n] < 0 || groups[2*n+1] < 0 {
		return "", false
	}
	return text[groups[2*n]:groups[2*n+1]], true
}

// replaceAll is re.sub: all matches that do not overlap, empty ones included.
func (re *regex) replaceAll(text string, by []replacement) (string, Value) {
	var out []byte
	from, advance := 0, false
	last := 0
	for from <= len(text) {
		groups, failure := re.search(text, from, advance)
		if failure.Failed() {
			return "", failure
		}
		if groups == nil {
			break
		}
		out = append(out, text[last:groups[0]]...)
		for _, part := range by {
			add := part.text
			if part.group >= 0 {
				add, _ = group(text, groups, part.group)
			}
			out = append(out, add...)
		}
		if failure := tooLong(len(out)); failure.Failed() {
			return "", failure
		}
		last, from = groups[1], groups[1]
		advance = groups[0] == groups[1]
	}
	return string(append(out, text[last:]...)), Value{}
}

// A replacement is a part of what stands in for a match: a text, or a group.
type replacement struct {
	text  string
	group int // -1 for a text
}

func regexError(format string, args ...any) error { return fmt.Errorf(format, args...) }

// SearchRegex says whether a regular expression of Python's finds anything in a
// text; the error is a re.error, or that of a search which takes too long.
func SearchRegex(pattern, text string) (bool, error) {
	re, failure := compileRegex(pattern)
	if failure.Failed() {
		return false, failure.Err()
	}
	groups, failure := re.search(text, 0, false)
	return groups != nil, failure.Err()
}
