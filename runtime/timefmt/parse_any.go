package timefmt

import (
	"strconv"
	"strings"
	"time"
)

// ParseAny reads a date in whatever form an API gives it: seconds since the
// epoch in up to ten digits, a day as 2026-01-15, or what ParseLoose reads, with
// a date in it. Without a zone it is in UTC.
func ParseAny(text string) (time.Time, error) {
	if digits := strings.TrimPrefix(text, "-"); isDigits(digits) {
		return parseSeconds(text, digits)
	}
	switch dashes := strings.Count(text, "-"); {
	case strings.Contains(text, ":"):
		if dashes < 2 && strings.Count(text, "/") < 2 {
			return time.Time{}, notParsed(text) // a time of the day
		}
	case dashes == 2 && !strings.Contains(text, "/"):
		return parseDay(text)
	}
	t, err := ParseLoose(text)
	if err != nil {
		return t, err
	}
	return Aware(t), nil
}

func notParsed(text string) error {
	return fail(ValueError, "Could not parse datetime string: %s", text)
}

func isDigits(text string) bool {
	for i := range len(text) {
		if !isDigit(text[i]) {
			return false
		}
	}
	return text != ""
}

func parseSeconds(text, digits string) (time.Time, error) {
	significant := strings.TrimLeft(digits, "0")
	switch {
	case digits != text && significant != "":
		return time.Time{}, fail(ValueError, "Timestamp cannot be negative")
	case len(significant) > 10:
		return time.Time{}, fail(ValueError, "Timestamp value too large")
	}
	seconds, _ := strconv.ParseInt("0"+significant, 10, 64) // ten digits are always a number
	return FromUnix(seconds, 0)
}

func parseDay(text string) (time.Time, error) {
	var parts [3]int
	for i, part := range strings.SplitN(text, "-", 3) {
		n, ok := pythonInt(part)
		if !ok || n != int64(int(n)) {
			return time.Time{}, fail(ValueError, "Invalid date format: %s", text)
		}
		parts[i] = int(n)
	}
	t, err := Clock{Year: parts[0], Month: parts[1], Day: parts[2]}.In(time.UTC)
	if err != nil {
		return t, fail(ValueError, "Invalid date format: %s", text)
	}
	return t, nil
}
