package value

import (
	"time"

	"github.com/lowcode-dev/lowcode/runtime/timefmt"
)

// dateTimeMaker is a class method of datetime, which templates reach through
// any datetime: now_utc().strptime(…).
func dateTimeMaker(name string) (builtin, bool) {
	switch name {
	case "strptime":
		return builtin{call: dateTimeStrptime, most: 2, required: 2}, true
	case "fromisoformat":
		return builtin{call: dateTimeFromISO, most: 1, required: 1}, true
	case "fromtimestamp", "utcfromtimestamp":
		return builtin{call: dateTimeFromTimestamp, most: 1, required: 1, names: "timestamp"}, true
	case "fromordinal":
		return builtin{call: dateTimeFromOrdinal, most: 1, required: 1}, true
	case "combine":
		return builtin{call: dateTimeCombine, most: 2, required: 2, names: "date time"}, true
	case "now", "utcnow", "today":
		return builtin{call: func(Value, []Value) Value { return NaiveDateTimeOf(timefmt.Now()) }}, true
	}
	return builtin{}, false
}

func dateTimeStrptime(_ Value, a []Value) Value {
	text, failure := textArgument(a[0], "")
	format, failure2 := textArgument(a[1], "")
	if f, bad := failed(failure, failure2); bad {
		return f
	}
	return timeValue(timefmt.Strptime(text, format))
}

// dateTimeFromISO is fromisoformat: what isoparse reads, in whole dates.
func dateTimeFromISO(_ Value, a []Value) Value {
	text, failure := textArgument(a[0], "")
	if failure.Failed() {
		return failure
	}
	if len(text) < 7 {
		return Fail(ValueError, "%s is no date of ISO 8601", quote(text))
	}
	return timeValue(timefmt.ISOParse(text))
}

func dateTimeFromTimestamp(_ Value, a []Value) Value {
	seconds, ok := a[0].AsFloat()
	if !ok {
		return Fail(TypeError, "a timestamp must be a number, not %s", typeName(a[0]))
	}
	t, err := timefmt.FromTimestamp(seconds)
	if err != nil {
		return failTime(err)
	}
	return NaiveDateTimeOf(t.In(time.Local))
}

func dateTimeFromOrdinal(_ Value, a []Value) Value {
	n, failure := intArgument(a[0], 0)
	if failure.Failed() {
		return failure
	}
	return timeValue(timefmt.FromOrdinal(int(max(min(n, 1<<30), 0))))
}

func dateTimeCombine(_ Value, a []Value) Value {
	day, isDay := timeOf(a[0])
	clock, isClock := a[1].ref.(clockTime)
	if !isDay || !isClock {
		return Fail(TypeError, "combine() takes a date and a time")
	}
	c, d := timefmt.ClockOf(clock.at), timefmt.ClockOf(day)
	c.Year, c.Month, c.Day = d.Year, d.Month, d.Day
	return timeValue(c.In(timefmt.Naive))
}

// A clockTime is the time of day of a datetime, without its zone.
type clockTime struct {
	at time.Time
}

// Attr is hour, minute, second, microsecond, and the methods that print.
func (c clockTime) Attr(name string) (Value, bool) {
	switch name {
	case "hour", "minute", "second", "microsecond", "fold":
		return timeAttr(NaiveDateTimeOf(c.at), name)
	case "isoformat":
		return FuncOf(name, func([]Value, []Keyword) Value { return Str(c.Repr()) }), true
	case "strftime":
		b := builtin{call: func(_ Value, a []Value) Value {
			return strftime(NaiveDateTimeOf(time.Date(1900, 1, 1, c.at.Hour(), c.at.Minute(), c.at.Second(), c.at.Nanosecond(), time.UTC)), a[0])
		}, most: 1, required: 1, names: "format"}
		return FuncOf(name, func(args []Value, kw []Keyword) Value { return b.invoke(name, Value{}, args, kw) }), true
	}
	return Value{}, false
}

// Mapping has nothing.
func (c clockTime) Mapping() Value { return SetOf() }

// Truth is that of any object.
func (c clockTime) Truth() bool { return true }

// Repr is what printing shows.
func (c clockTime) Repr() string { return timefmt.ISOTime(c.at) }

// TypeName is the name in Python's messages.
func (c clockTime) TypeName() string { return "datetime.time" }

// A zone is the tzinfo of a datetime.
type zone struct {
	loc *time.Location
}

// Attr has nothing that a template could want.
func (z zone) Attr(string) (Value, bool) { return Value{}, false }

// Mapping has nothing.
func (z zone) Mapping() Value { return SetOf() }

// Truth is that of any object.
func (z zone) Truth() bool { return true }

// Repr is the name, as str() shows it.
func (z zone) Repr() string { return timefmt.ZoneName(time.Unix(0, 0).In(z.loc)) }

// TypeName is the name in Python's messages.
func (z zone) TypeName() string { return "datetime.timezone" }
