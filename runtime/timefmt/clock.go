// Package timefmt is what Python knows of dates: strptime and strftime with
// their C extensions, the epoch codes of the framework, ISO 8601 instants and
// durations, calendar arithmetic, zones, and the clock.
//
// In go texts and formats, out come times, durations and texts. It knows
// nothing of values, records or streams.
//
// A Python datetime is a time.Time cut to microseconds whose year is 1 to
// 9999; one without a zone is in the location Naive.
//
// Zones other than UTC and fixed offsets are read from the machine's zone
// database (/usr/share/zoneinfo or $ZONEINFO). Where there is none, build the
// connector with -tags timetzdata: the database is not linked by default.
package timefmt

import (
	"fmt"
	"os"
	"time"
)

// nowVariable names the environment variable that pins the clock.
const nowVariable = "LOWCODE_NOW"

// Now is the present in UTC, cut to microseconds, or what LOWCODE_NOW says
// (an ISO 8601 instant such as 2026-01-15T12:00:00.5Z).
func Now() time.Time {
	if pinned, err := pinnedNow(); err == nil && !pinned.IsZero() {
		return pinned
	}
	return time.Now().UTC().Truncate(time.Microsecond)
}

// Check reports an unusable LOWCODE_NOW; programs call it once, at the start.
func Check() error {
	if _, err := pinnedNow(); err != nil {
		return fmt.Errorf("reading %s: %w", nowVariable, err)
	}
	return nil
}

// pinnedNow is the time that the environment asks for, zero without one.
func pinnedNow() (time.Time, error) {
	text := os.Getenv(nowVariable)
	if text == "" {
		return time.Time{}, nil
	}
	t, err := ISOParse(text)
	if err != nil {
		return time.Time{}, fmt.Errorf("%q is not an ISO 8601 time: %w", text, err)
	}
	return t.UTC(), nil
}
