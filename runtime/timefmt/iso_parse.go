package timefmt

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// ISOParse reads an ISO 8601 date or datetime: calendar, week and ordinal
// dates, basic and extended, any one character before the time, 24:00, a
// fraction after a dot or comma (digits after the sixth are cut), Z or an
// offset. The result is naive where the text has no zone.
func ISOParse(text string) (time.Time, error) {
	if len(text) == len(utcSeconds) {
		if t, ok := quick(text, utcSecondsFormat); ok {
			return t, nil
		}
	}
	for i := 0; i < len(text); i++ {
		if text[i] >= 0x80 {
			return time.Time{}, fail(ValueError, "ISO 8601 time %q has characters that are not ASCII", text)
		}
	}
	c, end, err := isoCalendar(text)
	if err != nil {
		if c, end, err = isoUncommon(text); err != nil {
			return time.Time{}, err
		}
	}
	zone := Naive
	if len(text) > end {
		if zone, err = isoTime(text[end+1:], &c); err != nil {
			return time.Time{}, err
		}
	}
	if c.Hour == 24 {
		c.Hour = 0
		t, err := c.In(zone)
		if err != nil {
			return t, err
		}
		return Add(t, Day)
	}
	return c.In(zone)
}

// Nearly all APIs write times like this.
const (
	utcSeconds       = "2006-01-02T15:04:05Z"
	utcSecondsFormat = "%Y-%m-%dT%H:%M:%SZ"
)

// isoCalendar reads YYYY, YYYY-MM, YYYY-MM-DD or YYYYMMDD.
func isoCalendar(text string) (c Clock, end int, err error) {
	c.Month, c.Day = 1, 1
	if len(text) < 4 {
		return c, 0, fail(ValueError, "ISO 8601 date %q is too short", text)
	}
	if c.Year, err = isoNumber(text, 0, 4); err != nil || len(text) == 4 {
		return c, 4, err
	}
	at, dashed := 4, text[4] == '-'
	if dashed {
		at++
	}
	if len(text) < at+2 {
		return c, 0, fail(ValueError, "ISO 8601 date %q has no month", text)
	}
	if c.Month, err = isoNumber(text, at, at+2); err != nil {
		return c, 0, err
	}
	at += 2
	switch {
	case at == len(text) && dashed:
		return c, at, nil
	case at == len(text) || dashed && text[at] != '-':
		return c, 0, fail(ValueError, "ISO 8601 date %q has no day", text)
	case dashed:
		at++
	}
	if len(text) < at+2 {
		return c, 0, fail(ValueError, "ISO 8601 date %q has no day", text)
	}
	c.Day, err = isoNumber(text, at, at+2)
	return c, at + 2, err
}

// isoUncommon reads YYYY-Www, YYYY-Www-D or YYYY-DDD, or the same without dashes.
func isoUncommon(text string) (c Clock, end int, err error) {
	if len(text) < 4 {
		return c, 0, fail(ValueError, "ISO 8601 date %q is too short", text)
	}
	year, err := isoNumber(text, 0, 4)
	if err != nil {
		return c, 0, err
	}
	at, dashed := 4, strings.HasPrefix(text[4:], "-")
	if dashed {
		at++
	}
	var ordinal int
	if strings.HasPrefix(text[at:], "W") {
		ordinal, end, err = isoWeek(text, year, at+1, dashed)
	} else {
		ordinal, end, err = isoDayOfYear(text, year, at)
	}
	if err != nil {
		return c, 0, err
	}
	t, err := FromOrdinal(ordinal)
	return ClockOf(t), end, err
}

// isoWeek reads the week and day after the W and gives the ordinal of the day.
func isoWeek(text string, year, at int, dashed bool) (ordinal, end int, err error) {
	week, err := isoNumber(text, at, at+2)
	if err != nil {
		return 0, 0, err
	}
	at += 2
	day := 1
	if len(text) > at {
		if (text[at] == '-') != dashed {
			return 0, 0, fail(ValueError, "ISO 8601 date %q has dashes in some places only", text)
		}
		if dashed {
			at++
		}
		if day, err = isoNumber(text, at, at+1); err != nil {
			return 0, 0, err
		}
		at++
	}
	if week < 1 || week > 53 || day < 1 || day > 7 || year < minYear {
		return 0, 0, fail(ValueError, "ISO 8601 date %q names no week or day", text)
	}
	return weekOne(year) + (week-1)*7 + day - 1, at, nil
}

// weekOne is the ordinal of the Monday of the first ISO week of a year.
func weekOne(year int) int {
	fourth := Ordinal(year, 1, 4)
	return fourth - (fourth+6)%7
}

func isoDayOfYear(text string, year, at int) (ordinal, end int, err error) {
	if len(text) < at+3 {
		return 0, 0, fail(ValueError, "ISO 8601 date %q has no day of the year", text)
	}
	day, err := isoNumber(text, at, at+3)
	if err != nil {
		return 0, 0, err
	}
	if year < minYear || day < 1 || day > 366 || day == 366 && !isLeap(year) {
		return 0, 0, fail(ValueError, "year %d has no day %d", year, day)
	}
	return Ordinal(year, 1, 1) + day - 1, at + 3, nil
}

