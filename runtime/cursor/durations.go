package cursor

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/timefmt"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// duration reads a duration; nothing is one of no length. The errors are the reference's.
func duration(text string) (timefmt.Duration, error) {
	if text == "" {
		return timefmt.Duration{}, nil
	}
	d, err := timefmt.ParseDuration(text)
	if bad := (*timefmt.Error)(nil); errors.As(err, &bad) {
		failure := &value.Error{Class: bad.Class, Message: bad.Message}
		if bad.Class == timefmt.DurationError {
			failure.Class, failure.Message = "ISO8601Error", unreadable(text)
		}
		return d, failure
	}
	return d, err
}

func unreadable(text string) string {
	if after, ok := strings.CutPrefix(text, "P"); ok {
		return fmt.Sprintf("ISO 8601 time designator 'T' missing. Unable to parse datetime string %s.", value.Str(after).Repr())
	}
	return "Unable to parse duration string " + value.Str(text).Repr()
}

func isZero(d timefmt.Duration) bool { return d == timefmt.Duration{} }

// add is t and the duration later.
func add(t time.Time, d timefmt.Duration) (time.Time, error) {
	moved, err := d.AddTo(t)
	return moved, asFailure(err)
}

// subtract is t and the duration earlier.
func subtract(t time.Time, d timefmt.Duration) (time.Time, error) {
	moved, err := d.SubFrom(t)
	return moved, asFailure(err)
}

// asFailure gives an error of timefmt the class that the reference's error has.
func asFailure(err error) error {
	if err == nil {
		return nil
	}
	if bad := (*timefmt.Error)(nil); errors.As(err, &bad) {
		return &value.Error{Class: bad.Class, Message: bad.Message}
	}
	return err
}

// isClass says that err is a failure of the class.
func isClass(err error, class string) bool {
	var failure *value.Error
	return errors.As(err, &failure) && failure.Class == class
}
