package timefmt

import "time"

// quickPrint prints a time by a format of text and the directives that APIs use,
// without flags. False leaves everything else to the printer, a year that has
// not four digits included.
func quickPrint(t time.Time, format string) (text string, ok bool) {
	var buffer [64]byte
	out := buffer[:0]
	clock := ClockOf(t)
	if clock.Year < 1000 || clock.Year > maxYear {
		return "", false
	}
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			out = append(out, format[i])
			continue
		}
		if i++; i == len(format) {
			return "", false
		}
		if out, ok = clock.quickPrint(out, format[i]); !ok {
			return "", false
		}
	}
	return string(out), len(out) < roomFor(format)
}

// quickPrint prints one directive.
func (c Clock) quickPrint(out []byte, letter byte) (_ []byte, ok bool) {
	switch letter {
	case 'Y':
		return twoDigits(twoDigits(out, c.Year/100), c.Year%100), true
	case 'm':
		return twoDigits(out, c.Month), true
	case 'd':
		return twoDigits(out, c.Day), true
	case 'H':
		return twoDigits(out, c.Hour), true
	case 'M':
		return twoDigits(out, c.Minute), true
	case 'S':
		return twoDigits(out, c.Second), true
	case 'f':
		out = twoDigits(out, c.Microsecond/10_000)
		return twoDigits(twoDigits(out, c.Microsecond/100%100), c.Microsecond%100), true
	}
	return out, false
}

func twoDigits(out []byte, n int) []byte { return append(out, byte('0'+n/10), byte('0'+n%10)) }
