package dpath

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// maxDigits is how long the text of an integer may be, as in Python.
const maxDigits = 4300

// ParseInt reads a text as Python's int() does: spaces around, a sign, single
// underscores between digits, and the digits of any script.
func ParseInt(text string) (value.Value, bool) {
	sign, digits, ok := asciiNumber(text)
	if !ok || len(digits) > maxDigits || strings.Trim(digits, "0123456789") != "" || digits == "" {
		return value.Value{}, false
	}
	if i, err := strconv.ParseInt(sign+digits, 10, 64); err == nil {
		return value.Int(i), true
	}
	n, ok := new(big.Int).SetString(sign+digits, 10)
	return value.BigInt(n), ok
}

// ParseFloat reads a text as Python's float() does.
func ParseFloat(text string) (value.Value, bool) {
	sign, digits, ok := asciiNumber(text)
	if !ok {
		return value.Value{}, false
	}
	switch strings.ToLower(digits) {
	case "nan":
		return value.Float(math.NaN()), true
	case "inf", "infinity":
		return value.Float(infinity(sign)), true
	}
	if strings.Trim(digits, "0123456789.eE+-") != "" {
		return value.Value{}, false // hexadecimal, which Go would take
	}
	f, err := strconv.ParseFloat(sign+digits, 64)
	if err != nil && !math.IsInf(f, 0) {
		return value.Value{}, false
	}
	return value.Float(f), true
}

func infinity(sign string) float64 {
	if sign == "-" {
		return math.Inf(-1)
	}
	return math.Inf(1)
}

// asciiNumber takes the sign, the spaces around and the underscores off a
// number and writes its digits in ASCII.
func asciiNumber(text string) (sign, digits string, ok bool) {
	text = strings.TrimFunc(text, IsSpace)
	if text != "" && (text[0] == '-' || text[0] == '+') {
		sign, text = text[:1], text[1:]
	}
	if text != "" && (text[0] == '-' || text[0] == '+') {
		return "", "", false
	}
	if !needsASCII(text) {
		return sign, text, true
	}
	var b strings.Builder
	chars := []rune(text)
	for i, c := range chars {
		if c == '_' {
			if i == 0 || i == len(chars)-1 || !unicode.IsDigit(chars[i-1]) || !unicode.IsDigit(chars[i+1]) {
				return "", "", false
			}
			continue
		}
		if c > unicode.MaxASCII && unicode.IsDigit(c) {
			c = '0' + digitOf(c)
		}
		b.WriteRune(c)
	}
	return sign, b.String(), true
}

func needsASCII(text string) bool {
	for i := range len(text) {
		if text[i] == '_' || text[i] > unicode.MaxASCII {
			return true
		}
	}
	return false
}

// digitOf is the worth of a decimal digit: Unicode keeps the ten of a script
// together, so it is the distance to the start of the run, by tens.
func digitOf(c rune) rune {
	first := c
	for unicode.IsDigit(first - 1) {
		first--
	}
	return (c - first) % 10
}

// IsSpace is what Python strips off a text.
func IsSpace(c rune) bool {
	return unicode.IsSpace(c) || c >= 0x1c && c <= 0x1f
}
