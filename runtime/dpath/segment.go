package dpath

import (
	"bytes"
	"math"
	"strconv"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Segment is one step of a path into a value. It may name the key of a dict,
// count an element of a list, or be a glob for both.
type Segment struct {
	text    string // the key, or the glob
	named   bool   // there is a text: a number from a template counts, and names nothing
	glob    bool
	index   int // which element; below zero from the end
	indexed bool
}

// manyLevels is the segment that stands for any number of keys and elements.
const manyLevels = "**"

// SegmentOf is the segment that a manifest spells out.
func SegmentOf(text string) Segment {
	s := Segment{text: text, named: true, glob: IsGlob(text)}
	if !s.glob {
		s.index, s.indexed = IndexOf(text)
	}
	return s
}

// SegmentOfValue is the segment that a template gives. What is neither text nor
// number matches nothing.
func SegmentOfValue(v value.Value) Segment {
	if text, ok := v.AsString(); ok {
		return SegmentOf(text)
	}
	switch v.Kind() {
	case value.KindBool:
		if v.Truthy() {
			return Segment{index: 1, indexed: true}
		}
		return Segment{indexed: true}
	case value.KindInt:
		i, ok := v.AsInt()
		return Segment{index: int(i), indexed: ok}
	case value.KindFloat:
		f, _ := v.AsFloat()
		return Segment{index: int(f), indexed: math.Abs(f) < 1<<53}
	default:
		return Segment{}
	}
}

// IndexOf reads a text as Python's int() does. No number starts with a letter,
// as nearly all keys do.
func IndexOf(text string) (int, bool) {
	if text == "" || 'a' <= text[0]|0x20 && text[0]|0x20 <= 'z' {
		return 0, false
	}
	v, ok := ParseInt(text)
	if !ok {
		return 0, false
	}
	i, ok := v.AsInt()
	return int(i), ok
}

// key says that the segment matches a key of a dict.
func (s Segment) key(name string) bool {
	if s.glob {
		return glob(s.text).match(name)
	}
	return s.named && s.text == name
}

// Element says that the segment matches the element i of a list of n.
func (s Segment) Element(i, n int) bool {
	if s.glob {
		return glob(s.text).match(strconv.Itoa(i))
	}
	return s.indexed && (s.index == i || s.index+n == i)
}

// Literal says that the segment leads to one place only, counted from the front.
func (s Segment) Literal() bool { return !s.glob && (!s.indexed || s.index >= 0) }

// Names says that a literal segment is the name of a key, which is a valid JSON string.
func (s Segment) Names(name []byte) bool {
	if !s.named {
		return false
	}
	if bytes.IndexByte(name, '\\') >= 0 {
		text, _ := value.Raw(name).AsString()
		return text == s.text
	}
	return string(name[1:len(name)-1]) == s.text
}

// IsGlob says that the segment is a pattern.
func (s Segment) IsGlob() bool { return s.glob }
