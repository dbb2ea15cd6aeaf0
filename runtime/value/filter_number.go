package value

import (
	"math"
	"math/big"
	"strconv"
)

// FilterInt is the filter int: what is no number gives the default, 0.
func FilterInt(v, def, base Value) Value {
	v = v.opened()
	if f, bad := unusable(v); bad {
		return f
	}
	if f, bad := failed(def, base); bad {
		return f
	}
	if omitted(def) {
		def = Int(0)
	}
	n := intOf(v, base.opened())
	if !n.failureClass(TypeError) && !n.failureClass(ValueError) {
		return n
	}
	f := floatFrom(v)
	if f.Failed() {
		return def
	}
	if n = truncated(f); n.Failed() {
		return def
	}
	return n
}

// intOf is int(v), or int(v, base) of a text.
func intOf(v, base Value) Value {
	text, isText := v.AsString()
	if b, ok := v.ref.(byteString); ok {
		text, isText, base = string(b), true, Value{}
	}
	if !isText {
		return truncated(v)
	}
	radix, failure := intArgument(base, 10)
	if failure.Failed() {
		return failure
	}
	n, ok := intOfText(text, radix)
	if !ok {
		return Fail(ValueError, "invalid literal for int() with base %d: %s", radix, quote(text))
	}
	return n
}

// truncated is int(v) of a number.
func truncated(v Value) Value {
	v = v.opened()
	if n, ok := v.asBig(); ok {
		return BigInt(n)
	}
	f, ok := v.AsFloat()
	switch {
	case !ok:
		return Fail(TypeError, "int() argument must be a string or a number, not '%s'", typeName(v))
	case math.IsNaN(f):
		return Fail(ValueError, "cannot convert float NaN to integer")
	case math.IsInf(f, 0):
		return Fail(OverflowError, "cannot convert float infinity to integer")
	case math.Abs(f) < 1<<62:
		return Int(int64(f))
	}
	n, _ := big.NewFloat(f).Int(nil)
	return BigInt(n)
}

// FilterFloat is the filter float: what is no number gives the default, 0.0.
func FilterFloat(v, def Value) Value {
	v = v.opened()
	if f, bad := unusable(v); bad {
		return f
	}
	if omitted(def) {
		def = Float(0)
	}
	f := floatFrom(v)
	if f.failureClass(TypeError) || f.failureClass(ValueError) {
		return def
	}
	return f
}

// floatFrom is float(v).
func floatFrom(v Value) Value {
	text, isText := v.AsString()
	if b, ok := v.ref.(byteString); ok {
		text, isText = string(b), true
	}
	if isText {
		f, ok := floatOfText(text)
		if !ok {
			return Fail(ValueError, "could not convert string to float: %s", quote(text))
		}
		return Float(f)
	}
	if f, ok := v.AsFloat(); ok {
		return Float(f)
	}
	if _, ok := v.asBig(); ok {
		return Fail(OverflowError, "int too large to convert to float")
	}
	return Fail(TypeError, "float() argument must be a string or a number, not '%s'", typeName(v))
}

// FilterAbs is the filter abs.
func FilterAbs(v Value) Value {
	v = v.opened()
	if v.Failed() {
		return v
	}
	switch v.Kind() {
	case KindInt, KindBool, KindFloat, KindTimeDelta:
		negative := v.Lt(Int(0))
		if v.Kind() == KindTimeDelta {
			negative = v.Lt(Value{ref: timeDelta{}})
		}
		switch {
		case negative.truth():
			return v.Neg()
		case v.Kind() == KindFloat:
			return Float(math.Abs(v.float()))
		}
		return v.Pos()
	case KindComplex:
		c := v.ref.(complex128)
		return Float(math.Hypot(real(c), imag(c)))
	}
	return Fail(TypeError, "bad operand type for abs(): '%s'", typeName(v))
}

