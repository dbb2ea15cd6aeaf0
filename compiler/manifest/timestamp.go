package manifest

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A Date is a date of YAML: an unquoted 2024-01-31.
type Date struct{ Time time.Time }

// A DateTime is a timestamp of YAML: an unquoted 2024-01-31T12:30:00Z. One without a zone
// keeps that it has none.
type DateTime struct {
	Time  time.Time
	Zoned bool
}

// String is the date as Python prints it.
func (d Date) String() string { return d.Time.Format("2006-01-02") }

// String is the time in the form of Python's isoformat, which is how the reference writes it as JSON.
func (d DateTime) String() string {
	layout := "2006-01-02T15:04:05"
	if d.Time.Nanosecond() != 0 {
		layout += ".000000"
	}
	if d.Zoned {
		layout += "-07:00"
	}
	return d.Time.Format(layout)
}

// timeForm is what makes a plain scalar a date or a time.
var timeForm = regexp.MustCompile(`^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?:[Tt]|[ \t]+)[0-9][0-9]?` +
	`:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9][0-9]?(?::[0-9]{2})?))?)$`)

// timeParts takes one apart; a tag may put it on a date without leading zeros.
var timeParts = regexp.MustCompile(`^([0-9]{4})-([0-9][0-9]?)-([0-9][0-9]?)(?:(?:[Tt]|[ \t]+)([0-9][0-9]?):([0-9]{2}):([0-9]{2})` +
	`(?:\.([0-9]*))?(?:[ \t]*(Z|([-+])([0-9][0-9]?)(?::([0-9]{2}))?))?)?$`)

// timeValue reads a date or a time; ok is false for one that the calendar does not have.
func timeValue(text string) (value any, ok bool) {
	parts := timeParts.FindStringSubmatch(text)
	if parts == nil {
		return nil, false
	}
	year, month, day := number(parts[1]), number(parts[2]), number(parts[3])
	if year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return nil, false
	}
	if parts[4] == "" {
		return Date{time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)}, true
	}
	hour, minute, second := number(parts[4]), number(parts[5]), number(parts[6])
	if hour > 23 || minute > 59 || second > 59 {
		return nil, false
	}
	micro := number((parts[7] + "000000")[:6])
	zone, ok := zoneOf(parts[9], number(parts[10]), number(parts[11]))
	at := time.Date(year, time.Month(month), day, hour, minute, second, micro*1000, zone)
	return DateTime{Time: at, Zoned: parts[8] != ""}, ok
}

// zoneOf is the zone of an offset; Python has none of a day or more.
func zoneOf(sign string, hours, minutes int) (*time.Location, bool) {
	offset := hours*3600 + minutes*60
	switch {
	case offset >= 24*3600:
		return time.UTC, false
	case offset == 0:
		return time.UTC, true
	case strings.HasPrefix(sign, "-"):
		offset = -offset
	}
	return time.FixedZone("", offset), true
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// number reads digits that a form has checked; no digits are zero.
func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}
