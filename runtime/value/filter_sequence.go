package value

import (
	"math/rand/v2"
	"slices"
)

// FilterDefault is the filter default: it stands in for undefined, and for
// what is false if boolean is true.
func FilterDefault(v, defaultValue, boolean Value) Value {
	if f, bad := failed(v, boolean); bad {
		return f
	}
	if v.Kind() != KindUndefined && (!boolean.truth() || v.truth()) {
		return v
	}
	if omitted(defaultValue) {
		return Str("")
	}
	return defaultValue
}

// FilterLength is the filter length.
func FilterLength(v Value) Value {
	if v.Failed() {
		return v
	}
	n, ok := v.length()
	if !ok {
		return Fail(TypeError, "object of type '%s' has no len()", typeName(v))
	}
	return Int(int64(n))
}

// FilterFirst is the filter first.
func FilterFirst(v Value) Value {
	for element := range v.Elements() {
		return element.opened()
	}
	return undefinedBecause(UndefinedError, "no first item, the sequence was empty")
}

// FilterLast is the filter last, which lazy sequences and sets do not have.
func FilterLast(v Value) Value {
	items, failure := backward(v)
	switch {
	case failure.Failed():
		return failure
	case len(items) == 0:
		return undefinedBecause(UndefinedError, "no last item, the sequence was empty")
	}
	return items[0].opened()
}

// backward is reversed(v).
func backward(v Value) ([]Value, Value) {
	v = v.opened()
	if v.Failed() {
		return nil, v
	}
	switch v.Kind() {
	case KindIterator, KindSet:
		return nil, Fail(TypeError, "'%s' object is not reversible", typeName(v))
	}
	items, failure := collect(v)
	slices.Reverse(items)
	return items, failure
}

// FilterReverse is the filter reverse: a text, or a lazy sequence.
func FilterReverse(v Value) Value {
	v = v.opened()
	if s, ok := v.AsString(); ok {
		return Str(reversedText(s))
	}
	items, failure := backward(v)
	if failure.failureClass(TypeError) {
		if items, failure = collect(v); failure.failureClass(TypeError) {
			return Fail(FilterArgumentError, "argument must be iterable")
		}
		slices.Reverse(items)
		return failure.Else(ListOf(items...))
	}
	return failure.Else(lazy("list_reverseiterator", items))
}

func reversedText(s string) string {
	out := make([]byte, len(s))
	at := len(s)
	for i := 0; i < len(s); {
		n := runeLen(s[i:])
		at -= n
		copy(out[at:], s[i:i+n])
		i += n
	}
	return string(out)
}

// lazy is a sequence that is walked once.
func lazy(name string, items []Value) Value {
	return iteratorOf(name, func() (Value, bool) {
		if len(items) == 0 {
			return Value{}, false
		}
		v := items[0]
		items = items[1:]
		return v, true
	})
}

// FilterRandom is the filter random.
func FilterRandom(v Value) Value {
	if v.Failed() {
		return v
	}
	n, ok := v.length()
	switch {
	case !ok:
		return Fail(TypeError, "object of type '%s' has no len()", typeName(v))
	case n == 0:
		return undefinedBecause(UndefinedError, "no random item, the sequence was empty")
	}
	at := rand.IntN(n)
	element, ok := v.opened().getItem(Int(int64(at)))
	if !ok {
		return Fail(KeyError, "%d", at)
	}
	return element
}

// FilterList is the filter list.
func FilterList(v Value) Value {
	items, failure := collect(v)
	return failure.Else(ListOf(items...))
}

// FilterItems is the filter items: the pairs of a mapping, none of undefined.
func FilterItems(v Value) Value {
	v = v.opened()
	switch {
	case v.Failed():
		return v
	case v.Kind() != KindUndefined && !isMapping(v):
		return lazy("do_items", []Value{Fail(TypeError, "can only get item pairs from a mapping")})
	}
	var pairs []Value
	for key, w := range v.All() {
		pairs = append(pairs, TupleOf(key, w))
	}
	return lazy("do_items", pairs)
}

// FilterJoin is the filter join, which makes text of everything.
func FilterJoin(v, d, attribute Value) Value {
	if f, bad := failed(v, d, attribute); bad {
		return f
	}
	parts, failure := collect(v)
	if failure.Failed() {
		return failure
	}
	if !omitted(attribute) && !attribute.IsNull() {
		parts = slices.Clone(parts)
		get := attributeOf(attribute, Value{}, false)
		for i := range parts {
			parts[i] = get(parts[i])
		}
	}
	sep, failure := softText(d)
	if failure.Failed() {
		return failure
	}
	return joined(parts, sep)
}

// FilterSum is the filter sum.
func FilterSum(v, attribute, start Value) Value {
	if f, bad := failed(v, attribute, start); bad {
		return f
	}
	sum := start
	if omitted(start) {
		sum = Int(0)
	}
	switch sum.Kind() {
	case KindStr, KindBytes:
		return Fail(TypeError, "sum() can't sum text; join it instead")
	}
	get := attributeOf(attribute, Value{}, false)
	for element := range v.Elements() {
		if sum = sum.Add(get(element)); sum.Failed() {
			return sum
		}
	}
	return sum
}

// FilterMax is the filter max; undefined for an empty sequence.
func FilterMax(v, caseSensitive, attribute Value) Value {
	return extremeElement(v, caseSensitive, attribute, Value.Gt)
}

// FilterMin is the filter min; undefined for an empty sequence.
func FilterMin(v, caseSensitive, attribute Value) Value {
	return extremeElement(v, caseSensitive, attribute, Value.Lt)
}

func extremeElement(v, caseSensitive, attribute Value, better func(v, w Value) Value) Value {
	if f, bad := failed(v, caseSensitive, attribute); bad {
		return f
	}
	items, failure := collect(v)
	switch {
	case failure.Failed():
		return failure
	case len(items) == 0:
		return undefinedBecause(UndefinedError, "no aggregated item, the sequence was empty")
	}
	return extremeBy(items, attributeOf(attribute, Value{}, !caseSensitive.truth()), better).opened()
}
