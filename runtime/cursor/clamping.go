package cursor

import (
	"fmt"
	"slices"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/timefmt"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Clamping makes windows begin and end with a day, a week or a month
// (DatetimeBasedCursor.clamping): periods that are not complete are not read.
type Clamping struct {
	Target  config.Template // DAY, WEEK or MONTH
	Weekday string          // of WEEK: MONDAY … SUNDAY
}

// clamping is what a Clamping evaluates to; the zero clamping leaves times as they are.
type clamping struct {
	target  string
	weekday int // 0 for Monday
}

// weekdays are in the order of Python's numbers.
var weekdays = []string{"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"}

func (b *bounds) openClamping() error {
	if b.of.Clamping == nil {
		return nil
	}
	target, err := text(b.of.Clamping.Target)
	if err != nil {
		return err
	}
	b.clamp.target = target
	switch target {
	case "DAY", "MONTH":
		return nil
	case "WEEK":
		b.clamp.weekday, err = weekday(b.of.Clamping.Weekday)
		return err
	}
	return invalid(fmt.Sprintf("Invalid clamping target %s, expected DAY, WEEK, MONTH", target))
}

func weekday(name string) (int, error) {
	if name == "" {
		return 0, invalid("Given WEEK clamping, weekday needs to be provided as target_details")
	}
	at := slices.Index(weekdays, name)
	if at < 0 {
		return 0, invalid("Unknown weekday " + name)
	}
	return at, nil
}

func invalid(message string) error {
	return &value.Error{Class: value.ValueError, Message: message}
}

// up is the first start of a period that is not before t. As in the reference,
// the first day of a month or week is such a start at any hour.
func (c clamping) up(t time.Time) (time.Time, error) {
	midnight := startOfDay(t)
	switch c.target {
	case "DAY":
		if midnight.Equal(t) {
			return t, nil
		}
		return days(midnight, 1)
	case "WEEK":
		return days(midnight, (c.weekday-daysSinceMonday(t)+7)%7)
	case "MONTH":
		if t.Day() == 1 {
			return midnight, nil
		}
		return add(startOfMonth(midnight), timefmt.Duration{Months: 1})
	}
	return t, nil
}

// down is the last start of a period that is not after t.
func (c clamping) down(t time.Time) (time.Time, error) {
	midnight := startOfDay(t)
	switch c.target {
	case "DAY":
		return midnight, nil
	case "WEEK":
		return days(midnight, -((daysSinceMonday(t) - c.weekday + 7) % 7))
	case "MONTH":
		return startOfMonth(midnight), nil
	}
	return t, nil
}

// end is the end of the last complete period before t.
func (c clamping) end(t time.Time, granularity timefmt.Duration) (time.Time, error) {
	if c.target == "" {
		return t, nil
	}
	start, err := c.down(t)
	if err != nil {
		return t, err
	}
	if isZero(granularity) {
		granularity = timefmt.Duration{Delta: timefmt.Day}
		if c.target == "DAY" {
			granularity = timefmt.Duration{Delta: timefmt.Second}
		}
	}
	return subtract(start, granularity)
}

func startOfDay(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

func startOfMonth(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, t.Location())
}

func daysSinceMonday(t time.Time) int { return (int(t.Weekday()) + 6) % 7 }

func days(t time.Time, n int) (time.Time, error) {
	return add(t, timefmt.Duration{Delta: timefmt.Delta(n) * timefmt.Day})
}
