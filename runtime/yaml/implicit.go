package yaml

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// implicit is what a text without quotes is: YAML 1.1 as PyYAML resolves it.
func (p *parser) implicit(text string) value.Value {
	switch text {
	case "", "~", "null", "Null", "NULL":
		return value.Null
	case "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON":
		return value.True
	case "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF":
		return value.False
	case "<<":
		return mergeKey
	case "=":
		return valueKey
	}
	if strings.IndexByte("0123456789+-.", text[0]) < 0 {
		return value.Str(text)
	}
	if v, ok := number(text); ok {
		return v
	}
	if v, ok := p.timestamp(text); ok {
		return v
	}
	return value.Str(text)
}

// number is an integer or a float.
func number(text string) (value.Value, bool) {
	sign, digits := 1, text
	if text[0] == '+' || text[0] == '-' {
		digits = text[1:]
		if text[0] == '-' {
			sign = -1
		}
	}
	if n, ok := integer(digits); ok {
		if sign < 0 {
			n.Neg(n)
		}
		if n.IsInt64() {
			return value.Int(n.Int64()), true
		}
		return value.BigInt(n), true
	}
	f, ok := float(digits, text != digits)
	return value.Float(float64(sign) * f), ok
}

// integer reads the digits of an integer: binary, octal, decimal, hexadecimal, or of base sixty.
func integer(digits string) (*big.Int, bool) {
	bare := strings.ReplaceAll(digits, "_", "")
	switch {
	case strings.HasPrefix(digits, "0b"):
		return based(digits[2:], bare[min(2, len(bare)):], "01_", 2)
	case strings.HasPrefix(digits, "0x"):
		return based(digits[2:], bare[min(2, len(bare)):], "0123456789abcdefABCDEF_", 16)
	case digits == "0":
		return new(big.Int), true
	case strings.HasPrefix(digits, "0"):
		return based(digits[1:], bare[1:], "01234567_", 8)
	case digits == "" || digits[0] < '1' || digits[0] > '9':
		return nil, false
	case strings.Contains(digits, ":"):
		parts, ok := sixties(bare)
		n := new(big.Int)
		for _, part := range parts {
			n.Add(n.Mul(n, big.NewInt(60)), big.NewInt(int64(part)))
		}
		return n, ok
	}
	return based(digits, bare, "0123456789_", 10)
}

func based(digits, bare, allowed string, base int) (*big.Int, bool) {
	if digits == "" || strings.Trim(digits, allowed) != "" {
		return nil, false
	}
	return new(big.Int).SetString(bare, base)
}

// sixties are the parts of a number of base sixty: the first is free, the others are below sixty.
func sixties(text string) (parts []int, ok bool) {
	for i, part := range strings.Split(text, ":") {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 || part[0] == '+' || i > 0 && (n > 59 || len(part) > 2) || len(part) > 9 {
			return nil, false
		}
		parts = append(parts, n)
	}
	return parts, true
}

// float reads a number with a point. An exponent needs a sign.
func float(digits string, signed bool) (float64, bool) {
	switch digits {
	case ".inf", ".Inf", ".INF":
		return math.Inf(1), true
	case ".nan", ".NaN", ".NAN":
		return math.NaN(), !signed
	}
	whole, rest, point := strings.Cut(digits, ".")
	if !point {
		return 0, false
	}
	if strings.Contains(whole, ":") {
		parts, ok := sixties(strings.ReplaceAll(whole, "_", ""))
		f := 0.0
		for _, part := range parts {
			f = 60*f + float64(part)
		}
		fraction, err := strconv.ParseFloat("0."+strings.ReplaceAll(rest, "_", "")+"0", 64)
		return f + fraction, ok && err == nil && strings.Trim(rest, "0123456789_") == ""
	}
	mantissa, exponent, powered := cutExponent(rest)
	if strings.Trim(whole+mantissa, "0123456789_") != "" || whole == "" && mantissa == "" || strings.HasPrefix(whole, "_") {
		return 0, false
	}
	if powered && (len(exponent) < 2 || exponent[0] != '+' && exponent[0] != '-' || strings.Trim(exponent[1:], "0123456789") != "") {
		return 0, false
	}
	text := strings.ReplaceAll(whole+"."+mantissa, "_", "")
	if text == "." {
		return 0, false
	}
	if powered {
		text += "e" + exponent
	}
	f, err := strconv.ParseFloat(text, 64)
	return f, err == nil || math.IsInf(f, 0)
}

func cutExponent(rest string) (mantissa, exponent string, powered bool) {
	if i := strings.IndexAny(rest, "eE"); i >= 0 {
		return rest[:i], rest[i+1:], true
	}
	return rest, "", false
}

// timestamp is a day, or a moment in one of the forms that YAML has.
func (p *parser) timestamp(text string) (value.Value, bool) {
	if len(text) == 10 && text[4] == '-' && text[7] == '-' && strings.Trim(text, "0123456789-") == "" {
		at, err := time.Parse(time.DateOnly, text)
		if err != nil {
			p.fail(Constructor, "the date %s does not exist", value.Str(text).Repr())
		}
		return value.DateOf(at), true
	}
	return moment(text)
}

// moment is a day with a time, and perhaps a zone.
func moment(text string) (value.Value, bool) {
	if len(text) < 16 || strings.IndexByte("0123456789", text[0]) < 0 {
		return value.Value{}, false
	}
	day, clock, ok := strings.Cut(strings.Replace(strings.Replace(text, "t", "T", 1), "T", " ", 1), " ")
	if !ok {
		return value.Value{}, false
	}
	clock = strings.ReplaceAll(strings.TrimLeft(clock, " \t"), "\t", " ")
	zone := ""
	if i := strings.IndexAny(clock, "Z+- "); i >= 0 {
		clock, zone = clock[:i], strings.TrimLeft(clock[i:], " ")
	}
	at, err := time.Parse("2006-1-2 15:04:05.999999999", day+" "+clock)
	if err != nil || strings.Count(clock, ":") != 2 {
		return value.Value{}, false
	}
	at = at.Truncate(time.Microsecond)
	if zone == "" {
		return value.NaiveDateTimeOf(at), true
	}
	seconds, ok := offset(zone)
	if !ok {
		return value.Value{}, false
	}
	if seconds == 0 {
		return value.DateTimeOf(at.UTC()), true
	}
	return value.DateTimeOf(at.Add(-time.Duration(seconds) * time.Second).In(time.FixedZone("", seconds))), true
}

// offset is a zone in seconds: Z, +1, +01:30.
func offset(zone string) (seconds int, ok bool) {
	if zone == "Z" {
		return 0, true
	}
	hours, minutes, _ := strings.Cut(zone[1:], ":")
	h, err := strconv.Atoi(hours)
	if err != nil || len(hours) > 2 {
		return 0, false
	}
	m := 0
	if minutes != "" {
		if m, err = strconv.Atoi(minutes); err != nil || len(minutes) != 2 {
			return 0, false
		}
	}
	if seconds = h*3600 + m*60; zone[0] == '-' {
		seconds = -seconds
	}
	return seconds, true
}
