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
	start := i + 1
	i = start
	var seen uint64 // the highest bits say whether there is anything but ASCII
	for {
		for i+8 <= len(b) {
			x := binary.LittleEndian.Uint64(b[i:])
			m := stops(x)
			if m == 0 {
				seen |= x
				i += 8
				continue
			}
			seen |= x & (m&-m - 1)
			i += bits.TrailingZeros64(m) >> 3
			goto stop
		}
		for i < len(b) && b[i] != '"' && b[i] != '\\' && b[i] >= ' ' {
			seen |= uint64(b[i])
			i++
		}
		if i >= len(b) {
			return short
		}
	stop:
		if b[i] == '"' {
			if seen&everyHigh != 0 && !utf8.Valid(b[start:i]) {
				return notUTF8
			}
			return i + 1
		}
		if b[i] != '\\' {
			return syntax(i)
		}
		if i = scanEscape(b, i); i < 0 {
			return i
		}
	}
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
