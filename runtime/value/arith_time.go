package value

import (
	"math"
	"math/big"
	"time"
)

// addTime is v + w for moments, days and durations.
func addTime(v, w Value) (Value, bool) {
	if isLasting(v) && !isLasting(w) {
		v, w = w, v
	}
	if !isLasting(w) {
		return Value{}, false
	}
	by, _ := asDuration(w)
	if isLasting(v) {
		a, _ := asDuration(v)
		sum := DurationOf(a.years+by.years, a.months+by.months, a.exact.days+by.exact.days, a.exact.micros+by.exact.micros)
		return exactly(sum, v, w), true
	}
	return shift(v, by)
}

// subTime is v - w for moments, days and durations.
func subTime(v, w Value) (Value, bool) {
	if isLasting(w) {
		minus := w.Neg()
		if minus.Failed() {
			return minus, true
		}
		by, _ := asDuration(minus)
		if !isLasting(v) {
			return shift(v, by)
		}
		return addTime(v, minus)
	}
	if v.Kind() != w.Kind() {
		return Value{}, false
	}
	a, awareA, ok := v.AsTime()
	b, awareB, okB := w.AsTime()
	switch {
	case !ok || !okB:
		return Value{}, false
	case awareA != awareB:
		return Fail(TypeError, "can't subtract offset-naive and offset-aware datetimes"), true
	}
	seconds := a.Unix() - b.Unix()
	micros := int64(a.Nanosecond()-b.Nanosecond()) / 1000
	return TimeDeltaOf(floorDiv(seconds, 86400), floorMod(seconds, 86400)*1_000_000+micros), true
}

// isLasting reports whether v is a duration of either kind.
func isLasting(v Value) bool {
	_, ok := asDuration(v)
	return ok
}

// exactly makes a timedelta of a sum of timedeltas.
func exactly(sum, v, w Value) Value {
	d, ok := sum.ref.(*duration)
	if !ok || v.Kind() == KindDuration || w.Kind() == KindDuration {
		return sum
	}
	return Value{ref: d.exact}
}

// shift moves a moment or a day by a duration: on the calendar for years and
// months, where a day that the month lacks becomes its last one.
func shift(v Value, by duration) (Value, bool) {
	at, _, ok := v.AsTime()
	if !ok {
		return Value{}, false
	}
	if by.years != math.Trunc(by.years) || by.months != math.Trunc(by.months) {
		return Fail(ValueError, "fractional years or months not supported for date calculations"), true
	}
	year, month := at.Year()+int(by.years), int(at.Month())-1+int(by.months)
	year, month = year+int(floorDiv(int64(month), 12)), int(floorMod(int64(month), 12))+1
	day := min(at.Day(), daysIn(year, month))
	if year < 1 || year > 9999 {
		return Fail(ValueError, "year %d is out of range", year), true
	}
	micros := by.exact.micros
	if v.Kind() == KindDate {
		micros = 0 // a day takes whole days only
	}
	moved := time.Date(year, time.Month(month), day+int(by.exact.days), at.Hour(), at.Minute(), at.Second(),
		at.Nanosecond(), at.Location())
	moved = moved.Add(time.Duration(micros) * time.Microsecond)
	if moved.Year() < 1 || moved.Year() > 9999 {
		return Fail(OverflowError, "date value out of range"), true
	}
	if d, ok := v.ref.(*dateTime); ok {
		return Value{ref: &dateTime{at: moved, naive: d.naive}}, true
	}
	return Value{ref: date{moved}}, true
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// total is the length of an exact duration in microseconds.
func (d timeDelta) total() *big.Int {
	n := big.NewInt(d.days)
	n.Mul(n, big.NewInt(dayMicros))
	return n.Add(n, big.NewInt(d.micros))
}

// deltaOf is the exact duration of so many microseconds.
func deltaOf(total *big.Int) Value {
	days, micros := new(big.Int).DivMod(total, big.NewInt(dayMicros), new(big.Int)) // rounds down: the divisor is positive
	if !days.IsInt64() || days.Int64() > maxDays || days.Int64() < -maxDays {
		return Fail(OverflowError, "days=%s; must have magnitude <= %d", days, maxDays)
	}
	return TimeDeltaOf(days.Int64(), micros.Int64())
}

// scaleTime is v * by for a duration v.
func scaleTime(v, by Value) (Value, bool) {
	n, whole := by.asBig()
	switch ref := v.ref.(type) {
	case timeDelta:
		if whole {
			return deltaOf(n.Mul(new(big.Int).Set(n), ref.total())), true
		}
		if f, ok := floatOf(by); ok {
			return scaleExact(ref, f, false), true
		}
	case *duration:
		if whole {
			f, _ := new(big.Float).SetInt(n).Float64()
			exact, _ := scaleTime(Value{ref: ref.exact}, by)
			if exact.Failed() {
				return exact, true
			}
			delta := exact.ref.(timeDelta)
			return DurationOf(ref.years*f, ref.months*f, delta.days, delta.micros), true
		}
	}
	return Value{}, false
}

// scaleExact multiplies a duration by a float or divides it, and rounds to the
// nearest microsecond, halves to the even one.
func scaleExact(d timeDelta, f float64, divide bool) Value {
	switch {
	case f != f:
		return Fail(ValueError, "cannot convert NaN to integer ratio")
	case math.IsInf(f, 0):
		return Fail(OverflowError, "cannot convert Infinity to integer ratio")
	case divide && f == 0:
		return Fail(ZeroDivisionError, "division by zero")
	}
	ratio := new(big.Rat).SetFloat64(f)
	if divide {
		ratio.Inv(ratio)
	}
	return deltaOf(roundHalfEven(ratio.Mul(ratio, new(big.Rat).SetInt(d.total()))))
}

// roundHalfEven is the nearest int, the even one of two.
func roundHalfEven(r *big.Rat) *big.Int {
	q, rest := new(big.Int).DivMod(r.Num(), r.Denom(), new(big.Int))
	c := rest.Lsh(rest, 1).Cmp(r.Denom())
	if c > 0 || c == 0 && q.Bit(0) == 1 {
		q.Add(q, big.NewInt(1))
	}
	return q
}

// divideTime is v / w for exact durations.
func divideTime(v, w Value) (Value, bool) {
	a, ok := v.ref.(timeDelta)
	if !ok {
		return Value{}, false
	}
	if b, ok := w.ref.(timeDelta); ok {
		return divideInts(a.total(), b.total()), true
	}
	if f, ok := floatOf(w); ok {
		return scaleExact(a, f, true), true
	}
	n, ok := w.asBig()
	if !ok {
		return Value{}, false
	}
	if n.Sign() == 0 {
		return Fail(ZeroDivisionError, "integer division or modulo by zero"), true
	}
	return deltaOf(roundHalfEven(new(big.Rat).SetFrac(a.total(), n))), true
}

// divModTime is v // w and v % w for exact durations; w may be an int for the
// first.
func divModTime(v, w Value) (quotient, rest Value, ok bool) {
	a, ok := v.ref.(timeDelta)
	if !ok {
		return Value{}, Value{}, false
	}
	if b, ok := w.ref.(timeDelta); ok {
		q, r := divModInts(a.total(), b.total(), "//")
		if n, ok := r.asBig(); ok {
			r = deltaOf(n)
		}
		return q, r, true
	}
	n, ok := w.asBig()
	if !ok {
		return Value{}, Value{}, false
	}
	q, r := divModInts(a.total(), n, "//")
	if whole, ok := q.asBig(); ok {
		q = deltaOf(whole)
	}
	return q, r, true
}
