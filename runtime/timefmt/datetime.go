package timefmt

import (
	"fmt"
	"math"
	"math/big"
	"time"
)

// The years that a Python datetime can have.
const (
	minYear = 1
	maxYear = 9999
)

// A Clock is the wall clock's reading of a datetime, as its constructor takes it.
type Clock struct {
	Year, Month, Day, Hour, Minute, Second, Microsecond int
}

// ClockOf is the reading of t in its own zone.
func ClockOf(t time.Time) Clock {
	year, month, day := t.Date()
	hour, minute, second := t.Clock()
	return Clock{year, int(month), day, hour, minute, second, t.Nanosecond() / 1000}
}

// In is the datetime of the reading in a zone. Unlike time.Date it refuses
// what no clock shows, such as 30 February.
func (c Clock) In(loc *time.Location) (time.Time, error) {
	if err := c.check(); err != nil {
		return time.Time{}, err
	}
	return time.Date(c.Year, time.Month(c.Month), c.Day, c.Hour, c.Minute, c.Second, c.Microsecond*1000, loc), nil
}

func (c Clock) check() error {
	switch {
	case c.Year < minYear || c.Year > maxYear:
		return fail(ValueError, "year %d is not in 1..9999", c.Year)
	case c.Month < 1 || c.Month > 12:
		return fail(ValueError, "month %d is not in 1..12", c.Month)
	case c.Day < 1 || c.Day > daysIn(c.Year, c.Month):
		return fail(ValueError, "day %d is not in month %d of %d", c.Day, c.Month, c.Year)
	case c.Hour < 0 || c.Hour > 23:
		return fail(ValueError, "hour %d is not in 0..23", c.Hour)
	case c.Minute < 0 || c.Minute > 59:
		return fail(ValueError, "minute %d is not in 0..59", c.Minute)
	case c.Second < 0 || c.Second > 59:
		return fail(ValueError, "second %d is not in 0..59", c.Second)
	case c.Microsecond < 0 || c.Microsecond > 999999:
		return fail(ValueError, "microsecond %d is not in 0..999999", c.Microsecond)
	}
	return nil
}

