package value

import (
	"time"

	"github.com/lowcode-dev/lowcode/runtime/timefmt"
)

// failTime is the failure that an error of timefmt stands for.
func failTime(err error) Value {
	if e, ok := err.(*timefmt.Error); ok {
		return Fail(e.Class, "%s", e.Message)
	}
	return FailWith(err)
}

// timeValue is the datetime of a time in timefmt's sense, or the failure.
func timeValue(t time.Time, err error) Value {
	switch {
	case err != nil:
		return failTime(err)
	case timefmt.IsNaive(t):
		return NaiveDateTimeOf(t)
	}
	return DateTimeOf(t)
}

// timeOf is a datetime, or a date as a naive one, in timefmt's sense.
func timeOf(v Value) (time.Time, bool) {
	at, aware, ok := v.AsTime()
	if ok && !aware {
		at = timefmt.Replace(at, timefmt.Naive)
	}
	return at, ok
}

// NowUTC is the macro now_utc.
func NowUTC() Value { return DateTimeOf(timefmt.Now()) }

// TodayUTC is the macro today_utc.
func TodayUTC() Value { return DateOf(timefmt.Now()) }

// TodayWithTimezone is the macro today_with_timezone.
func TodayWithTimezone(timezone Value) Value {
	if timezone.Failed() {
		return timezone
	}
	name, ok := timezone.AsString()
	if !ok {
		return Fail(timefmt.UnknownZoneError, "%s", timezone.Repr())
	}
	zone, err := timefmt.Zone(name)
	if err != nil {
		return failTime(err)
	}
	return DateOf(timefmt.Now().In(zone))
}

// Timestamp is the macro timestamp: a number is cut, a text is a time of ISO
// 8601 and gives a float.
func Timestamp(dt Value) Value {
	dt = dt.opened()
	switch dt.Kind() {
	case KindInt, KindBool, KindFloat:
		return truncated(dt)
	}
	at, failure := isoTime(dt)
	if failure.Failed() {
		return failure
	}
	return Float(timefmt.Timestamp(at))
}

// StrToDatetime is the macro str_to_datetime: a time of ISO 8601, in UTC.
func StrToDatetime(s Value) Value {
	at, failure := isoTime(s)
	if failure.Failed() {
		return failure
	}
	return DateTimeOf(at)
}

// isoTime is the time that a text says, in UTC.
func isoTime(s Value) (at time.Time, failure Value) {
	s = s.opened()
	if f, bad := unusable(s); bad {
		return at, f
	}
	text, ok := s.AsString()
	if b, isBytes := s.ref.(byteString); isBytes {
		text, ok = string(b), true
	}
	if !ok {
		// The parser asks for the length before it looks at the type.
		if n, sized := s.length(); sized && n < 4 {
			return at, Fail(ValueError, "a time of ISO 8601 has four characters at least")
		}
		return at, Fail(TypeError, "a time must be str, not %s", typeName(s))
	}
	at, err := timefmt.ISOParse(text)
	if err == nil {
		at, err = timefmt.In(at, timefmt.LibraryUTC)
	}
	if err != nil {
		return at, failTime(err)
	}
	return at, Value{}
}

// FormatDatetime is the macro format_datetime. A datetime goes to strftime as
// it is, without the special codes. A text is parsed by inputFormat, without
// these codes either, or as ISO 8601; a whole number is a Unix time, or read by
// inputFormat.
func FormatDatetime(dt, format, inputFormat Value) Value {
	dt = dt.opened()
	if f, bad := failed(dt, format, inputFormat); bad {
		return f
	}
	if dt.Kind() == KindDateTime {
		return strftime(dt, format)
	}
	at, failure := parseForFormat(dt, inputFormat)
	if failure.Failed() {
		return failure
	}
	layout, failure := textArgument(format, "")
	if failure.Failed() {
		return failure
	}
	return Str(timefmt.Format(timefmt.Aware(at), layout))
}

func parseForFormat(dt, inputFormat Value) (at time.Time, failure Value) {
	kind := dt.Kind()
	isInt := kind == KindInt || kind == KindBool
	if !inputFormat.truth() {
		if !isInt {
			return isoTime(dt)
		}
		inputFormat = Str("%s")
	}
	layout, failure := textArgument(inputFormat, "")
	if failure.Failed() {
		return at, failure
	}
	n, ok := dt.AsInt()
	if isInt && !ok {
		return at, Fail(OverflowError, "the timestamp %s is out of range", dt)
	}
	var err error
	if ok {
		at, err = timefmt.ParseInt(n, layout)
	} else {
		text, failure := textArgument(dt, "")
		if failure.Failed() {
			return at, failure
		}
		at, err = timefmt.Strptime(text, layout)
	}
	if err != nil {
		return at, failTime(err)
	}
	return at, Value{}
}

// DayDelta is the macro day_delta: the time some days from now, formatted.
func DayDelta(numDays, format Value) Value {
	numDays = numDays.opened()
	if f, bad := failed(numDays, format); bad {
		return f
	}
	days, ok := numDays.AsFloat()
	if !ok {
		return Fail(TypeError, "the number of days must be a number, not %s", typeName(numDays))
	}
	delta, err := timefmt.Parts{Days: days}.Delta()
	if err != nil {
		return failTime(err)
	}
	layout, failure := textArgument(format, "%Y-%m-%dT%H:%M:%S.%f%z")
	if failure.Failed() {
		return failure
	}
	at, err := timefmt.Add(timefmt.Now(), delta)
	if err != nil {
		return failTime(err)
	}
	return Str(timefmt.Strftime(at, layout))
}

// MacroDuration is the macro duration: an ISO 8601 duration.
func MacroDuration(datestring Value) Value {
	if f, bad := unusableText(datestring); bad {
		return f
	}
	text, failure := textArgument(datestring, "")
	if failure.Failed() {
		return failure
	}
	d, err := timefmt.ParseDuration(text)
	if err != nil {
		return failTime(err)
	}
	if d.IsDelta() {
		return deltaValue(d.Delta)
	}
	return DurationOf(d.Years, d.Months, d.Delta.Days(), d.Delta.Seconds()*1e6+d.Delta.Microseconds())
}

func deltaValue(d timefmt.Delta) Value {
	return TimeDeltaOf(d.Days(), d.Seconds()*1e6+d.Microseconds())
}

// strftime is the method of datetimes and dates.
func strftime(v, format Value) Value {
	layout, failure := textArgument(format, "")
	if failure.Failed() {
		return failure
	}
	at, _ := timeOf(v)
	return Str(timefmt.Strftime(at, layout))
}
