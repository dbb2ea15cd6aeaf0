package timefmt

import (
	"fmt"
	"strings"
	"time"
)

// Naive is the location of datetimes without a zone. They are told by the
// pointer: naive times are kept, and reckoned with, as if in UTC.
var Naive = time.FixedZone("naive", 0)

// LibraryUTC is UTC as the framework's zone library has it: it reads like
// time.UTC everywhere but in repr(), which says <UTC>.
var LibraryUTC = time.FixedZone("UTC", 0)

// IsNaive tells whether t has no zone.
func IsNaive(t time.Time) bool { return t.Location() == Naive }

// Aware is t itself, or a naive t with UTC for a zone.
func Aware(t time.Time) time.Time {
	if IsNaive(t) {
		return t.UTC()
	}
	return t
}

// Replace is the same reading of the clock in another zone.
func Replace(t time.Time, loc *time.Location) time.Time { return wall(t, loc) }

// Offset is the zone of a fixed number of seconds east of UTC.
func Offset(seconds int, name string) (*time.Location, error) {
	if seconds <= -secondsPerDay || seconds >= secondsPerDay {
		return nil, fail(ValueError, "offset of %d seconds is a day or more", seconds)
	}
	if seconds == 0 && (name == "" || name == "UTC") {
		return time.UTC, nil
	}
	if name == "" {
		name = "UTC" + offsetText(seconds, ":")
	}
	return time.FixedZone(name, seconds), nil
}

// ISOOffset is the offset as +02:00, with seconds where there are some, and
// empty for a naive time.
func ISOOffset(t time.Time) string { return zoneOffset(t, ":") }

func zoneOffset(t time.Time, colon string) string {
	if IsNaive(t) {
		return ""
	}
	_, seconds := t.Zone()
	return offsetText(seconds, colon)
}

func offsetText(seconds int, colon string) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	text := fmt.Sprintf("%c%02d%s%02d", sign, seconds/3600, colon, seconds/60%60)
	if seconds%60 != 0 {
		text += fmt.Sprintf("%s%02d", colon, seconds%60)
	}
	return text
}

// ZoneName is what %Z prints: empty for a naive time.
func ZoneName(t time.Time) string {
	if IsNaive(t) {
		return ""
	}
	name, _ := t.Zone()
	return name
}

// ZoneRepr is repr() of the zone of t.
func ZoneRepr(t time.Time) string {
	switch t.Location() {
	case Naive:
		return "None"
	case time.UTC:
		return "datetime.timezone.utc"
	case LibraryUTC:
		return "<UTC>"
	}
	name, seconds := t.Zone()
	offset := Delta(seconds) * Second
	if name == "" || name == "UTC"+offsetText(seconds, ":") {
		return "datetime.timezone(" + offset.Repr() + ")"
	}
	return fmt.Sprintf("datetime.timezone(%s, '%s')", offset.Repr(), name)
}

// Zone is a zone of the machine's database by its IANA name. Case does not
// count where the usual spelling can be guessed.
func Zone(name string) (*time.Location, error) {
	if strings.EqualFold(name, "utc") {
		return LibraryUTC, nil
	}
	if name == "" || strings.EqualFold(name, "local") {
		return nil, fail(UnknownZoneError, "unknown time zone %q", name)
	}
	for _, spelling := range []string{name, strings.ToUpper(name), capitalised(name, true), capitalised(name, false)} {
		if loc, err := time.LoadLocation(spelling); err == nil {
			return loc, nil
		}
	}
	return nil, fail(UnknownZoneError, "unknown time zone %q", name)
}

// capitalised spells a zone as the database mostly does: america/new_york is
// America/New_York, us/pacific is US/Pacific where area says so.
func capitalised(name string, area bool) string {
	spelled := []byte(strings.ToLower(name))
	start := true
	for i, c := range spelled {
		if start && 'a' <= c && c <= 'z' {
			spelled[i] = c - 'a' + 'A'
		}
		start = c == '/' || c == '_' || c == '-'
	}
	head, rest, found := strings.Cut(string(spelled), "/")
	if found && !area {
		return strings.ToUpper(head) + "/" + rest
	}
	return string(spelled)
}
