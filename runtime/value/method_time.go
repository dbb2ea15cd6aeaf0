package value

import (
	"time"

	"github.com/lowcode-dev/lowcode/runtime/timefmt"
)

// dateTimeMethod is a method of datetime.
func dateTimeMethod(name string) (builtin, bool) {
	switch name {
	case "isoformat":
		return builtin{call: dateTimeISOFormat, most: 2, names: "sep timespec"}, true
	case "timestamp":
		return builtin{call: onTime(func(t time.Time) Value { return Float(timefmt.Timestamp(t)) })}, true
	case "date":
		return builtin{call: onTime(DateOf)}, true
	case "time":
		return builtin{call: onTime(func(t time.Time) Value { return ObjectValue(clockTime{t}) })}, true
	case "astimezone":
		return builtin{call: dateTimeAsTimezone, most: 1, names: "tz"}, true
	case "utcoffset":
		return builtin{call: onTime(utcOffset)}, true
	case "tzname":
		return builtin{call: onTime(zoneName)}, true
	case "dst":
		return builtin{call: onTime(func(t time.Time) Value {
			if t.Location() == timefmt.LibraryUTC {
				return Value{ref: timeDelta{}}
			}
			return Null
		})}, true
	case "replace":
		return builtin{call: dateTimeReplace, most: 8, names: "year month day hour minute second microsecond tzinfo"}, true
	case "utctimetuple":
		return builtin{call: onTime(func(t time.Time) Value { return timeTuple(timefmt.Aware(t).UTC()) })}, true
	}
	if b, ok := dateTimeMaker(name); ok {
		return b, true
	}
	return dateMethod(name)
}

// dateMethod is a method of date, which datetime has as well.
func dateMethod(name string) (builtin, bool) {
	switch name {
	case "strftime":
		return builtin{call: func(v Value, a []Value) Value { return strftime(v, a[0]) }, most: 1, required: 1, names: "format"}, true
	case "isoformat":
		return builtin{call: onTime(func(t time.Time) Value { return Str(timefmt.ISODate(t)) })}, true
	case "weekday":
		return builtin{call: onTime(func(t time.Time) Value { return Int((int64(t.Weekday()) + 6) % 7) })}, true
	case "isoweekday":
		return builtin{call: onTime(func(t time.Time) Value { return Int((int64(t.Weekday())+6)%7 + 1) })}, true
	case "isocalendar":
		return builtin{call: onTime(isoCalendar)}, true
	case "toordinal":
		return builtin{call: onTime(func(t time.Time) Value { return Int(int64(timefmt.Ordinal(t.Year(), int(t.Month()), t.Day()))) })}, true
	case "ctime":
		return builtin{call: onTime(func(t time.Time) Value { return Str(timefmt.Strftime(t, "%a %b %e %H:%M:%S %Y")) })}, true
	case "timetuple":
		return builtin{call: onTime(timeTuple)}, true
	case "replace":
		return builtin{call: dateReplace, most: 3, names: "year month day"}, true
	}
	return builtin{}, false
}

// onTime is a method of a datetime or date without arguments.
func onTime(f func(time.Time) Value) func(Value, []Value) Value {
	return func(v Value, _ []Value) Value {
		t, _ := timeOf(v)
		return f(t)
	}
}

// timeAttr is an attribute of a datetime or a date.
func timeAttr(v Value, name string) (Value, bool) {
	t, _ := timeOf(v)
	switch name {
	case "year":
		return Int(int64(t.Year())), true
	case "month":
		return Int(int64(t.Month())), true
	case "day":
		return Int(int64(t.Day())), true
	case "min", "max", "resolution":
		return timeLimit(v, name), true
	}
	if v.Kind() != KindDateTime {
		return Value{}, false
	}
	switch name {
	case "hour":
		return Int(int64(t.Hour())), true
	case "minute":
		return Int(int64(t.Minute())), true
	case "second":
		return Int(int64(t.Second())), true
	case "microsecond":
		return Int(int64(t.Nanosecond() / 1000)), true
	case "fold":
		return Int(0), true
	case "tzinfo":
		if timefmt.IsNaive(t) {
			return Null, true
		}
		return ObjectValue(zone{t.Location()}), true
	}
	return Value{}, false
}

