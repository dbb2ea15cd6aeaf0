package value

import (
	"math"
	"math/big"
)

// Add is v + w: numbers, texts, sequences and times.
func (v Value) Add(w Value) Value {
	v, w = v.opened(), w.opened()
	if f, bad := unusable(v, w); bad {
		return f
	}
	if a, b, ok := smallInts(v, w); ok {
		if sum := a + b; (sum > a) == (b > 0) {
			return Int(sum)
		}
	}
	if r, ok := arithmetic(v, w, (*big.Int).Add, func(a, b float64) float64 { return a + b }); ok {
		return r
	}
	if r, ok := join(v, w); ok {
		return r
	}
	if r, ok := addTime(v, w); ok {
		return r
	}
	return unsupported("+", v, w)
}

// Sub is v - w: numbers, times and sets.
func (v Value) Sub(w Value) Value {
	v, w = v.opened(), w.opened()
	if f, bad := unusable(v, w); bad {
		return f
	}
	if a, b, ok := smallInts(v, w); ok {
		if difference := a - b; (difference < a) == (b > 0) {
			return Int(difference)
		}
	}
	if r, ok := arithmetic(v, w, (*big.Int).Sub, func(a, b float64) float64 { return a - b }); ok {
		return r
	}
	if r, ok := subTime(v, w); ok {
		return r
	}
	if a, ok := v.ref.(*set); ok {
		if b, ok := w.ref.(*set); ok {
			return without(a, b)
		}
	}
	return unsupported("-", v, w)
}

// Mul is v * w: numbers, a text or a sequence several times, durations.
func (v Value) Mul(w Value) Value {
	v, w = v.opened(), w.opened()
	if f, bad := unusable(v, w); bad {
		return f
	}
	if a, b, ok := smallInts(v, w); ok && fitsHalf(a) && fitsHalf(b) {
		return Int(a * b)
	}
	if r, ok := arithmetic(v, w, (*big.Int).Mul, func(a, b float64) float64 { return a * b }); ok {
		return r
	}
	if r, ok := repeat(v, w); ok {
		return r
	}
	if r, ok := repeat(w, v); ok {
		return r
	}
	if r, ok := scaleTime(v, w); ok {
		return r
	}
	if r, ok := scaleTime(w, v); ok {
		return r
	}
	return unsupported("*", v, w)
}

// Neg is -v.
func (v Value) Neg() Value {
	v = v.opened()
	switch ref := v.ref.(type) {
	case Kind:
		switch ref {
		case KindFloat:
			return Float(-v.float())
		case KindInt, KindBool:
			if n := int64(v.num); n != math.MinInt64 {
				return Int(-n)
			}
			return BigInt(new(big.Int).Neg(big.NewInt(math.MinInt64)))
		}
	case *big.Int:
		return BigInt(new(big.Int).Neg(ref))
	case timeDelta:
		return TimeDeltaOf(-ref.days, -ref.micros)
	case *duration:
		return DurationOf(-ref.years, -ref.months, -ref.exact.days, -ref.exact.micros)
	case complex128:
		return Value{ref: -ref}
	}
	return badOperand("-", v)
}

// Pos is +v.
func (v Value) Pos() Value {
	v = v.opened()
	switch ref := v.ref.(type) {
	case Kind:
		switch ref {
		case KindInt, KindBool:
			return Int(int64(v.num))
		case KindFloat:
			return v
		}
	case *big.Int, timeDelta, complex128:
		return v
	}
	return badOperand("+", v)
}

func badOperand(op string, v Value) Value {
	if f, bad := unusable(v); bad {
		return f
	}
	return Fail(TypeError, "bad operand type for unary %s: '%s'", op, typeName(v))
}

func unsupported(op string, v, w Value) Value {
	return Fail(TypeError, "unsupported operand type(s) for %s: '%s' and '%s'", op, typeName(v), typeName(w))
}

// smallInts are the numbers of two ints or bools that fit.
func smallInts(v, w Value) (a, b int64, ok bool) {
	ka, okA := v.ref.(Kind)
	kb, okB := w.ref.(Kind)
	return int64(v.num), int64(w.num), okA && okB && isSmall(ka) && isSmall(kb)
}

func fitsHalf(n int64) bool { return n == int64(int32(n)) }

// maxBits is how large an int may become by an operation: far larger than what
// can be printed.
const maxBits = 1 << 20

// arithmetic does what numbers of any kind have in common; false when one of
// the values is no number.
func arithmetic(v, w Value, whole func(z, x, y *big.Int) *big.Int, real func(a, b float64) float64) (Value, bool) {
	m, okM := v.asBig()
	n, okN := w.asBig()
	if okM && okN {
		if m.BitLen()+n.BitLen() > maxBits {
			return tooLarge(), true
		}
		return BigInt(whole(new(big.Int), m, n)), true
	}
	a, b, failure, ok := floats(v, w)
	if failure.Failed() || !ok {
		return failure, ok
	}
	return Float(real(a, b)), true
}

func tooLarge() Value { return Fail(MemoryError, "the number would have more than %d bits", maxBits) }

// floats are two numbers as floats, where at least one is a float already.
func floats(v, w Value) (a, b float64, failure Value, ok bool) {
	_, floatV := floatOf(v)
	_, floatW := floatOf(w)
	if !floatV && !floatW {
		return 0, 0, Value{}, false
	}
	a, okA := v.AsFloat()
	b, okB := w.AsFloat()
	if !okA && v.Kind() == KindInt || !okB && w.Kind() == KindInt {
		return 0, 0, Fail(OverflowError, "int too large to convert to float"), true
	}
	return a, b, Value{}, okA && okB
}
