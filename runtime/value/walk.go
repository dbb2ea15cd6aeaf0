package value

import (
	"iter"
	"unsafe"
)

// Members yields the items of a dict, or the elements of a list or tuple with
// their indexes, as All does, but leaves those unopened that are: for a walk
// that only passes by.
func (v Value) Members() iter.Seq2[Value, Value] {
	return func(yield func(Value, Value) bool) {
		switch ref := v.opened().ref.(type) {
		case *dict:
			for i := 0; i < len(ref.items); i++ {
				if !yield(ref.items[i].key, ref.items[i].value) {
					return
				}
			}
		case *list:
			for i := 0; i < len(ref.items); i++ {
				if !yield(Int(int64(i)), ref.items[i]) {
					return
				}
			}
		case *tuple:
			for i, element := range ref.items {
				if !yield(Int(int64(i)), element) {
					return
				}
			}
		}
	}
}

// Member is the value of a key of a dict, unopened if it is.
func (v Value) Member(key string) (Value, bool) {
	d, ok := v.ref.(*dict)
	if !ok {
		return v.Get(key)
	}
	at := d.findText(key)
	if at < 0 {
		return Value{}, false
	}
	return d.items[at].value, true
}

// Place is where in a dict a key stands, or -1. It is looked for at near first,
// where a dict of the same shape had it; the place holds until a key is removed.
func (v Value) Place(key string, near int) int {
	d, ok := v.ref.(*dict)
	if !ok {
		return -1
	}
	if uint(near) < uint(len(d.items)) {
		if name, ok := d.items[near].key.ref.(strPtr); ok && unsafe.String((*byte)(name), d.items[near].key.num) == key {
			return near
		}
	}
	return d.findText(key)
}

// AtPlace is the value at a place that Place gave, unopened if it is.
func (v Value) AtPlace(place int) Value { return v.ref.(*dict).items[place].value }

// OpenPlace is AtPlace, opened where it stands.
func (v Value) OpenPlace(place int) Value { return openAt(&v.ref.(*dict).items[place].value) }

// SetPlace replaces the value at a place that Place gave.
func (v Value) SetPlace(place int, w Value) { v.ref.(*dict).items[place].value = w }

// Unopened is the JSON of a value that nothing has opened yet.
func (v Value) Unopened() ([]byte, bool) {
	if !v.isRaw() {
		return nil, false
	}
	return v.rawBytes(), true
}

// Truncate leaves the first n elements of a list.
func (v Value) Truncate(n int) {
	if l, ok := v.ref.(*list); ok && n >= 0 && n < len(l.items) {
		clear(l.items[n:])
		l.items = l.items[:n]
	}
}

// TypeName is what Python calls the type of v.
func (v Value) TypeName() string { return typeName(v) }
