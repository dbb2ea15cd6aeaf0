package value

// A list is a sequence that can change.
type list struct {
	items []Value
}

// A tuple is a sequence that cannot change.
type tuple struct {
	items []Value
}

// A set is a set in the order of insertion: Python has no order, so any will do.
type set struct {
	of dict
}

// ListOf is a list.
func ListOf(vs ...Value) Value {
	if v, bad := failed(vs...); bad {
		return v
	}
	return Value{ref: &list{items: vs}}
}

// TupleOf is a tuple.
func TupleOf(vs ...Value) Value {
	if v, bad := failed(vs...); bad {
		return v
	}
	return Value{ref: &tuple{items: vs}}
}

// SetOf is a set.
func SetOf(vs ...Value) Value {
	s := &set{}
	for _, v := range vs {
		if !hashable(v) {
			return unhashable(v)
		}
		s.of.set(v.opened(), Null)
	}
	return Value{ref: s}
}

func (s *set) elements() []Value {
	out := make([]Value, len(s.of.items))
	for i, it := range s.of.items {
		out[i] = it.key
	}
	return out
}

// sequence is the elements of a list or a tuple, in place.
func (v Value) sequence() ([]Value, bool) {
	switch ref := v.opened().ref.(type) {
	case *list:
		return ref.items, true
	case *tuple:
		return ref.items, true
	}
	return nil, false
}

// Len is the number of characters, elements or keys; 0 for what has none.
func (v Value) Len() int {
	n, _ := v.length()
	return n
}

// length is len(v); false for what has none.
func (v Value) length() (int, bool) {
	v = v.opened()
	switch ref := v.ref.(type) {
	case strPtr, markPtr:
		return runeCount(v.text()), true
	case *list:
		return len(ref.items), true
	case *tuple:
		return len(ref.items), true
	case *dict:
		return len(ref.items), true
	case *set:
		return len(ref.of.items), true
	case byteString:
		return len(ref), true
	case nil, missPtr, *missing:
		return 0, true
	case Object:
		return ref.Mapping().length()
	}
	return 0, false
}

// At is the element at i of a list or a tuple, undefined beyond the end.
func (v Value) At(i int) Value {
	items, _ := v.sequence()
	if i < 0 || i >= len(items) {
		return Value{}
	}
	return openAt(&items[i])
}

// SetAt replaces the element at i of a list and reports whether there is one.
func (v *Value) SetAt(i int, w Value) bool {
	*v = v.opened()
	l, ok := v.ref.(*list)
	if !ok || i < 0 || i >= len(l.items) {
		return false
	}
	l.items[i] = w
	return true
}

// Append adds an element to a list and reports whether v is one.
func (v *Value) Append(w Value) bool {
	*v = v.opened()
	l, ok := v.ref.(*list)
	if ok {
		l.items = append(l.items, w)
	}
	return ok
}