// timeLimit is the first or last datetime or date, or the step between two.
func timeLimit(v Value, name string) Value {
	isDate := v.Kind() == KindDate
	at := time.Date(1, 1, 1, 0, 0, 0, 0, timefmt.Naive)
	switch {
	case name == "resolution" && isDate:
		return TimeDeltaOf(1, 0)
	case name == "resolution":
		return TimeDeltaOf(0, 1)
	case name == "max":
		at = time.Date(9999, 12, 31, 23, 59, 59, 999999000, timefmt.Naive)
	}
	if isDate {
		return DateOf(at)
	}
	return NaiveDateTimeOf(at)
}

func dateTimeISOFormat(v Value, a []Value) Value {
	sep, failure := textArgument(a[0], "T")
	spec, failure2 := textArgument(a[1], "auto")
	if f, bad := failed(failure, failure2); bad {
		return f
	}
	if runeCount(sep) != 1 {
		return Fail(TypeError, "the separator must be one character")
	}
	t, _ := timeOf(v)
	text, err := timefmt.ISOFormat(t, sep, spec)
	if err != nil {
		return failTime(err)
	}
	return Str(text)
}

func utcOffset(t time.Time) Value {
	if timefmt.IsNaive(t) {
		return Null
	}
	_, seconds := t.Zone()
	return TimeDeltaOf(0, int64(seconds)*1e6)
}

func zoneName(t time.Time) Value {
	if timefmt.IsNaive(t) {
		return Null
	}
	return Str(timefmt.ZoneName(t))
}

func isoCalendar(t time.Time) Value {
	year, week := t.ISOWeek()
	return ObjectValue(namedTuple{
		typeName: "datetime.IsoCalendarDate",
		names:    []string{"year", "week", "weekday"},
		values:   []Value{Int(int64(year)), Int(int64(week)), Int((int64(t.Weekday())+6)%7 + 1)},
	})
}

func timeTuple(t time.Time) Value {
	c := timefmt.ClockOf(t)
	return ObjectValue(namedTuple{
		typeName: "time.struct_time",
		names:    []string{"tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst"},
		values: []Value{Int(int64(c.Year)), Int(int64(c.Month)), Int(int64(c.Day)), Int(int64(c.Hour)), Int(int64(c.Minute)),
			Int(int64(c.Second)), Int((int64(t.Weekday()) + 6) % 7), Int(int64(t.YearDay())), Int(-1)},
	})
}

// dateTimeAsTimezone moves to another zone, that of the process without one.
func dateTimeAsTimezone(v Value, a []Value) Value {
	t, _ := timeOf(v)
	to := time.Local
	if !omitted(a[0]) && !a[0].IsNull() {
		z, ok := a[0].ref.(zone)
		if !ok {
			return Fail(TypeError, "tzinfo argument must be None or of a tzinfo subclass, not %s", typeName(a[0]))
		}
		to = z.loc
	}
	name, offset := timefmt.Aware(t).In(to).Zone()
	fixed, err := timefmt.Offset(offset, name)
	if err != nil {
		return failTime(err)
	}
	return timeValue(timefmt.In(t, fixed))
}

// replacedClock is the reading of t with the parts that were given.
func replacedClock(t time.Time, a []Value) (timefmt.Clock, Value) {
	c := timefmt.ClockOf(t)
	for i, part := range []*int{&c.Year, &c.Month, &c.Day, &c.Hour, &c.Minute, &c.Second, &c.Microsecond} {
		if i >= len(a) {
			break
		}
		n, failure := intArgument(a[i], int64(*part))
		if failure.Failed() {
			return c, failure
		}
		*part = int(max(min(n, 1<<30), -1<<30))
	}
	return c, Value{}
}

func dateTimeReplace(v Value, a []Value) Value {
	t, _ := timeOf(v)
	c, failure := replacedClock(t, a)
	if failure.Failed() {
		return failure
	}
	loc := t.Location()
	if !omitted(a[7]) {
		z, ok := a[7].ref.(zone)
		switch {
		case a[7].IsNull():
			loc = timefmt.Naive
		case ok:
			loc = z.loc
		default:
			return Fail(TypeError, "tzinfo argument must be None or of a tzinfo subclass, not %s", typeName(a[7]))
		}
	}
	return timeValue(c.In(loc))
}

func dateReplace(v Value, a []Value) Value {
	t, _ := timeOf(v)
	c, failure := replacedClock(t, a)
	if failure.Failed() {
		return failure
	}
	replaced, err := c.In(timefmt.Naive)
	if err != nil {
		return failTime(err)
	}
	return DateOf(replaced)
}
