package value

import (
	"math/big"
	"strconv"
	"strings"
	"unicode"
)

// intOfText is int(text, base): spaces around, a sign, underscores between
// digits, and digits of any script.
func intOfText(text string, base int64) (Value, bool) {
	if base != 0 && (base < 2 || base > 36) {
		return Value{}, false
	}
	text = asciiDigits(strings.TrimFunc(text, isBlank))
	sign := ""
	if strings.HasPrefix(text, "+") || strings.HasPrefix(text, "-") {
		sign, text = text[:1], text[1:]
	}
	text, base = basePrefix(text, base)
	digits, ok := withoutUnderscores(text)
	switch {
	case !ok || digits == "" || digits[0] == '+' || digits[0] == '-':
		return Value{}, false
	case base == 0 && digits[0] == '0' && strings.Trim(digits, "0") != "":
		return Value{}, false // 007 is an octal number of long ago
	case base == 0:
		base = 10
	}
	if len(digits) > maxDigits && base&(base-1) != 0 || len(digits) > maxBits {
		return Value{}, false
	}
	n, ok := new(big.Int).SetString(sign+digits, int(base))
	if !ok {
		return Value{}, false
	}
	return BigInt(n), true
}

// basePrefix takes 0x, 0o or 0b off where the base allows or asks for it.
func basePrefix(text string, base int64) (string, int64) {
	if len(text) > 2 && text[0] == '0' {
		if said := map[byte]int64{'x': 16, 'o': 8, 'b': 2}[text[1]|0x20]; said != 0 && (base == 0 || base == said) {
			return strings.TrimPrefix(text[2:], "_"), said
		}
	}
	return text, base
}

// withoutUnderscores takes the single underscores between characters out; not
// ok means that there are others.
func withoutUnderscores(text string) (string, bool) {
	if !strings.Contains(text, "_") {
		return text, true
	}
	ok := !strings.HasPrefix(text, "_") && !strings.HasSuffix(text, "_") && !strings.Contains(text, "__")
	return strings.ReplaceAll(text, "_", ""), ok
}

// asciiDigits replaces the digits of other scripts.
func asciiDigits(text string) string {
	if isASCII(text) {
		return text
	}
	return strings.Map(func(r rune) rune {
		if r < 0x80 || !unicode.IsDigit(r) {
			return r
		}
		return '0' + digitValue(r)
	}, text)
}

// digitValue is the number of a digit: Unicode keeps them in tens.
func digitValue(r rune) rune {
	for _, in := range unicode.Nd.R16 {
		if rune(in.Lo) <= r && r <= rune(in.Hi) {
			return (r - rune(in.Lo)) % 10
		}
	}
	for _, in := range unicode.Nd.R32 {
		if rune(in.Lo) <= r && r <= rune(in.Hi) {
			return (r - rune(in.Lo)) % 10
		}
	}
	return 0
}

// floatOfText is float(text). Go reads more than Python does: hexadecimal
// numbers, and others with underscores in other places.
func floatOfText(text string) (float64, bool) {
	text = asciiDigits(strings.TrimFunc(text, isBlank))
	body := strings.ToLower(strings.TrimLeft(text, "+-"))
	if body == "inf" || body == "infinity" || body == "nan" {
		f, err := strconv.ParseFloat(text, 64)
		return f, err == nil || body == "nan" && len(text)-len(body) == 1
	}
	for i := range len(text) {
		c := text[i]
		between := i > 0 && i+1 < len(text) && isDigit(text[i-1]) && isDigit(text[i+1])
		if !isDigit(c) && !contains("+-.eE", c) && !(c == '_' && between) {
			return 0, false
		}
	}
	f, err := strconv.ParseFloat(strings.ReplaceAll(text, "_", ""), 64)
	if err != nil && !isRange(err) {
		return 0, false
	}
	return f, true
}

func isRange(err error) bool {
	e, ok := err.(*strconv.NumError)
	return ok && e.Err == strconv.ErrRange
}
