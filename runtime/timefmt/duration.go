package timefmt

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// A Duration is what ISO 8601 calls one: calendar years and months, and an
// exact rest. Without years and months Python has a timedelta instead.
type Duration struct {
	Years, Months float64 // whole, or else no time can be reckoned with them
	Delta         Delta
}

// IsDelta tells whether the duration has no calendar part.
func (d Duration) IsDelta() bool { return d.Years == 0 && d.Months == 0 }

// Neg is the duration backwards.
func (d Duration) Neg() Duration {
	return Duration{0 - d.Years, 0 - d.Months, -d.Delta}
}

// Add is the sum, part by part.
func (d Duration) Add(other Duration) (Duration, error) {
	delta, err := d.Delta.Add(other.Delta)
	return Duration{d.Years + other.Years, d.Months + other.Months, delta}, err
}

// Times is the duration a whole number of times.
func (d Duration) Times(n int64) (Duration, error) {
	delta, err := d.Delta.Times(n)
	return Duration{d.Years * float64(n), d.Months * float64(n), delta}, err
}

// Equal counts twelve months as a year.
func (d Duration) Equal(other Duration) bool {
	return d.Years*12+d.Months == other.Years*12+other.Months && d.Delta == other.Delta
}

// AddTo is t and the duration later: the months first, on the calendar, where a
// day that the month does not have becomes its last one; then the rest.
func (d Duration) AddTo(t time.Time) (time.Time, error) {
	moved, err := d.months(t)
	if err != nil {
		return t, err
	}
	return Add(moved, d.Delta)
}

// AddToDate is AddTo for a date, which only whole days move.
func (d Duration) AddToDate(t time.Time) (time.Time, error) {
	return Duration{d.Years, d.Months, Delta(d.Delta.Days()) * Day}.AddTo(t)
}

// SubFrom is t and the duration earlier.
func (d Duration) SubFrom(t time.Time) (time.Time, error) { return d.Neg().AddTo(t) }

// SubFromDate is SubFrom for a date. Python drops the hours before it negates:
// a date less one hour is the same date, a date plus minus one hour is the day before.
func (d Duration) SubFromDate(t time.Time) (time.Time, error) {
	return Duration{-d.Years, -d.Months, -Delta(d.Delta.Days()) * Day}.AddTo(t)
}

func (d Duration) months(t time.Time) (time.Time, error) {
	if d.IsDelta() {
		return t, nil
	}
	if d.Years != math.Trunc(d.Years) || d.Months != math.Trunc(d.Months) {
		return t, fail(ValueError, "reckoning a date with %g years and %g months", d.Years, d.Months)
	}
	if math.Abs(d.Years) > 1e6 || math.Abs(d.Months) > 1e7 {
		return t, fail(ValueError, "reckoning a date with %g years and %g months is out of range", d.Years, d.Months)
	}
	c := ClockOf(t)
	months := (c.Year+int(d.Years))*12 + c.Month - 1 + int(d.Months)
	c.Year, c.Month = months/12, months%12+1
	if months < 0 || c.Year < minYear || c.Year > maxYear {
		return t, fail(ValueError, "year %d is not in 1..9999", c.Year)
	}
	c.Day = min(c.Day, daysIn(c.Year, c.Month))
	return c.In(t.Location())
}

// String is str(), as the framework's library prints: "1 years, 2 months, 0:00:00".
func (d Duration) String() string {
	var parts []string
	if d.Years != 0 {
		parts = append(parts, fmt.Sprintf("%.0f years", whole(d.Years)))
	}
	switch {
	case d.Months > 1:
		parts = append(parts, fmt.Sprintf("%.0f months", whole(d.Months)))
	case d.Months != 0:
		parts = append(parts, fmt.Sprintf("%.0f month", whole(d.Months)))
	}
	return strings.Join(append(parts, d.Delta.String()), ", ")
}

// Repr is repr().
func (d Duration) Repr() string {
	return fmt.Sprintf("isodate.duration.Duration(%d, %d, %d, years=%.0f, months=%.0f)",
		d.Delta.Days(), d.Delta.Seconds(), d.Delta.Microseconds(), whole(d.Years), whole(d.Months))
}

// whole cuts the fraction, and the sign of a zero with it.
func whole(f float64) float64 { return math.Trunc(f) + 0 }
