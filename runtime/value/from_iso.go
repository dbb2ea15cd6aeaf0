package value

import "time"

// FromISO is a date or a time that a manifest holds, in the form of Python's isoformat: 2024-01-31, or
// 2024-01-31T12:30:00 with or without a zone.
func FromISO(text string) Value {
	if at, err := time.Parse(time.DateOnly, text); err == nil {
		return DateOf(at)
	}
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return DateTimeOf(at)
	}
	at, err := time.Parse("2006-01-02T15:04:05", text)
	if err != nil {
		return Fail(ValueError, "Invalid isoformat string: %s", Str(text).Repr())
	}
	return NaiveDateTimeOf(at)
}
