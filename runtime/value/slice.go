package value

import "math"

// Slice is v[lo:hi:step]; the zero Value and None stand for a bound that is left out.
func (v Value) Slice(lo, hi, step Value) Value {
	v = v.opened()
	if f, bad := failed(v, lo, hi, step); bad {
		return f
	}
	if f, bad := unusable(v); bad {
		return f
	}
	if o, ok := v.ref.(Object); ok {
		return o.Mapping().Slice(lo, hi, step)
	}
	n, ok := v.length()
	if !ok {
		return Fail(TypeError, "'%s' object is not subscriptable", typeName(v))
	}
	switch v.ref.(type) {
	case *dict:
		return Fail(TypeError, "unhashable type: 'slice'")
	case *set:
		return Fail(TypeError, "'set' object is not subscriptable")
	}
	places, failure := slicePlaces(lo, hi, step, n)
	if failure.Failed() {
		return failure
	}
	return v.pick(places)
}

// places are the indexes that a slice picks.
type places struct{ from, step, count int }

func slicePlaces(lo, hi, step Value, n int) (places, Value) {
	by, failure := bound(step, 1)
	if failure.Failed() {
		return places{}, failure
	}
	if by == 0 {
		return places{}, Fail(ValueError, "slice step cannot be zero")
	}
	first, last := 0, n
	if by < 0 {
		first, last = n-1, -1
	}
	from, failure := sliceBound(lo, first, n, by)
	if failure.Failed() {
		return places{}, failure
	}
	to, failure := sliceBound(hi, last, n, by)
	if failure.Failed() {
		return places{}, failure
	}
	count := 0
	switch {
	case by > 0 && to > from:
		count = (to-from-1)/by + 1
	case by < 0 && to < from:
		count = (from-to-1)/-by + 1
	}
	return places{from, by, count}, Value{}
}

// sliceBound is a bound within the sequence: one beyond an end is that end.
func sliceBound(v Value, def, n, step int) (int, Value) {
	if noBound(v) {
		return def, Value{}
	}
	i, failure := bound(v, 0)
	if i < 0 {
		i += n
	}
	least, most := 0, n
	if step < 0 {
		least, most = -1, n-1
	}
	return min(max(i, least), most), failure
}

func noBound(v Value) bool { return v.ref == nil || v.IsNull() }

// bound is the number of a bound; one that is too large for a place is as large
// as it can be without overflowing.
func bound(v Value, def int) (int, Value) {
	if noBound(v) {
		return def, Value{}
	}
	n, ok := v.opened().asBig()
	if !ok {
		return 0, Fail(TypeError, "slice indices must be integers or None or have an __index__ method")
	}
	if n.IsInt64() && fitsHalf(n.Int64()) {
		return int(n.Int64()), Value{}
	}
	return n.Sign() * math.MaxInt32, Value{}
}

// pick is the part of a sequence at the places.
func (v Value) pick(p places) Value {
	switch ref := v.ref.(type) {
	case *list:
		return Value{ref: &list{pickItems(ref.items, p)}}
	case *tuple:
		return Value{ref: &tuple{pickItems(ref.items, p)}}
	case byteString:
		out := make([]byte, 0, p.count)
		for i := range p.count {
			out = append(out, ref[p.from+i*p.step])
		}
		return BytesOf(string(out))
	}
	text := pickText(v.text(), p)
	if v.isMarkup() {
		return markup(text)
	}
	return Str(text)
}

func pickItems(items []Value, p places) []Value {
	out := make([]Value, 0, p.count)
	for i := range p.count {
		out = append(out, openAt(&items[p.from+i*p.step]))
	}
	return out
}

func pickText(s string, p places) string {
	if p.count == 0 {
		return ""
	}
	if p.step == 1 {
		from := byteOffset(s, p.from)
		return s[from : from+byteOffset(s[from:], p.count)]
	}
	starts := make([]int, 0, len(s)+1)
	for i := 0; i < len(s); i += runeLen(s[i:]) {
		starts = append(starts, i)
	}
	starts = append(starts, len(s))
	out := make([]byte, 0, p.count)
	for i := range p.count {
		at := p.from + i*p.step
		out = append(out, s[starts[at]:starts[at+1]]...)
	}
	return string(out)
}