// isoTime reads hh, hh:mm or hh:mm:ss with or without colons, a fraction and
// a zone; every part but the hour may be missing.
func isoTime(text string, c *Clock) (*time.Location, error) {
	if len(text) < 2 {
		return nil, fail(ValueError, "ISO 8601 time %q is too short", text)
	}
	zone, at, colons := Naive, 0, false
	for part := 0; at < len(text) && part <= 5; part++ {
		if strings.IndexByte("-+Zz", text[at]) >= 0 {
			var err error
			if zone, err = isoZone(text[at:]); err != nil {
				return nil, err
			}
			at = len(text)
			break
		}
		switch {
		case part == 1 && text[at] == ':':
			colons = true
			at++
		case part == 2 && colons:
			if text[at] != ':' {
				return nil, fail(ValueError, "ISO 8601 time %q has colons in some places only", text)
			}
			at++
		}
		var err error
		if at, err = isoTimePart(text, at, part, c); err != nil {
			return nil, err
		}
	}
	if at < len(text) {
		return nil, fail(ValueError, "ISO 8601 time %q ends with something else", text)
	}
	if c.Hour == 24 && (c.Minute != 0 || c.Second != 0 || c.Microsecond != 0) {
		return nil, fail(ValueError, "hour 24 is midnight only, not %q", text)
	}
	return zone, nil
}

func isoTimePart(text string, at, part int, c *Clock) (end int, err error) {
	switch part {
	case 0:
		c.Hour, err = isoNumber(text, at, at+2)
	case 1:
		c.Minute, err = isoNumber(text, at, at+2)
	case 2:
		c.Second, err = isoNumber(text, at, at+2)
	case 3:
		return isoFraction(text, at, c), nil
	default:
		return at, nil
	}
	return at + 2, err
}

// isoFraction reads what may follow the seconds, and nothing if it does not.
func isoFraction(text string, at int, c *Clock) (end int) {
	end = at + 1
	for end < len(text) && isDigit(text[end]) {
		end++
	}
	if text[at] != '.' && text[at] != ',' || end == at+1 {
		return at
	}
	c.Microsecond = micros(text[at+1 : end])
	return end
}

// micros is the microseconds that the digits after a point say; the first six count.
func micros(digits string) int {
	n, _ := strconv.Atoi((digits + "000000")[:6]) // six digits are always a number
	return n
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isoZone(text string) (*time.Location, error) {
	if text == "Z" || text == "z" {
		return time.UTC, nil
	}
	if len(text) != 3 && len(text) != 5 && len(text) != 6 || text[0] != '+' && text[0] != '-' {
		return nil, fail(ValueError, "%q is no offset of ISO 8601", text)
	}
	hours, err := isoNumber(text, 1, 3)
	if err != nil {
		return nil, err
	}
	minutes := 0
	if len(text) > 3 {
		at := 3
		if text[3] == ':' {
			at = 4
		}
		if minutes, err = isoNumber(text, at, len(text)); err != nil {
			return nil, err
		}
	}
	if minutes > 59 || hours > 23 {
		return nil, fail(ValueError, "offset %q is too far", text)
	}
	seconds := (hours*60 + minutes) * 60
	if text[0] == '-' {
		seconds = -seconds
	}
	return Offset(seconds, "")
}

// isoNumber is int() of the characters from start to end, as far as there are any.
func isoNumber(text string, start, end int) (int, error) {
	part := text[min(start, len(text)):min(end, len(text))]
	if n, ok := fewDigits(part); ok {
		return n, nil
	}
	n, ok := pythonInt(part)
	if !ok || n != int64(int(n)) {
		return 0, fail(ValueError, "%q is no number in %q", part, text)
	}
	return int(n), nil
}

// fewDigits is a number as nearly all times have them: up to four digits.
func fewDigits(text string) (n int, ok bool) {
	if len(text) == 0 || len(text) > 4 {
		return 0, false
	}
	for i := range len(text) {
		if !isDigit(text[i]) {
			return 0, false
		}
		n = n*10 + int(text[i]-'0')
	}
	return n, true
}

// pythonInt is int() of a text: spaces around, a sign, and single underscores
// between digits are allowed. What is too large for an int64 is the largest one.
func pythonInt(text string) (int64, bool) {
	text = strings.Trim(text, " \t\n\r\v\f")
	if strings.HasPrefix(text, "_") || strings.HasSuffix(text, "_") || strings.Contains(text, "__") ||
		strings.Contains(text, "+_") || strings.Contains(text, "-_") {
		return 0, false
	}
	n, err := strconv.ParseInt(strings.ReplaceAll(text, "_", ""), 10, 64)
	return n, err == nil || errors.Is(err, strconv.ErrRange)
}
