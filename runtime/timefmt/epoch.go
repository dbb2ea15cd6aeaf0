package timefmt

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"
)

// The formats that mean the time since 1970 when they are the whole format,
// and the milliseconds that may stand in any.
const (
	secondsFormat      = "%s"
	floatFormat        = "%s_as_float"
	millisecondsFormat = "%ms"
	microsecondsFormat = "%epoch_microseconds"
	millisDirective    = "%_ms"
)

// Parse reads a text by a format of a manifest: one of the epoch formats, or
// a format of strptime, where %_ms is a fraction of up to six digits. What has
// no zone is in UTC.
func Parse(text, format string) (time.Time, error) {
	switch format {
	case secondsFormat, millisecondsFormat, microsecondsFormat:
		n, ok := pythonInt(text)
		if !ok {
			return time.Time{}, fail(ValueError, "%q is no whole number, as the format %s asks", text, format)
		}
		return ParseInt(n, format)
	case floatFormat:
		n, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(text), "_", ""), 64)
		if err != nil && !math.IsInf(n, 0) {
			return time.Time{}, fail(ValueError, "%q is no number, as the format %s asks", text, format)
		}
		return FromTimestamp(n)
	}
	if t, ok := quick(text, format); ok {
		return t, nil
	}
	t, err := Strptime(text, strings.ReplaceAll(format, millisDirective, "%f"))
	if err != nil {
		return time.Time{}, err
	}
	return Aware(t), nil
}

// ParseInt is Parse of a number; by other formats than the epoch ones its
// digits are read, 20240102 by %Y%m%d.
func ParseInt(n int64, format string) (time.Time, error) {
	switch format {
	case secondsFormat:
		return FromUnix(n, 0)
	case floatFormat:
		return FromTimestamp(float64(n))
	case millisecondsFormat:
		return sinceEpoch(n/1000, n%1000*1000)
	case microsecondsFormat:
		return sinceEpoch(n/1e6, n%1e6)
	}
	return Parse(strconv.FormatInt(n, 10), format)
}

// ParseFloat is Parse of a float, which the whole-number formats cut. text is
// how Python prints it, for the other formats.
func ParseFloat(f float64, text, format string) (time.Time, error) {
	switch format {
	case secondsFormat, millisecondsFormat, microsecondsFormat:
		switch {
		case math.IsNaN(f):
			return time.Time{}, fail(ValueError, "NaN is no time")
		case math.Abs(f) > 9e18:
			return time.Time{}, fail(OverflowError, "timestamp %g is out of range", f)
		}
		return ParseInt(int64(f), format)
	case floatFormat:
		return FromTimestamp(f)
	}
	return Parse(text, format)
}

// sinceEpoch is FromUnix with the error of an addition.
func sinceEpoch(seconds, micros int64) (time.Time, error) {
	t, err := FromUnix(seconds, micros)
	if err != nil {
		return t, fail(OverflowError, "timestamp %d is out of range", seconds)
	}
	return t, nil
}

// Format prints a time by a format of a manifest: one of the epoch formats, or
// a format of strftime, where %_ms is three digits of milliseconds.
func Format(t time.Time, format string) string {
	switch format {
	case secondsFormat:
		return truncated(Timestamp(t))
	case floatFormat:
		return pythonFloat(Timestamp(t))
	case millisecondsFormat:
		return truncated(Timestamp(t) * 1000) // in floats, as the reference reckons
	case microsecondsFormat:
		return truncated(Timestamp(t) * 1e6)
	}
	if !strings.Contains(format, millisDirective) {
		return Strftime(t, format)
	}
	// The reference prints microseconds and then replaces these digits wherever
	// they are in the output, so other parts that read the same change as well.
	micros := Strftime(t, "%f")
	text := Strftime(t, strings.ReplaceAll(format, millisDirective, "%f"))
	return strings.ReplaceAll(text, micros, micros[:3])
}

func truncated(f float64) string {
	if math.Abs(f) < 1<<62 {
		return strconv.FormatInt(int64(f), 10)
	}
	n, _ := big.NewFloat(f).Int(nil)
	return n.String()
}

// pythonFloat is str() of a timestamp, which is never so large or small that
// Python takes an exponent, but for a few microseconds from 1970.
func pythonFloat(f float64) string {
	if f != 0 && math.Abs(f) < 1e-4 {
		return strconv.FormatFloat(f, 'e', -1, 64)
	}
	text := strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(text, ".") {
		text += ".0"
	}
	return text
}
