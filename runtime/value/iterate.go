package value

import (
	"iter"
	"unicode/utf8"
)

// All yields the items of a dict in order, key and value, or the elements of
// a list or tuple with their indexes. What has neither yields nothing.
func (v Value) All() iter.Seq2[Value, Value] {
	return func(yield func(Value, Value) bool) {
		v := v.opened()
		if o, ok := v.ref.(Object); ok {
			v = o.Mapping().opened()
		}
		if d, ok := v.ref.(*dict); ok {
			for i := 0; i < len(d.items); i++ {
				if !yield(d.items[i].key, openAt(&d.items[i].value)) {
					return
				}
			}
			return
		}
		items, _ := v.sequence()
		for i := range items {
			if !yield(Int(int64(i)), openAt(&items[i])) {
				return
			}
		}
	}
}

// Elements yields what Python's iteration yields: the elements of a sequence or
// set, the keys of a dict, the characters of a text. What cannot be iterated
// yields one failure, undefined yields nothing. The elements of an unopened
// array stay unopened.
func (v Value) Elements() iter.Seq[Value] {
	switch ref := v.ref.(type) {
	case rawPtr:
		if *ref == '[' {
			return rawElements(v.rawBytes())
		}
		return v.opened().Elements()
	case *nullsRaw:
		return v.opened().Elements()
	case *list:
		return func(yield func(Value) bool) {
			// the list may grow while it is walked, as in Python
			for i := 0; i < len(ref.items); i++ {
				if !yield(ref.items[i]) {
					return
				}
			}
		}
	case *tuple:
		return each(ref.items)
	case *set:
		return each(ref.elements())
	case *dict:
		return func(yield func(Value) bool) {
			for i := 0; i < len(ref.items); i++ {
				if !yield(ref.items[i].key) {
					return
				}
			}
		}
	}
	return v.rareElements()
}

func (v Value) rareElements() iter.Seq[Value] {
	switch ref := v.ref.(type) {
	case strPtr, markPtr:
		return characters(v)
	case byteString:
		return func(yield func(Value) bool) {
			for i := 0; i < len(ref) && yield(Int(int64(ref[i]))); i++ {
			}
		}
	case *iterator:
		return func(yield func(Value) bool) {
			for {
				v, ok := ref.next()
				if !ok || !yield(v) {
					return
				}
			}
		}
	case nil, missPtr, *missing:
		return each(nil)
	case *Error:
		return each([]Value{v})
	case Object:
		return ref.Mapping().Elements()
	}
	return each([]Value{Fail(TypeError, "'%s' object is not iterable", typeName(v))})
}

func each(vs []Value) iter.Seq[Value] {
	return func(yield func(Value) bool) {
		for _, v := range vs {
			if !yield(v) {
				return
			}
		}
	}
}

// characters yields the characters of a text, each as a text.
func characters(v Value) iter.Seq[Value] {
	s := v.text()
	return func(yield func(Value) bool) {
		for i := 0; i < len(s); {
			n := runeLen(s[i:])
			if !yield(Str(s[i : i+n])) {
				return
			}
			i += n
		}
	}
}

// runeLen is the length of the first character; half of a surrogate pair is a
// character of three bytes.
func runeLen(s string) int {
	_, n := decodeRune(s)
	return n
}

// decodeRune is the first character of s.
func decodeRune(s string) (rune, int) {
	if s[0] < utf8.RuneSelf {
		return rune(s[0]), 1
	}
	if len(s) >= 3 && s[0] == 0xed && s[1] >= 0xa0 {
		return rune(0xd000) | rune(s[1]&0x3f)<<6 | rune(s[2]&0x3f), 3
	}
	return utf8.DecodeRuneInString(s)
}

// runeCount is the number of characters of s.
func runeCount(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i]&0xc0 != 0x80 {
			n++
		}
	}
	return n
}

// collect is the elements of v as a slice of their own, or the failure that
// iterating gives.
func collect(v Value) ([]Value, Value) {
	var out []Value
	for element := range v.Elements() {
		if element.Failed() {
			return nil, element
		}
		out = append(out, element)
	}
	return out, Value{}
}
