package value

import "strings"

// Eq is v == w.
func (v Value) Eq(w Value) Value {
	if f, bad := failed(v, w); bad {
		return f
	}
	return Bool(equal(v, w))
}

// Ne is v != w.
func (v Value) Ne(w Value) Value { return v.Eq(w).Not() }

// Lt is v < w.
func (v Value) Lt(w Value) Value {
	return compared("<", v, w, func(c int) bool { return c < 0 })
}

// Le is v <= w.
func (v Value) Le(w Value) Value {
	return compared("<=", v, w, func(c int) bool { return c <= 0 })
}

// Gt is v > w.
func (v Value) Gt(w Value) Value {
	return compared(">", v, w, func(c int) bool { return c > 0 })
}

// Ge is v >= w.
func (v Value) Ge(w Value) Value {
	return compared(">=", v, w, func(c int) bool { return c >= 0 })
}

func compared(op string, v, w Value, holds func(c int) bool) Value {
	if a, ok := v.ref.(*set); ok {
		if b, ok := w.ref.(*set); ok {
			return compareSets(op, a, b)
		}
	}
	c, ordered, failure := order(op, v, w)
	if failure.Failed() {
		return failure
	}
	return Bool(ordered && holds(c))
}

// compareSets tells whether one set is part of the other: sets have no order.
func compareSets(op string, a, b *set) Value {
	if op[0] == '>' {
		a, b = b, a
	}
	for _, it := range a.of.items {
		if b.of.find(it.key) < 0 {
			return False
		}
	}
	return Bool(len(op) == 2 || len(a.of.items) < len(b.of.items))
}

// NotIn is v not in w.
func (v Value) NotIn(w Value) Value { return v.In(w).Not() }

// In is v in w: a key of a dict, an element, a part of a text.
func (v Value) In(w Value) Value {
	v, w = v.opened(), w.opened()
	if f, bad := failed(v, w); bad {
		return f
	}
	switch ref := w.ref.(type) {
	case strPtr, markPtr:
		part, ok := v.AsString()
		if !ok {
			return Fail(TypeError, "'in <string>' requires string as left operand, not %s", typeName(v))
		}
		return Bool(strings.Contains(w.text(), part))
	case *dict:
		return ref.has(v)
	case *set:
		if v.Kind() == KindSet {
			return False // compared as a frozenset, of which there are none
		}
		return ref.of.has(v)
	case Object:
		return keyOf(ref, v).In(ref.Mapping())
	case byteString:
		return inBytes(v, string(ref))
	case nil, missPtr, *missing, *list, *tuple, *iterator:
	default:
		return Fail(TypeError, "argument of type '%s' is not iterable", typeName(w))
	}
	return anyEqual(v, w)
}

func (d *dict) has(key Value) Value {
	if !hashable(key) {
		return unhashable(key)
	}
	return Bool(d.find(key) >= 0)
}

// inBytes looks for one byte, by its number, or for several.
func inBytes(v Value, b string) Value {
	if part, ok := v.ref.(byteString); ok {
		return Bool(strings.Contains(b, string(part)))
	}
	n, ok := v.asBig()
	switch {
	case !ok:
		return Fail(TypeError, "a bytes-like object is required, not '%s'", typeName(v))
	case !n.IsInt64() || n.Int64() < 0 || n.Int64() > 255:
		return Fail(ValueError, "byte must be in range(0, 256)")
	}
	return Bool(strings.IndexByte(b, byte(n.Int64())) >= 0)
}

func anyEqual(v, w Value) Value {
	for element := range w.Elements() {
		if element.Failed() {
			return element
		}
		if equal(v, element) {
			return True
		}
	}
	return False
}

// maxText is how long a text may become by an operation.
const maxText = 1 << 28

// Concat is str() of each value, joined: the ~ of a template and its parts.
// Undefined is empty.
func Concat(vs ...Value) Value {
	if f, bad := failed(vs...); bad {
		return f
	}
	size := 0
	for _, v := range vs {
		if s, ok := v.AsString(); ok {
			size += len(s)
		}
	}
	if f := tooLong(size); f.Failed() {
		return f
	}
	out := make([]byte, 0, size)
	for _, v := range vs {
		var failure Value
		if out, failure = v.render(out); failure.Failed() {
			return failure
		}
	}
	return ownText(out)
}
