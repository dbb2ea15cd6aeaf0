package value

import (
	"math"
	"slices"
)

// Reread is what a template makes of the value of its expression: the value is
// printed, and the text is read as a literal. Kinds, if any, are the only ones
// that may come of it. Values that survive this unchanged are not printed.
func Reread(v Value, kinds ...Kind) Value {
	if v.Failed() {
		return v
	}
	got, ok := reread(v, 0)
	if !ok {
		text, failure := v.render(nil)
		if failure.Failed() {
			return failure
		}
		if got = Literal(string(text)); got.Kind() == KindStr {
			return got
		}
	}
	if len(kinds) == 0 || ofKinds(got, kinds) {
		return got
	}
	return ownText(v.appendText(nil))
}

// ofKinds is Python's isinstance: a bool is an int.
func ofKinds(v Value, kinds []Kind) bool {
	kind := v.Kind()
	return slices.Contains(kinds, kind) || kind == KindBool && slices.Contains(kinds, KindInt)
}

// reread copies a value that printing and reading gives back; false where only
// doing it tells. A text on its own loses its quotes, one inside of a container
// has new ones.
func reread(v Value, depth int) (Value, bool) {
	switch ref := v.ref.(type) {
	case Kind:
		if ref == KindFloat {
			return v, !math.IsInf(v.float(), 0) && v.float() == v.float()
		}
		return v, ref != KindEllipsis
	case strPtr:
		if depth == 0 {
			return Literal(v.text()), true
		}
		return v, true
	case rawPtr, *nullsRaw:
		return rereadRaw(v, depth)
	case *list:
		items, ok := rereadAll(ref.items, depth)
		return Value{ref: &list{items}}, ok
	case *tuple:
		items, ok := rereadAll(ref.items, depth)
		return Value{ref: &tuple{items}}, ok
	case *dict:
		return rereadDict(ref, depth)
	case byteString:
		return v, true
	}
	return Value{}, false
}

// rereadRaw lets JSON through that a copy would only repeat.
func rereadRaw(v Value, depth int) (Value, bool) {
	switch v.Kind() {
	case KindDict, KindList:
		v = v.seen()
		return v, v.rawFlags()&(flagOdd|flagDeep) == 0
	}
	return reread(v.opened(), depth)
}

func rereadAll(items []Value, depth int) ([]Value, bool) {
	if depth >= deepLiteral {
		return nil, false
	}
	out := make([]Value, len(items))
	for i, element := range items {
		var ok bool
		if out[i], ok = reread(element, depth+1); !ok {
			return nil, false
		}
	}
	return out, true
}

func rereadDict(d *dict, depth int) (Value, bool) {
	if depth >= deepLiteral {
		return Value{}, false
	}
	out := newDict(len(d.items))
	for _, it := range d.items {
		key, ok := reread(it.key, depth+1)
		if !ok {
			return Value{}, false
		}
		v, ok := reread(it.value, depth+1)
		if !ok {
			return Value{}, false
		}
		out.set(key, v)
	}
	return Value{ref: out}, true
}
