package value

import (
	"cmp"
	"math"
	"math/big"
	"strings"
)

// Equal is a == b as Python and Jinja have it: numbers are equal across kinds,
// an undefined is equal to an undefined only. A failure equals nothing.
func Equal(a, b Value) bool { return equal(a, b) }

func equal(a, b Value) bool { return equalAt(a, b, 0) }

func equalAt(a, b Value, depth int) bool {
	a, b = a.opened(), b.opened()
	if depth > maxDepth {
		return false // only a list that holds itself is that deep
	}
	switch ref := a.ref.(type) {
	case strPtr, markPtr:
		s, ok := b.AsString()
		return ok && s == a.text()
	case *dict:
		other, ok := b.ref.(*dict)
		if !ok {
			return equalObject(b, a)
		}
		return equalDicts(ref, other, depth)
	case *list:
		other, ok := b.ref.(*list)
		return ok && equalElements(ref.items, other.items, depth)
	case *tuple:
		other, ok := b.ref.(*tuple)
		return ok && equalElements(ref.items, other.items, depth)
	}
	if c, ordered, isNumber := compareNumbers(a, b); isNumber {
		return ordered && c == 0
	}
	return equalRare(a, b)
}

func equalElements(a, b []Value, depth int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !equalAt(a[i], b[i], depth+1) {
			return false
		}
	}
	return true
}

func equalDicts(a, b *dict, depth int) bool {
	if a == b {
		return true
	}
	if len(a.items) != len(b.items) {
		return false
	}
	for _, it := range a.items {
		at := b.find(it.key)
		if at < 0 || !equalAt(it.value, b.items[at].value, depth+1) {
			return false
		}
	}
	return true
}

func equalRare(a, b Value) bool {
	ka, kb := a.Kind(), b.Kind()
	if ka == KindObject {
		return equalObject(a, b)
	}
	if kb == KindObject {
		return equalObject(b, a)
	}
	if ka != kb {
		return equalDurations(a, b)
	}
	switch ref := a.ref.(type) {
	case nil, missPtr, *missing, Kind:
		return true // undefined, None, Ellipsis
	case *set:
		return equalDicts(&ref.of, &b.ref.(*set).of, 0)
	case *dateTime:
		other := b.ref.(*dateTime)
		return ref.naive == other.naive && ref.at.Equal(other.at)
	case date:
		return ref.at.Equal(b.ref.(date).at)
	case *duration:
		return equalDurations(a, b)
	case *Error:
		return false
	}
	return a.ref == b.ref
}

// equalObject compares an object by its own rule, or by the dict that it shows.
func equalObject(o, other Value) bool {
	object, ok := o.ref.(Object)
	if !ok {
		return false
	}
	if own, ok := o.ref.(interface{ Equal(Value) bool }); ok {
		return own.Equal(other)
	}
	if second, ok := other.ref.(Object); ok {
		other = second.Mapping()
	}
	return equal(object.Mapping(), other)
}

// equalDurations compares durations with years and months to each other and to
// exact ones.
func equalDurations(a, b Value) bool {
	da, ok := asDuration(a)
	if !ok {
		return false
	}
	db, ok := asDuration(b)
	return ok && da.years*12+da.months == db.years*12+db.months && da.exact == db.exact
}

func asDuration(v Value) (duration, bool) {
	switch ref := v.ref.(type) {
	case timeDelta:
		return duration{exact: ref}, true
	case *duration:
		return *ref, true
	}
	return duration{}, false
}

// compareNumbers compares numbers of any kind. Not ordered means NaN.
func compareNumbers(a, b Value) (c int, ordered, isNumber bool) {
	ka, okA := a.ref.(Kind)
	kb, okB := b.ref.(Kind)
	if okA && okB && isSmall(ka) && isSmall(kb) {
		return cmp.Compare(int64(a.num), int64(b.num)), true, true
	}
	return compareMixed(a, b)
}

func isSmall(k Kind) bool { return k == KindInt || k == KindBool }

func compareMixed(a, b Value) (c int, ordered, isNumber bool) {
	x, floatA := floatOf(a)
	y, floatB := floatOf(b)
	switch {
	case floatA && floatB:
		if x != x || y != y {
			return 0, false, true
		}
		return cmp.Compare(x, y), true, true
	case floatA:
		c, ordered, isNumber = compareBigFloat(b, x)
		return -c, ordered, isNumber
	case floatB:
		return compareBigFloat(a, y)
	}
	m, okA := a.asBig()
	n, okB := b.asBig()
	if !okA || !okB {
		return 0, false, false
	}
	return m.Cmp(n), true, true
}

