package record

import (
	"math"
	"strconv"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A segment is one step of a path into a value. It may name the key of a dict,
// count an element of a list, or be a glob for both.
type segment struct {
	text    string // the key, or the glob
	named   bool   // there is a text: a number from a template counts, and names nothing
	glob    bool
	index   int // which element; below zero from the end
	indexed bool
}

// manyLevels is the segment that stands for any number of keys and elements.
const manyLevels = "**"

// textSegment is the segment that a manifest spells out.
func textSegment(text string) segment {
	s := segment{text: text, named: true, glob: isGlob(text)}
	if !s.glob {
		s.index, s.indexed = indexOf(text)
	}
	return s
}

// segmentOf is the segment that a template gives. What is neither text nor
// number matches nothing.
func segmentOf(v value.Value) segment {
	if text, ok := v.AsString(); ok {
		return textSegment(text)
	}
	switch v.Kind() {
	case value.KindBool:
		if v.Truthy() {
			return segment{index: 1, indexed: true}
		}
		return segment{indexed: true}
	case value.KindInt:
		i, ok := v.AsInt()
		return segment{index: int(i), indexed: ok}
	case value.KindFloat:
		f, _ := v.AsFloat()
		return segment{index: int(f), indexed: math.Abs(f) < 1<<53}
	default:
		return segment{}
	}
}

// indexOf reads a text as Python's int() does. No number starts with a letter,
// as nearly all keys do.
func indexOf(text string) (int, bool) {
	if text == "" || 'a' <= text[0]|0x20 && text[0]|0x20 <= 'z' {
		return 0, false
	}
	v, ok := parseInt(text)
	if !ok {
		return 0, false
	}
	i, ok := v.AsInt()
	return int(i), ok
}

// key says that the segment matches a key of a dict.
func (s segment) key(name string) bool {
	if s.glob {
		return glob(s.text).match(name)
	}
	return s.named && s.text == name
}

// element says that the segment matches the element i of a list of n.
func (s segment) element(i, n int) bool {
	if s.glob {
		return glob(s.text).match(strconv.Itoa(i))
	}
	return s.indexed && (s.index == i || s.index+n == i)
}

// literal says that the segment leads to one place only, counted from the front.
func (s segment) literal() bool { return !s.glob && (!s.indexed || s.index >= 0) }
