package value

import (
	"strconv"
	"time"
)

// A dateTime is a moment, or the hands of a clock where no zone is known.
// Python counts microseconds; nothing here is finer.
type dateTime struct {
	at    time.Time
	naive bool // at has the zone UTC, which means nothing
}

// A date is a day: midnight in UTC.
type date struct {
	at time.Time
}

// A timeDelta is an exact duration as Python keeps it: days, and 0 to
// 86,399,999,999 microseconds.
type timeDelta struct {
	days, micros int64
}

// A duration has years and months besides, whose length the calendar decides
// (isodate's Duration). Both may have a fraction, which no date can use.
type duration struct {
	years, months float64
	exact         timeDelta
}

const (
	dayMicros = 24 * 3600 * 1_000_000
	maxDays   = 999_999_999 // of Python's timedelta
)

// DateTimeOf is a moment in the zone of t.
func DateTimeOf(t time.Time) Value {
	return Value{ref: &dateTime{at: t.Truncate(time.Microsecond)}}
}

// NaiveDateTimeOf is the clock of t without its zone.
func NaiveDateTimeOf(t time.Time) Value {
	at := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
	return Value{ref: &dateTime{at: at.Truncate(time.Microsecond), naive: true}}
}

// DateOf is the day of t.
func DateOf(t time.Time) Value {
	return Value{ref: date{time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)}}
}

// TimeDeltaOf is an exact duration, which may be longer than a time.Duration.
func TimeDeltaOf(days, micros int64) Value {
	delta, ok := newTimeDelta(days, micros)
	if !ok {
		return Fail(OverflowError, "days=%d; must have magnitude <= %d", delta.days, maxDays)
	}
	return Value{ref: delta}
}

// DurationOf is a duration with years and months.
func DurationOf(years, months float64, days, micros int64) Value {
	exact := TimeDeltaOf(days, micros)
	if exact.Failed() {
		return exact
	}
	return Value{ref: &duration{years: years, months: months, exact: exact.ref.(timeDelta)}}
}

// newTimeDelta brings the parts into their ranges; false beyond Python's range.
func newTimeDelta(days, micros int64) (timeDelta, bool) {
	days += floorDiv(micros, dayMicros)
	return timeDelta{days, floorMod(micros, dayMicros)}, days >= -maxDays && days <= maxDays
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

func floorMod(a, b int64) int64 { return a - floorDiv(a, b)*b }

// AsTime is the moment of a datetime or the midnight of a date. Aware tells
// whether the zone means something.
func (v Value) AsTime() (at time.Time, aware, ok bool) {
	switch ref := v.ref.(type) {
	case *dateTime:
		return ref.at, !ref.naive, true
	case date:
		return ref.at, false, true
	}
	return time.Time{}, false, false
}

// appendDateTime appends str() of a datetime, or isoformat() with sep 'T'.
func appendDateTime(out []byte, d *dateTime, sep byte) []byte {
	out = appendDate(out, d.at)
	out = append(out, sep)
	out = d.at.AppendFormat(out, "15:04:05")
	out = appendMicros(out, int64(d.at.Nanosecond()/1000))
	if d.naive {
		return out
	}
	return appendOffset(out, d.at)
}

func appendDate(out []byte, t time.Time) []byte {
	out = appendPadded(out, int64(t.Year()), 4)
	return t.AppendFormat(out, "-01-02")
}

func appendMicros(out []byte, micros int64) []byte {
	if micros == 0 {
		return out
	}
	return appendPadded(append(out, '.'), micros, 6)
}

// appendOffset appends +HH:MM, with seconds where the zone has them.
func appendOffset(out []byte, t time.Time) []byte {
	_, offset := t.Zone()
	sign := byte('+')
	if offset < 0 {
		sign, offset = '-', -offset
	}
	out = appendPadded(append(out, sign), int64(offset/3600), 2)
	out = appendPadded(append(out, ':'), int64(offset/60%60), 2)
	if offset%60 != 0 {
		out = appendPadded(append(out, ':'), int64(offset%60), 2)
	}
	return out
}

func appendPadded(out []byte, n int64, width int) []byte {
	digits := strconv.FormatInt(n, 10)
	for range width - len(digits) {
		out = append(out, '0')
	}
	return append(out, digits...)
}

// appendTimeDelta appends str() of a timedelta: "-1 day, 0:00:00".
func appendTimeDelta(out []byte, d timeDelta) []byte {
	if d.days != 0 {
		out = strconv.AppendInt(out, d.days, 10)
		out = append(out, " day"...)
		if d.days != 1 && d.days != -1 {
			out = append(out, 's')
		}
		out = append(out, ", "...)
	}
	seconds := d.micros / 1_000_000
	out = strconv.AppendInt(out, seconds/3600, 10)
	out = appendPadded(append(out, ':'), seconds/60%60, 2)
	out = appendPadded(append(out, ':'), seconds%60, 2)
	return appendMicros(out, d.micros%1_000_000)
}

// appendDuration appends str() of a Duration: "1 years, 1 month, 0:00:00".
func appendDuration(out []byte, d *duration) []byte {
	if d.years != 0 {
		out = strconv.AppendInt(out, int64(d.years), 10)
		out = append(out, " years, "...)
	}
	if d.months != 0 {
		out = strconv.AppendInt(out, int64(d.months), 10)
		if d.months <= 1 {
			out = append(out, " month, "...)
		} else {
			out = append(out, " months, "...)
		}
	}
	return appendTimeDelta(out, d.exact)
}
