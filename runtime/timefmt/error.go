package timefmt

import "fmt"

// An Error is a failure with the name of the exception that Python raises for it.
type Error struct {
	Class   string // ValueError, OverflowError, …
	Message string
}

// The classes of errors that this package gives.
const (
	ValueError       = "ValueError"
	OverflowError    = "OverflowError"
	PatternError     = "re.error"                             // a format that names a directive twice
	DurationError    = "isodate.isoerror.ISO8601Error"        // a kind of ValueError
	UnknownZoneError = "pytz.exceptions.UnknownTimeZoneError" // a kind of KeyError
)

// Error is the message alone; the class is for those who ask.
func (e *Error) Error() string { return e.Message }

func fail(class, format string, args ...any) *Error {
	return &Error{Class: class, Message: fmt.Sprintf(format, args...)}
}
