package value

import (
	"math"
	"math/big"
	"math/cmplx"
)

// Div is v / w: always a float for numbers.
func (v Value) Div(w Value) Value {
	v, w = v.opened(), w.opened()
	if f, bad := unusable(v, w); bad {
		return f
	}
	m, okM := v.asBig()
	n, okN := w.asBig()
	if okM && okN {
		return divideInts(m, n)
	}
	a, b, failure, ok := floats(v, w)
	switch {
	case failure.Failed():
		return failure
	case ok && b == 0:
		return Fail(ZeroDivisionError, "float division by zero")
	case ok:
		return Float(a / b)
	}
	if r, ok := divideTime(v, w); ok {
		return r
	}
	return unsupported("/", v, w)
}

func divideInts(m, n *big.Int) Value {
	if n.Sign() == 0 {
		return Fail(ZeroDivisionError, "division by zero")
	}
	if m.Sign() == 0 && n.Sign() < 0 {
		return Float(math.Copysign(0, -1))
	}
	f, _ := new(big.Rat).SetFrac(m, n).Float64() // the nearest one
	if math.IsInf(f, 0) {
		return Fail(OverflowError, "integer division result too large for a float")
	}
	return Float(f)
}

// FloorDiv is v // w, rounded down.
func (v Value) FloorDiv(w Value) Value {
	q, _ := v.divMod(w, "//")
	return q
}

// Mod is v % w: the rest that has the sign of w, or a text whose % marks are
// replaced by w.
func (v Value) Mod(w Value) Value {
	v, w = v.opened(), w.opened()
	if f, bad := failed(v, w); bad {
		return f
	}
	if s, ok := v.AsString(); ok {
		if v.isMarkup() {
			return FilterSafe(formatPercent(s, escapeArguments(w)))
		}
		return formatPercent(s, w)
	}
	_, r := v.divMod(w, "%")
	return r
}

func (v Value) divMod(w Value, op string) (quotient, rest Value) {
	v, w = v.opened(), w.opened()
	if f, bad := unusable(v, w); bad {
		return f, f
	}
	m, okM := v.asBig()
	n, okN := w.asBig()
	if okM && okN {
		return divModInts(m, n, op)
	}
	a, b, failure, ok := floats(v, w)
	switch {
	case failure.Failed():
		return failure, failure
	case ok && b == 0:
		failure = Fail(ZeroDivisionError, "%s", map[string]string{"//": "float floor division by zero", "%": "float modulo"}[op])
		return failure, failure
	case ok:
		return divModFloats(a, b)
	}
	if q, r, ok := divModTime(v, w); ok && (q.Kind() != KindTimeDelta || op == "//") {
		return q, r
	}
	failure = unsupported(op, v, w)
	return failure, failure
}

func divModInts(m, n *big.Int, op string) (quotient, rest Value) {
	if n.Sign() == 0 {
		message := "integer division or modulo by zero"
		if op == "%" {
			message = "integer modulo by zero"
		}
		failure := Fail(ZeroDivisionError, "%s", message)
		return failure, failure
	}
	q, r := new(big.Int).QuoRem(m, n, new(big.Int))
	if r.Sign() != 0 && r.Sign() != n.Sign() {
		q.Sub(q, big.NewInt(1))
		r.Add(r, n)
	}
	return BigInt(q), BigInt(r)
}

// divModFloats is exact where the operands are: the rest first, then the
// quotient of what is left.
func divModFloats(a, b float64) (quotient, rest Value) {
	mod := math.Mod(a, b)
	div := (a - mod) / b
	if mod != 0 {
		if (b < 0) != (mod < 0) {
			mod += b
			div--
		}
	} else {
		mod = math.Copysign(0, b)
	}
	if div == 0 {
		return Float(math.Copysign(0, a/b)), Float(mod)
	}
	floor := math.Floor(div)
	if div-floor > 0.5 {
		floor++
	}
	return Float(floor), Float(mod)
}

// Pow is v ** w.
func (v Value) Pow(w Value) Value {
	v, w = v.opened(), w.opened()
	if f, bad := unusable(v, w); bad {
		return f
	}
	m, okM := v.asBig()
	n, okN := w.asBig()
	if okM && okN && n.Sign() >= 0 {
		return powInts(m, n)
	}
	a, okA := v.AsFloat()
	b, okB := w.AsFloat()
	switch {
	case okM && !okA || okN && !okB:
		return Fail(OverflowError, "int too large to convert to float")
	case !okA || !okB:
		return unsupported("** or pow()", v, w)
	}
	return powFloats(a, b)
}

func powInts(m, n *big.Int) Value {
	// only of 0, 1 and -1 is a high power no larger
	if m.BitLen() > 1 && (!n.IsInt64() || n.Int64() > maxBits || int64(m.BitLen())*n.Int64() > maxBits) {
		return tooLarge()
	}
	if m.BitLen() <= 1 {
		return powUnit(m, n)
	}
	return BigInt(new(big.Int).Exp(m, n, nil))
}

// powUnit is a power of 0, 1 or -1.
func powUnit(m, n *big.Int) Value {
	switch {
	case n.Sign() == 0:
		return Int(1)
	case m.Sign() < 0 && n.Bit(0) == 0:
		return Int(1)
	}
	return BigInt(m)
}

func powFloats(a, b float64) Value {
	switch {
	case a == 0 && b < 0 && !math.IsInf(b, 0):
		return Fail(ZeroDivisionError, "0.0 cannot be raised to a negative power")
	case a < 0 && !math.IsInf(a, 0) && !math.IsInf(b, 0) && b != math.Trunc(b):
		c := cmplx.Pow(complex(a, 0), complex(b, 0))
		if cmplx.IsInf(c) {
			return Fail(OverflowError, "complex exponentiation")
		}
		return Value{ref: c}
	}
	r := power(a, b)
	if math.IsInf(r, 0) && !math.IsInf(a, 0) && !math.IsInf(b, 0) {
		return Fail(OverflowError, "(34, 'Numerical result out of range')")
	}
	return Float(r)
}

// power is a ** b, the nearest float for the exponents that people write: whole
// ones and one half. For others its last digit may differ from Python's.
func power(a, b float64) float64 {
	const whole = 512
	switch {
	case b == 0.5 && a > 0:
		return math.Sqrt(a)
	case a == 0 || math.IsInf(a, 0) || a != a || b != math.Trunc(b) || math.Abs(b) > whole:
		return math.Pow(a, b)
	}
	ratio := new(big.Rat).SetFloat64(a)
	n := big.NewInt(int64(math.Abs(b)))
	ratio.SetFrac(new(big.Int).Exp(ratio.Num(), n, nil), new(big.Int).Exp(ratio.Denom(), n, nil))
	if b < 0 {
		ratio.Inv(ratio)
	}
	f, _ := ratio.Float64() // the nearest one
	return f
}
