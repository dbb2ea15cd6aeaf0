// Package dpath follows paths through JSON values, with the rules of the
// library that the reference uses: keys, indexes, and patterns for both.
//
// In go a value and a path, out come the places inside it that match: read,
// set or deleted. The package knows values, and not what they stand for.
package dpath

import (
	"iter"
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Path leads from a value to those inside it that match its segments.
type Path []Segment

// Of is the path that a manifest spells out.
func Of(texts []string) Path {
	p := make(Path, len(texts))
	for i, text := range texts {
		p[i] = SegmentOf(text)
	}
	return p
}

// Literal says that the path leads to one place at most, and names it without
// having to look at what else is there.
func (p Path) Literal() bool {
	for _, s := range p {
		if !s.Literal() {
			return false
		}
	}
	return true
}

// Names are the keys that the path leads along, false when a segment may be something else.
func (p Path) Names() (names []string, ok bool) {
	for _, s := range p {
		if !s.named || s.glob || s.indexed {
			return nil, false
		}
		names = append(names, s.text)
	}
	return names, true
}

// Many says that all matches are wanted and not only one: a segment is exactly *.
func (p Path) Many() bool {
	return slices.ContainsFunc(p, func(s Segment) bool { return s.glob && s.text == "*" })
}

// Deep is the place of ** in the path, or -1.
func (p Path) Deep() (int, error) {
	at := -1
	for i, s := range p {
		if !s.glob || s.text != manyLevels {
			continue
		}
		if at >= 0 {
			return 0, &value.Error{Class: InvalidGlob, Message: "only one '**' may stand in the path " + p.String()}
		}
		at = i
	}
	return at, nil
}

// String is the path as a list of Python.
func (p Path) String() string {
	texts := make([]string, len(p))
	for i, s := range p {
		if s.named {
			texts[i] = value.Str(s.text).Repr()
		} else {
			texts[i] = value.Int(int64(s.index)).Repr()
		}
	}
	return "[" + strings.Join(texts, ", ") + "]"
}

// Values are all values that match, in the order of the document.
func (p Path) Values(root value.Value) ([]value.Value, error) {
	var found []value.Value
	err := p.Each(root, func(v value.Value) bool {
		found = append(found, v)
		return true
	})
	return found, err
}

// One is the value that matches; two are a mistake.
func (p Path) One(root value.Value) (found value.Value, ok bool, err error) {
	if len(p) == 0 {
		return root, true, nil
	}
	several := false
	err = p.Each(root, func(v value.Value) bool {
		several = ok
		found, ok = v, true
		return !several
	})
	if several {
		err = &value.Error{Class: value.ValueError, Message: "several values match " + p.String() + " where one may"}
	}
	return found, ok, err
}

// Each calls fn for the values that match until it returns false.
func (p Path) Each(root value.Value, fn func(value.Value) bool) error {
	deep, err := p.Deep()
	if err != nil {
		return err
	}
	if deep >= 0 {
		w := deepWalk{path: p, deep: deep, visit: fn}
		w.walk(root)
		return nil
	}
	p.follow(root, fn)
	return nil
}

// follow descends segment by segment; it returns false to stop.
func (p Path) follow(node value.Value, fn func(value.Value) bool) bool {
	if len(p) == 0 {
		return fn(node)
	}
	for _, child := range p[0].children(node) {
		if !p[1:].follow(child, fn) {
			return false
		}
	}
	return true
}

// children generates the matching children of a dict or list and their keys.
// The children are not opened for it.
func (s Segment) children(node value.Value) iter.Seq2[value.Value, value.Value] {
	return func(yield func(key, child value.Value) bool) {
		if node.Kind() == value.KindDict && s.named && !s.glob {
			if child, ok := node.Member(s.text); ok {
				yield(value.Str(s.text), child)
			}
			return
		}
		if !IsContainer(node) {
			return
		}
		node = node.Open()
		n := node.Len()
		for key, child := range node.Members() {
			if s.Matches(key, n) && !yield(key, child) {
				return
			}
		}
	}
}

// Matches says that the segment names the key of a dict, or the index of a list of n.
func (s Segment) Matches(key value.Value, n int) bool {
	if name, ok := key.AsString(); ok {
		return s.key(name)
	}
	i, ok := key.AsInt()
	return ok && s.Element(int(i), n)
}
