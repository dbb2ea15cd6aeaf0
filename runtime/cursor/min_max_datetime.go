package cursor

import (
	"time"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/timefmt"
)

// A MinMaxDatetime is a time that the config decides, kept between two others (MinMaxDatetime).
type MinMaxDatetime struct {
	Datetime       config.Template
	DatetimeFormat string // of all three, "" for that of the cursor
	MinDatetime    config.Template
	MaxDatetime    config.Template
}

// defaultFormat is what the reference takes where neither the manifest nor a cursor names a format.
const defaultFormat = "%Y-%m-%dT%H:%M:%S.%f%z"

// Time is the time. inherited is the format of the cursor, "" without one.
func (m MinMaxDatetime) Time(inherited string) (time.Time, error) {
	format := m.format(inherited)
	at, _, err := instant(m.Datetime, format)
	if err != nil {
		return at, err
	}
	if low, ok, err := bound(m.MinDatetime, format); err != nil {
		return at, err
	} else if ok && low.After(at) {
		at = low
	}
	if high, ok, err := bound(m.MaxDatetime, format); err != nil {
		return at, err
	} else if ok && high.Before(at) {
		at = high
	}
	return at, nil
}

func (m MinMaxDatetime) format(inherited string) string {
	for _, format := range []string{m.DatetimeFormat, inherited} {
		if format != "" {
			return format
		}
	}
	return defaultFormat
}

// bound is a limit, false when there is none: an expression that gives nothing sets none.
func bound(t config.Template, format string) (time.Time, bool, error) {
	if t.IsZero() {
		return time.Time{}, false, nil
	}
	at, empty, err := instant(t, format)
	if empty {
		return at, false, nil
	}
	return at, err == nil, err
}

// instant evaluates a template and reads its text as a time; empty says that there is no text.
func instant(t config.Template, format string) (at time.Time, empty bool, err error) {
	v, err := t.Text()
	if err != nil {
		return time.Time{}, false, err
	}
	text := v.String()
	at, err = timefmt.Parse(text, format)
	return at, text == "", asFailure(err)
}
