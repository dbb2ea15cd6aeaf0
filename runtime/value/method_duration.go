package value

import "github.com/lowcode-dev/lowcode/runtime/timefmt"

// durationMethod is a method of timedelta, or of a Duration, which has those of
// its exact part.
func durationMethod(name string) (builtin, bool) {
	switch name {
	case "total_seconds":
		return builtin{call: func(v Value, _ []Value) Value {
			d, _ := asDuration(v)
			return totalSeconds(d.exact)
		}}, true
	case "totimedelta":
		return builtin{call: toTimeDelta, most: 2, names: "start end"}, true
	}
	return builtin{}, false
}

// totalSeconds is exact while it fits the microseconds of an int64.
func totalSeconds(d timeDelta) Value {
	if d.days > -100_000_000 && d.days < 100_000_000 {
		return Float((timefmt.Delta(d.days)*timefmt.Day + timefmt.Delta(d.micros)).TotalSeconds())
	}
	return Float(float64(d.days)*86400 + float64(d.micros)/1e6)
}

func durationAttr(v Value, name string) (Value, bool) {
	d, _ := asDuration(v)
	switch name {
	case "days":
		return Int(d.exact.days), true
	case "seconds":
		return Int(d.exact.micros / 1_000_000), true
	case "microseconds":
		return Int(d.exact.micros % 1_000_000), true
	}
	if v.Kind() != KindDuration {
		return Value{}, false
	}
	switch name {
	case "years":
		return Int(int64(d.years)), true
	case "months":
		return Int(int64(d.months)), true
	case "tdelta":
		return Value{ref: d.exact}, true
	}
	return Value{}, false
}

// toTimeDelta is the exact length of a Duration from or to a moment.
func toTimeDelta(v Value, a []Value) Value {
	if v.Kind() != KindDuration {
		return Fail(AttributeError, "'datetime.timedelta' object has no attribute 'totimedelta'")
	}
	switch {
	case omitted(a[0]) == omitted(a[1]):
		return Fail(ValueError, "either the start or the end of the duration is needed")
	case omitted(a[1]):
		return a[0].Add(v).Sub(a[0])
	}
	return a[1].Sub(a[1].Sub(v))
}