// FilterRound is the filter round. A whole number stays one unless it is
// rounded up or down on purpose.
func FilterRound(v, precision, method Value) Value {
	v = v.opened()
	if f, bad := failed(v, precision, method); bad {
		return f
	}
	how := "common"
	if !omitted(method) {
		how, _ = method.AsString()
	}
	if how != "common" && how != "ceil" && how != "floor" {
		return Fail(FilterArgumentError, "method must be common, ceil or floor")
	}
	if omitted(precision) {
		precision = Int(0)
	}
	if how != "common" {
		return roundTo(v, precision, how)
	}
	digits, failure := intArgument(precision, 0)
	if failure.Failed() {
		return failure
	}
	if n, ok := v.asBig(); ok {
		return roundInt(n, digits)
	}
	if v.Kind() != KindFloat {
		return Fail(TypeError, "type %s doesn't define __round__ method", typeName(v))
	}
	return Float(roundFloat(v.float(), digits))
}

// roundTo is ceil or floor at a precision, reckoned as Jinja does.
func roundTo(v, precision Value, how string) Value {
	scale := Int(10).Pow(precision)
	scaled := v.Mul(scale)
	if scaled.Failed() {
		return scaled
	}
	if scaled.Kind() == KindFloat {
		f := math.Floor(scaled.float())
		if how == "ceil" {
			f = math.Ceil(scaled.float())
		}
		scaled = truncated(Float(f))
	} else if _, ok := scaled.asBig(); !ok {
		return Fail(TypeError, "must be real number, not %s", typeName(scaled))
	}
	return scaled.Div(scale)
}

// roundFloat rounds the exact value of f, halves to even.
func roundFloat(f float64, digits int64) float64 {
	switch {
	case math.IsNaN(f) || math.IsInf(f, 0) || digits > 323:
		return f
	case digits < -308:
		return math.Copysign(0, f)
	case digits >= 0:
		rounded, _ := strconv.ParseFloat(strconv.FormatFloat(f, 'f', int(digits), 64), 64) // what FormatFloat wrote
		return rounded
	}
	exact, _ := new(big.Rat).SetString(strconv.FormatFloat(f, 'f', -1, 64)) // what FormatFloat wrote
	unit := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(-digits), nil))
	quotient := new(big.Rat).Quo(exact, unit)
	whole := halfEven(quotient.Num(), quotient.Denom())
	rounded, _ := new(big.Rat).Mul(new(big.Rat).SetInt(whole), unit).Float64()
	return math.Copysign(rounded, f)
}

// halfEven is a / b to the nearest whole number, halves to the even one.
func halfEven(a, b *big.Int) *big.Int {
	twice := new(big.Int).Lsh(a, 1)
	floor, rest := new(big.Int).DivMod(twice.Add(twice, b), new(big.Int).Lsh(b, 1), new(big.Int))
	if rest.Sign() == 0 && floor.Bit(0) == 1 {
		floor.Sub(floor, big.NewInt(1))
	}
	return floor
}

func roundInt(n *big.Int, digits int64) Value {
	if digits >= 0 {
		return BigInt(n)
	}
	if digits < -int64(n.BitLen()) {
		return Int(0)
	}
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(-digits), nil)
	return BigInt(new(big.Int).Mul(halfEven(n, unit), unit))
}

// FilterFilesizeformat is the filter filesizeformat.
func FilterFilesizeformat(v, binary Value) Value {
	v = v.opened()
	if f, bad := unusable(v); bad {
		return f
	}
	size := floatFrom(v)
	if f, bad := failed(size, binary); bad {
		return f
	}
	base, prefixes := 1000.0, [...]string{"kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"}
	if binary.truth() {
		base, prefixes = 1024, [...]string{"KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"}
	}
	n := size.float()
	switch {
	case n == 1:
		return Str("1 Byte")
	case n < base:
		whole := truncated(size)
		return whole.Else(Concat(whole, Str(" Bytes")))
	}
	unit := base
	at := 0
	for unit *= base; !(n < unit) && at < len(prefixes)-1; unit *= base {
		at++
	}
	return Str(floatText(base*n/unit, 'f', 1, false) + " " + prefixes[at])
}