func floatOf(v Value) (float64, bool) {
	if k, ok := v.ref.(Kind); ok && k == KindFloat {
		return v.float(), true
	}
	return 0, false
}

// compareBigFloat compares an int of any size with a float, exactly.
func compareBigFloat(v Value, f float64) (c int, ordered, isNumber bool) {
	n, ok := v.asBig()
	switch {
	case !ok:
		return 0, false, false
	case f != f:
		return 0, false, true
	case math.IsInf(f, 0):
		return -int(math.Copysign(1, f)), true, true
	}
	x := new(big.Float).SetInt(n)
	return x.Cmp(big.NewFloat(f)), true, true
}

// order compares values that Python can order. Not ordered means that every
// comparison is False, as with NaN.
func order(op string, a, b Value) (c int, ordered bool, failure Value) {
	a, b = a.opened(), b.opened()
	if f, bad := unusable(a, b); bad {
		return 0, false, f
	}
	if c, ordered, isNumber := compareNumbers(a, b); isNumber {
		return c, ordered, Value{}
	}
	if s, ok := a.AsString(); ok {
		if t, ok := b.AsString(); ok {
			return strings.Compare(s, t), true, Value{}
		}
	}
	if a.Kind() == b.Kind() {
		if c, failure, ok := orderSame(op, a, b); ok {
			return c, true, failure
		}
	}
	if a.Kind() == KindDateTime && b.Kind() == KindDate || a.Kind() == KindDate && b.Kind() == KindDateTime {
		return 0, false, Fail(TypeError, "can't compare %s to %s", typeName(a), typeName(b))
	}
	return 0, false, notOrdered(op, a, b)
}

func notOrdered(op string, a, b Value) Value {
	return Fail(TypeError, "'%s' not supported between instances of '%s' and '%s'", op, typeName(a), typeName(b))
}

// orderSame orders two values of one kind.
func orderSame(op string, a, b Value) (c int, failure Value, ok bool) {
	switch ref := a.ref.(type) {
	case *list:
		c, failure = orderElements(op, ref.items, b.ref.(*list).items)
	case *tuple:
		c, failure = orderElements(op, ref.items, b.ref.(*tuple).items)
	case byteString:
		c = strings.Compare(string(ref), string(b.ref.(byteString)))
	case *dateTime:
		other := b.ref.(*dateTime)
		if ref.naive != other.naive {
			return 0, Fail(TypeError, "can't compare offset-naive and offset-aware datetimes"), true
		}
		c = ref.at.Compare(other.at)
	case date:
		c = ref.at.Compare(b.ref.(date).at)
	case timeDelta:
		other := b.ref.(timeDelta)
		c = cmp.Or(cmp.Compare(ref.days, other.days), cmp.Compare(ref.micros, other.micros))
	default:
		return 0, Value{}, false
	}
	return c, failure, true
}

func orderElements(op string, a, b []Value) (int, Value) {
	for i := range min(len(a), len(b)) {
		if equal(a[i], b[i]) {
			continue
		}
		c, _, failure := order(op, a[i], b[i])
		return c, failure
	}
	return cmp.Compare(len(a), len(b)), Value{}
}

// Compare orders a and b as Python does; NaN counts as equal to everything. The
// error is Python's TypeError for values that have no order.
func Compare(a, b Value) (int, error) {
	c, _, failure := order("<", a, b)
	return c, failure.Err()
}

// unusable is the failure of an operation on a failure or on undefined.
func unusable(vs ...Value) (Value, bool) {
	if f, bad := failed(vs...); bad {
		return f, true
	}
	for _, v := range vs {
		if v.Kind() == KindUndefined {
			return v.useUndefined(), true
		}
	}
	return Value{}, false
}

// Same reports whether a and b are the same data: 1, 1.0 and True are three
// different values, the order of keys does not matter.
func Same(a, b Value) bool {
	a, b = a.opened(), b.opened()
	if a.Kind() != b.Kind() {
		return false
	}
	switch ref := a.ref.(type) {
	case *dict:
		other := b.ref.(*dict)
		if len(ref.items) != len(other.items) {
			return false
		}
		for _, it := range ref.items {
			at := other.find(it.key)
			if at < 0 || !Same(it.key, other.items[at].key) || !Same(it.value, other.items[at].value) {
				return false
			}
		}
		return true
	case *list:
		return sameElements(ref.items, b.ref.(*list).items)
	case *tuple:
		return sameElements(ref.items, b.ref.(*tuple).items)
	}
	return equal(a, b)
}

func sameElements(a, b []Value) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !Same(a[i], b[i]) {
			return false
		}
	}
	return true
}
