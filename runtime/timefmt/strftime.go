package timefmt

import (
	"strconv"
	"strings"
	"time"
)

// Strftime prints a time as Python's strftime does on Linux: with the flags,
// widths and extensions of the C library, in the C locale. What is no
// directive is printed as it is.
func Strftime(t time.Time, format string) string {
	if text, ok := quickPrint(t, format); ok {
		return text
	}
	p := printer{t: t}
	return p.print(make(printed, 0, 2*len(format)), format).limited(format)
}

// A printer prints one time.
type printer struct {
	t time.Time
}

// A printed is output, and whether it was given up for being too long.
type printed []byte

// limited is the output. Python gives up, with an empty text, when the output
// is much longer than the format: only widths make it so.
func (out printed) limited(format string) string {
	if len(out) >= roomFor(format) {
		return ""
	}
	return string(out)
}

func roomFor(format string) int {
	room := 1024
	for room < 256*len(format) {
		room *= 2
	}
	return room
}

// A directive is one %…: flags, a width, a modifier that the C locale ignores, a letter.
type directive struct {
	source string // all of it, for what is no directive
	pad    byte   // _ - 0 or none
	upper  bool   // ^
	swap   bool   // #
	width  int
	letter byte
}

// maxWidth is enough for the output to be given up.
const maxWidth = 1 << 20

func (p printer) print(out printed, format string) printed {
	for len(format) > 0 && len(out) <= maxWidth {
		at := strings.IndexByte(format, '%')
		if at < 0 {
			return append(out, format...)
		}
		out = append(out, format[:at]...)
		d := readDirective(format[at:])
		out = p.directive(out, d)
		format = format[at+len(d.source):]
	}
	return out
}

// readDirective reads what follows a %.
func readDirective(format string) directive {
	var d directive
	at := 1
	for ; at < len(format) && strings.IndexByte("_-0^#", format[at]) >= 0; at++ {
		switch c := format[at]; c {
		case '^':
			d.upper = true
		case '#':
			d.swap = true
		default:
			d.pad = c
		}
	}
	for ; at < len(format) && isDigit(format[at]); at++ {
		d.width = min(d.width*10+int(format[at]-'0'), maxWidth)
	}
	modified := at < len(format) && (format[at] == 'E' || format[at] == 'O')
	if modified {
		at++
	}
	if at < len(format) {
		d.letter = format[at]
		if modified && !strings.Contains(modifiable[format[at-1]], format[at:at+1]) {
			d.letter = 0
		}
		at++
	}
	d.source = format[:at]
	return d
}

// modifiable are the letters that E and O may stand before.
var modifiable = map[byte]string{'E': "cnprstuxyzCPRTXYZ%", 'O': "bdeghjklmnprstuwyzBCGHIMPRSTUVWZ%"}

// composite are the directives that stand for several others.
var composite = map[byte]string{
	'c': "%a %b %e %H:%M:%S %Y", 'x': "%m/%d/%y", 'D': "%m/%d/%y", 'F': "%Y-%m-%d", 'R': "%H:%M",
	'r': "%I:%M:%S %p", 'X': "%H:%M:%S", 'T': "%H:%M:%S",
}

func (p printer) directive(out printed, d directive) printed {
	if number, digits, pad, ok := p.number(d.letter); ok {
		return d.number(out, number, digits, pad)
	}
	if format, ok := composite[d.letter]; ok {
		return d.text(out, string(p.print(nil, format)))
	}
	switch d.letter {
	case 'a', 'A', 'b', 'B', 'h':
		d.upper = d.upper || d.swap
		return d.text(out, p.t.Format(nameLayouts[d.letter]))
	case 'p':
		return d.text(out, p.halfDay(d.swap))
	case 'P':
		d.upper = false
		return d.text(out, p.halfDay(true))
	case 'f':
		if d.source == "%f" { // Python's own, which takes no flags
			return directive{}.number(out, int64(p.t.Nanosecond()/1000), 6, '0')
		}
	case 'z':
		if d.source == "%z" {
			return append(out, zoneOffset(p.t, "")...)
		}
		return out // the C library is not told the zone
	case 'Z':
		if d.source == "%Z" {
			return append(out, ZoneName(p.t)...)
		}
		return d.text(out, "")
	case 'n':
		return d.text(out, "\n")
	case 't':
		return d.text(out, "\t")
	case '%':
		return d.text(out, "%")
	}
	return d.text(out, d.source)
}

var nameLayouts = map[byte]string{'a': "Mon", 'A': "Monday", 'b': "Jan", 'B': "January", 'h': "Jan"}

func (p printer) halfDay(lower bool) string {
	if lower {
		return p.t.Format("pm")
	}
	return p.t.Format("PM")
}

// number is the value of a numeric directive, its digits and its padding.
func (p printer) number(letter byte) (number int64, digits int, pad byte, ok bool) {
	year, month, day := p.t.Date()
	n, digits, pad := 0, 2, byte('0')
	switch letter {
	case 'C':
		n, digits = year/100, 1
	case 'd':
		n = day
	case 'e':
		n, pad = day, '_'
	case 'g':
		n, _ = p.t.ISOWeek()
		n %= 100
	case 'G':
		n, _ = p.t.ISOWeek()
		digits = 1
	case 'H':
		n = p.t.Hour()
	case 'I':
		n = (p.t.Hour()+11)%12 + 1
	case 'j':
		n, digits = p.t.YearDay(), 3
	case 'k':
		n, pad = p.t.Hour(), '_'
	case 'l':
		n, pad = (p.t.Hour()+11)%12+1, '_'
	case 'm':
		n = int(month)
	case 'M':
		n = p.t.Minute()
	case 's':
		// The C library takes the clock's reading for one of the process's zone.
		return wall(p.t, time.Local).Unix(), 1, '0', true
	case 'S':
		n = p.t.Second()
	case 'u':
		n, digits = (int(p.t.Weekday())+6)%7+1, 1
	case 'U':
		n = (p.t.YearDay() + 6 - int(p.t.Weekday())) / 7
	case 'V':
		_, n = p.t.ISOWeek()
	case 'w':
		n, digits = int(p.t.Weekday()), 1
	case 'W':
		n = (p.t.YearDay() + 6 - (int(p.t.Weekday())+6)%7) / 7
	case 'y':
		n = year % 100
	case 'Y':
		n, digits = year, 1
	default:
		return 0, 0, 0, false
	}
	return int64(n), digits, pad, true
}

// number prints a number in its digits or its width, whichever is more.
func (d directive) number(out printed, n int64, digits int, pad byte) printed {
	if d.pad != 0 {
		pad = d.pad
	}
	negative := n < 0
	if negative {
		n = -n
	}
	var buffer [20]byte
	text := strconv.AppendInt(buffer[:0], n, 10)
	missing := max(digits, d.width) - len(text)
	if negative {
		missing--
	}
	switch {
	case pad == '-' && d.width == 0:
		missing = 0
	case pad == '_' || pad == '-':
		out = padded(out, ' ', missing)
		missing = 0
	}
	if negative {
		out = append(out, '-')
	}
	return append(padded(out, '0', missing), text...)
}

func padded(out printed, with byte, n int) printed {
	for ; n > 0; n-- {
		out = append(out, with)
	}
	return out
}

// text prints a text in its width.
func (d directive) text(out printed, text string) printed {
	if d.upper {
		text = strings.ToUpper(text)
	}
	if missing := d.width - len(text); missing > 0 {
		pad := byte(' ')
		if d.pad == '0' {
			pad = '0'
		}
		out = padded(out, pad, missing)
	}
	return append(out, text...)
}
