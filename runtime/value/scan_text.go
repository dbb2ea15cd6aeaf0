package value

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// Eight bytes are looked at together, as one number.
const (
	everyLow  = 0x0101010101010101 // the lowest bit of each byte
	everyHigh = 0x8080808080808080 // the highest bit of each byte
)

// stops has the highest bit of a byte set where x holds a quote, a backslash or
// a control character. A borrow can set a bit wrongly, but only above a right
// one, so the lowest is always right.
func stops(x uint64) uint64 {
	quote := x ^ everyLow*'"'
	slash := x ^ everyLow*'\\'
	return ((quote-everyLow)&^quote | (slash-everyLow)&^slash | (x-everyLow*' ')&^x) & everyHigh
}

// scanString checks the string whose opening quote is b[i] and returns the
// offset after it.
func scanString(b []byte, i int) int {
	i++
	start := i
	var seen uint64 // the highest bits say whether there may be anything but ASCII
	for i <= len(b)-8 {
		x := binary.LittleEndian.Uint64(b[i:])
		m := stops(x)
		seen |= x
		if m == 0 {
			i += 8
			continue
		}
		i += bits.TrailingZeros64(m) >> 3
		if b[i] == '"' {
			return closed(b, start, i, seen)
		}
		if i = scanOther(b, i); i < 0 {
			return i
		}
	}
	return scanTail(b, start, i, seen)
}

// closed is the offset after a string, whose text must be UTF-8.
func closed(b []byte, start, end int, seen uint64) int {
	if seen&everyHigh != 0 && !validUTF8(b[start:end]) {
		return notUTF8
	}
	return end + 1
}

// validUTF8 is utf8.Valid for texts that are mostly ASCII with other characters
// here and there: it skips eight bytes of ASCII after each of them, too.
func validUTF8(b []byte) bool {
	for len(b) >= 8 {
		x := binary.LittleEndian.Uint64(b)
		ascii := bits.TrailingZeros64(x&everyHigh) >> 3
		if ascii == 8 {
			b = b[8:]
			continue
		}
		if b = b[ascii:]; len(b) < 4 {
			break
		}
		n := wideRune(binary.LittleEndian.Uint32(b))
		if n == 0 {
			return false
		}
		b = b[n:]
	}
	return utf8.Valid(b)
}

// wideRune is the length of the character of two bytes or more that x begins
// with, 0 when it is not UTF-8. The first byte is the lowest.
func wideRune(x uint32) int {
	switch {
	case x&0xc0e0 == 0x80c0:
		if x&0x1e != 0 { // else ASCII in two bytes
			return 2
		}
	case x&0xc0c0f0 == 0x8080e0:
		if c := x & 0x200f; c != 0 && c != 0x200d { // else two bytes in three, or half of a surrogate pair
			return 3
		}
	case x&0xc0c0c0f8 == 0x808080f0:
		if c := x&0x07<<8 | x&0x3000>>8; c >= 0x10 && c < 0x410 { // else three bytes in four, or beyond Unicode
			return 4
		}
	}
	return 0
}

// scanOther checks what stops a string without closing it: an escape.
func scanOther(b []byte, i int) int {
	if b[i] != '\\' {
		return syntax(i)
	}
	return scanEscape(b, i)
}

// scanTail is scanString close to the end of the text, byte by byte.
func scanTail(b []byte, start, i int, seen uint64) int {
	for i < len(b) {
		c := b[i]
		switch {
		case c == '"':
			return closed(b, start, i, seen)
		case c == '\\' || c < ' ':
			if i = scanOther(b, i); i < 0 {
				return i
			}
		default:
			seen |= uint64(c)
			i++
		}
	}
	return short
}

// scanEscape checks the escape whose backslash is b[i].
func scanEscape(b []byte, i int) int {
	if i+1 >= len(b) {
		return short
	}
	switch b[i+1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return i + 2
	case 'u':
	default:
		return syntax(i + 1)
	}
	for k := i + 2; k < i+6; k++ {
		if k >= len(b) {
			return short
		}
		if !isHex(b[k]) {
			return syntax(k)
		}
	}
	return i + 6
}

func isHex(c byte) bool {
	return c-'0' <= 9 || c|0x20-'a' <= 5
}

func isDigit(c byte) bool { return c-'0' <= 9 }

// oddDigits is the length from which the digits of a number may stand for an
// infinity.
const oddDigits = 300

// number checks the number at b[i], or what Python writes for a number that is
// none: NaN, Infinity, -Infinity.
func (s *scanner) number(b []byte, i int) int {
	start := i
	if b[i] == '-' {
		i++
	}
	if i >= len(b) {
		return short
	}
	whole := i
	for i < len(b) && isDigit(b[i]) {
		i++
	}
	if i == whole || b[whole] == '0' && i > whole+1 {
		return s.noNumber(b, start)
	}
	if i < len(b) && b[i] == '.' {
		i++
		fraction := i
		for i < len(b) && isDigit(b[i]) {
			i++
		}
		if i == fraction {
			return shortOrSyntax(b, i)
		}
	}
	if i < len(b) && b[i]|0x20 == 'e' {
		if i = s.exponent(b, i+1); i < 0 {
			return i
		}
	}
	if i-start >= oddDigits {
		s.flags |= flagOdd
	}
	return i
}

// exponent checks what follows the e of a number.
func (s *scanner) exponent(b []byte, i int) int {
	if i < len(b) && (b[i] == '+' || b[i] == '-') {
		i++
	}
	start := i
	for i < len(b) && isDigit(b[i]) {
		i++
	}
	if i == start {
		return shortOrSyntax(b, i)
	}
	if i-start >= 3 {
		s.flags |= flagOdd
	}
	return i
}

func shortOrSyntax(b []byte, i int) int {
	if i >= len(b) {
		return short
	}
	return syntax(i)
}

// noNumber checks the words that stand for numbers that are none.
func (s *scanner) noNumber(b []byte, i int) int {
	s.flags |= flagOdd
	switch {
	case b[i] == 'N':
		return scanWord(b, i, "NaN")
	case b[i] == 'I':
		return scanWord(b, i, "Infinity")
	case b[i] == '-' && i+1 < len(b) && b[i+1] == 'I':
		return scanWord(b, i, "-Infinity")
	case b[i] == '-':
		return syntax(i + 1)
	}
	return syntax(i)
}