// monthDays are the days of the months of a common year.
var monthDays = [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

func daysIn(year, month int) int {
	if month == 2 && isLeap(year) {
		return 29
	}
	return monthDays[month-1]
}

func isLeap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

// secondsPerDay is for days of the proleptic calendar, which know no leap seconds.
const secondsPerDay = 24 * 60 * 60

// Ordinal is the number of the day, 1 being the first day of year 1.
func Ordinal(year, month, day int) int {
	return int(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix()/secondsPerDay) + unixOrdinal
}

// unixOrdinal is the ordinal of 1 January 1970.
const unixOrdinal = 719163

// FromOrdinal is the naive midnight of a day by its ordinal.
func FromOrdinal(ordinal int) (time.Time, error) {
	if ordinal < 1 || ordinal > 3652059 {
		return time.Time{}, fail(ValueError, "day number %d is not in the years 1..9999", ordinal)
	}
	return wall(time.Unix(int64(ordinal-unixOrdinal)*secondsPerDay, 0).UTC(), Naive), nil
}

// wall is the same reading of the clock in another zone.
func wall(t time.Time, loc *time.Location) time.Time {
	year, month, day := t.Date()
	hour, minute, second := t.Clock()
	return time.Date(year, month, day, hour, minute, second, t.Nanosecond(), loc)
}

// checked refuses a time that Python cannot hold in its own zone.
func checked(t time.Time) (time.Time, error) {
	if year := t.Year(); year < minYear || year > maxYear {
		return time.Time{}, fail(OverflowError, "date value out of range: year %d", year)
	}
	return t, nil
}

// In is t on the clocks of another zone; a naive t is taken for UTC.
func In(t time.Time, loc *time.Location) (time.Time, error) {
	return checked(Aware(t).In(loc))
}

// Timestamp is the seconds since 1970 as Python's float; a naive t is UTC.
func Timestamp(t time.Time) float64 {
	micros := t.UnixMicro()
	if -1<<53 < micros && micros < 1<<53 {
		return float64(micros) / 1e6
	}
	seconds, _ := big.NewRat(micros, 1e6).Float64()
	return seconds
}

// FromTimestamp is the instant, in UTC, of seconds since 1970, rounded half to
// even to microseconds.
func FromTimestamp(seconds float64) (time.Time, error) {
	if math.IsNaN(seconds) {
		return time.Time{}, fail(ValueError, "NaN is no time")
	}
	if math.Abs(seconds) > maxSeconds {
		return time.Time{}, fail(OverflowError, "timestamp %g is out of range", seconds)
	}
	whole, fraction := math.Modf(seconds)
	return FromUnix(int64(whole), int64(math.RoundToEven(fraction*1e6)))
}

// maxSeconds is about as many as the C library makes a year of. Python reports
// more of them, and a year of more than four digits, as errors of different classes.
const maxSeconds = 67768036191676799

// FromUnix is the instant, in UTC, of seconds and microseconds since 1970.
func FromUnix(seconds, micros int64) (time.Time, error) {
	if seconds > maxSeconds || seconds < -maxSeconds {
		return time.Time{}, fail(OverflowError, "timestamp %d is out of range", seconds)
	}
	t := time.Unix(seconds, 0).Add(time.Duration(micros) * time.Microsecond).UTC()
	if year := t.Year(); year < minYear || year > maxYear {
		return time.Time{}, fail(ValueError, "year %d is not in 1..9999", year)
	}
	return t, nil
}

// ISOFormat is Python's isoformat: timespec is auto, hours, minutes, seconds,
// milliseconds or microseconds ("" is auto).
func ISOFormat(t time.Time, separator, timespec string) (string, error) {
	clock, err := isoClock(t, timespec)
	if err != nil {
		return "", err
	}
	return ISODate(t) + separator + clock + ISOOffset(t), nil
}

// ISODate is the date alone.
func ISODate(t time.Time) string {
	return fmt.Sprintf("%04d-%02d-%02d", t.Year(), t.Month(), t.Day())
}

func isoClock(t time.Time, timespec string) (string, error) {
	micros := t.Nanosecond() / 1000
	if timespec == "" || timespec == "auto" {
		timespec = "seconds"
		if micros != 0 {
			timespec = "microseconds"
		}
	}
	switch timespec {
	case "hours":
		return t.Format("15"), nil
	case "minutes":
		return t.Format("15:04"), nil
	case "seconds":
		return t.Format("15:04:05"), nil
	case "milliseconds":
		return fmt.Sprintf("%s.%03d", t.Format("15:04:05"), micros/1000), nil
	case "microseconds":
		return fmt.Sprintf("%s.%06d", t.Format("15:04:05"), micros), nil
	}
	return "", fail(ValueError, "unknown timespec %q", timespec)
}

// ISOTime is the time of day alone, without its zone.
func ISOTime(t time.Time) string {
	clock, _ := isoClock(t, "auto") // auto is always known
	return clock
}

// Text is str() of a datetime.
func Text(t time.Time) string {
	return ISODate(t) + " " + ISOTime(t) + ISOOffset(t)
}

// Repr is repr() of a datetime.
func Repr(t time.Time) string {
	c := ClockOf(t)
	text := fmt.Sprintf("datetime.datetime(%d, %d, %d, %d, %d", c.Year, c.Month, c.Day, c.Hour, c.Minute)
	if c.Second != 0 || c.Microsecond != 0 {
		text += fmt.Sprintf(", %d", c.Second)
	}
	if c.Microsecond != 0 {
		text += fmt.Sprintf(", %d", c.Microsecond)
	}
	if !IsNaive(t) {
		text += ", tzinfo=" + ZoneRepr(t)
	}
	return text + ")"
}

// DateRepr is repr() of a date.
func DateRepr(t time.Time) string {
	return fmt.Sprintf("datetime.date(%d, %d, %d)", t.Year(), t.Month(), t.Day())
}
