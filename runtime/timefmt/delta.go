package timefmt

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"time"
)

// A Delta is Python's timedelta: an exact number of microseconds. It reaches
// 292,000 years either way, which is far more than datetimes do.
type Delta int64

// Units of Deltas.
const (
	Microsecond Delta = 1
	Second            = 1e6 * Microsecond
	Minute            = 60 * Second
	Hour              = 60 * Minute
	Day               = 24 * Hour
	Week              = 7 * Day
)

// Days is the days of the normal form, rounded down: -1 for an hour ago.
func (d Delta) Days() int64 { return int64(floorDiv(d, Day)) }

// Seconds is the seconds of the normal form, 0 to 86399.
func (d Delta) Seconds() int64 { return int64((d - Delta(d.Days())*Day) / Second) }

// Microseconds is the microseconds of the normal form, 0 to 999999.
func (d Delta) Microseconds() int64 { return int64(d - floorDiv(d, Second)*Second) }

func floorDiv(a, b Delta) Delta {
	quotient := a / b
	if a%b < 0 {
		quotient--
	}
	return quotient
}

// TotalSeconds is the whole length in seconds, rounded once.
func (d Delta) TotalSeconds() float64 {
	if -1<<53 < d && d < 1<<53 {
		return float64(d) / 1e6
	}
	seconds, _ := big.NewRat(int64(d), 1e6).Float64()
	return seconds
}

// String is str(): "1 day, 0:00:00", "-1 day, 23:00:00", "0:00:00.100000".
func (d Delta) String() string {
	days, seconds := d.Days(), d.Seconds()
	text := fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
	if micros := d.Microseconds(); micros != 0 {
		text += fmt.Sprintf(".%06d", micros)
	}
	switch {
	case days == 0:
		return text
	case days == 1 || days == -1:
		return fmt.Sprintf("%d day, %s", days, text)
	}
	return fmt.Sprintf("%d days, %s", days, text)
}

// Repr is repr().
func (d Delta) Repr() string {
	var parts []string
	for _, part := range []struct {
		name string
		n    int64
	}{{"days", d.Days()}, {"seconds", d.Seconds()}, {"microseconds", d.Microseconds()}} {
		if part.n != 0 {
			parts = append(parts, fmt.Sprintf("%s=%d", part.name, part.n))
		}
	}
	if parts == nil {
		parts = []string{"0"}
	}
	return "datetime.timedelta(" + strings.Join(parts, ", ") + ")"
}

// Add is the sum, or an OverflowError.
func (d Delta) Add(other Delta) (Delta, error) {
	sum := d + other
	if (other > 0) != (sum > d) && other != 0 {
		return 0, fail(OverflowError, "sum of durations is too long")
	}
	return sum, nil
}

// Times is the duration a whole number of times.
func (d Delta) Times(n int64) (Delta, error) {
	product := new(big.Int).Mul(big.NewInt(int64(d)), big.NewInt(n))
	if !product.IsInt64() {
		return 0, fail(OverflowError, "product of a duration is too long")
	}
	return Delta(product.Int64()), nil
}

// Scale is the duration times a float, rounded half to even.
func (d Delta) Scale(factor float64) (Delta, error) {
	exact := new(big.Rat)
	if exact.SetFloat64(factor) == nil {
		return 0, fail(ValueError, "%g is no factor of a duration", factor)
	}
	return roundedDelta(exact.Mul(exact, new(big.Rat).SetInt64(int64(d))))
}

// roundedDelta rounds microseconds half to even.
func roundedDelta(micros *big.Rat) (Delta, error) {
	twice := new(big.Int).Lsh(micros.Num(), 1)
	floor, rest := new(big.Int).DivMod(twice.Add(twice, micros.Denom()), new(big.Int).Lsh(micros.Denom(), 1), new(big.Int))
	if rest.Sign() == 0 && floor.Bit(0) == 1 {
		floor.Sub(floor, big.NewInt(1))
	}
	if !floor.IsInt64() {
		return 0, fail(OverflowError, "duration is too long")
	}
	return Delta(floor.Int64()), nil
}

// A Parts is the arguments of Python's timedelta(), which may be fractions.
type Parts struct {
	Weeks, Days, Hours, Minutes, Seconds, Milliseconds, Microseconds float64
}

// Delta adds the parts up as Python does: whole parts exactly, the fractions
// as floats, rounded half to even at the end.
func (p Parts) Delta() (Delta, error) {
	var sum Delta
	var leftover float64
	for _, part := range []struct {
		n    float64
		unit Delta
	}{
		{p.Microseconds, Microsecond}, {p.Milliseconds, 1000 * Microsecond}, {p.Seconds, Second}, {p.Minutes, Minute},
		{p.Hours, Hour}, {p.Days, Day}, {p.Weeks, Week},
	} {
		if math.IsNaN(part.n) {
			return 0, fail(ValueError, "NaN is no duration")
		}
		if math.Abs(part.n)*float64(part.unit) > 9e18 {
			return 0, fail(OverflowError, "duration of %g is too long", part.n)
		}
		whole, fraction := math.Modf(part.n)
		micros, rest := math.Modf(fraction * float64(part.unit))
		leftover += rest
		var err error
		if sum, err = sum.Add(Delta(whole)*part.unit + Delta(micros)); err != nil {
			return 0, err
		}
	}
	return sum.Add(Delta(roundLeftover(leftover, sum)))
}

// roundLeftover rounds so that a half makes the sum even.
func roundLeftover(leftover float64, sum Delta) float64 {
	rounded := math.Round(leftover)
	if math.Abs(rounded-leftover) == 0.5 {
		odd := float64(sum & 1)
		return 2*math.Round((leftover+odd)*0.5) - odd
	}
	return rounded
}

// Add is t and d later on the same clock.
func Add(t time.Time, d Delta) (time.Time, error) {
	seconds := int64(floorDiv(d, Second))
	if seconds > 4e11 || seconds < -4e11 {
		return time.Time{}, fail(OverflowError, "date value out of range")
	}
	// In two steps, because time.Duration reaches only 292 years.
	moved := time.Unix(t.Unix()+seconds, int64(t.Nanosecond())).In(t.Location())
	return checked(moved.Add(time.Duration(d.Microseconds()) * time.Microsecond))
}

// Sub is the time from u to t. Both have a zone, or neither.
func Sub(t, u time.Time) Delta {
	return Delta(t.UnixMicro() - u.UnixMicro())
}
