package timefmt

import (
	"strings"
	"sync/atomic"
	"time"
)

// quick reads a text whose numbers have all their digits, by a format of the
// directives that APIs use: so nearly all times are written. There the first
// reading that Strptime tries is the one. False sends everything else to it,
// what is no time included.
func quick(text, format string) (t time.Time, ok bool) {
	r := quickReader{text: text, clock: Clock{Month: 1, Day: 1}, zone: time.UTC}
	for len(format) > 0 {
		switch {
		case format[0] != '%':
			ok, format = r.literal(format[0]), format[1:]
		case strings.HasPrefix(format, millisDirective):
			ok, format = r.directive('f'), format[len(millisDirective):]
		case len(format) == 1:
			ok = false
		default:
			ok, format = r.directive(format[1]), format[2:]
		}
		if !ok {
			return t, false
		}
	}
	if r.at < len(text) || r.clock.check() != nil {
		return t, false
	}
	c := r.clock
	return time.Date(c.Year, time.Month(c.Month), c.Day, c.Hour, c.Minute, c.Second, c.Microsecond*1000, r.zone), true
}

// A quickReader is a place in a text and what was read before it.
type quickReader struct {
	text  string
	at    int
	clock Clock // its year is 0, which no time has, until it is read
	zone  *time.Location
	seen  uint64 // the directives, a bit each
}

func (r *quickReader) literal(c byte) bool {
	if r.at == len(r.text) || r.text[r.at] != c {
		return false
	}
	r.at++
	return true
}

func (r *quickReader) directive(letter byte) bool {
	if letter < 'A' || letter > 'z' || r.seen&(1<<(letter-'A')) != 0 {
		return false
	}
	r.seen |= 1 << (letter - 'A')
	switch letter {
	case 'Y':
		return r.number(&r.clock.Year, 4)
	case 'm':
		return r.number(&r.clock.Month, 2)
	case 'd':
		return r.number(&r.clock.Day, 2)
	case 'H':
		return r.number(&r.clock.Hour, 2)
	case 'M':
		return r.number(&r.clock.Minute, 2)
	case 'S':
		return r.number(&r.clock.Second, 2)
	case 'f':
		return r.fraction()
	case 'z':
		return r.offset()
	}
	return false
}

func (r *quickReader) number(n *int, length int) bool {
	if digits(r.text, r.at, length) < length {
		return false
	}
	*n = atoi(r.text[r.at : r.at+length])
	r.at += length
	return true
}

func (r *quickReader) fraction() bool {
	n := digits(r.text, r.at, 6)
	r.clock.Microsecond = micros(r.text[r.at : r.at+n])
	r.at += n
	return n > 0
}

// offset reads Z, or hours and minutes without seconds.
func (r *quickReader) offset() bool {
	if r.literal('Z') {
		return true
	}
	if r.at == len(r.text) || r.text[r.at] != '+' && r.text[r.at] != '-' || digits(r.text, r.at+1, 2) < 2 {
		return false
	}
	end, ok := sixty(r.text, r.at+3)
	if !ok || end < len(r.text) {
		return false
	}
	minutes := atoi(r.text[r.at+1:r.at+3])*60 + atoi(r.text[end-2:end])
	if r.text[r.at] == '-' {
		minutes = -minutes
	}
	r.at = end
	r.zone, ok = zoneOf(minutes)
	return ok
}

const minutesPerDay = 24 * 60

// zones keeps the zones of offsets that were met, by their minutes.
var zones [2*minutesPerDay - 1]atomic.Pointer[time.Location]

// zoneOf is the zone of an offset of less than a day.
func zoneOf(minutes int) (zone *time.Location, ok bool) {
	at := minutes + minutesPerDay - 1
	if at < 0 || at >= len(zones) {
		return nil, false
	}
	if zone = zones[at].Load(); zone != nil {
		return zone, true
	}
	zone, err := Offset(minutes*60, "")
	zones[at].Store(zone)
	return zone, err == nil
}
