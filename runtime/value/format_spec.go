package value

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// A formatSpec is a format specification: [[fill]align][sign][z][#][0][width][,][.precision][type].
type formatSpec struct {
	fill      string
	align     byte // < > = ^ or none
	sign      byte // + - or space
	alternate bool
	// positiveZero takes the sign off what is rounded to zero
	positiveZero bool
	width        int
	grouping     string
	precision    int // -1 for none
	verb         byte
}

// formatValue is format(v, spec).
func formatValue(v Value, text string) (string, Value) {
	v = v.opened()
	if text == "" {
		return softText(v)
	}
	switch v.Kind() {
	case KindDateTime, KindDate:
		return softText(strftime(v, Str(text)))
	case KindStr, KindInt, KindBool, KindFloat:
	default:
		return "", Fail(TypeError, "unsupported format string passed to %s.__format__", typeName(v))
	}
	spec, ok := parseSpec(text)
	if !ok {
		return "", Fail(ValueError, "invalid format specifier %s for object of type '%s'", quote(text), typeName(v))
	}
	if spec.width > maxText || spec.precision > maxText {
		return "", tooLong(maxText + 1)
	}
	if s, isText := v.AsString(); isText {
		return spec.text(s)
	}
	return spec.number(v)
}

func parseSpec(s string) (spec formatSpec, ok bool) {
	spec = formatSpec{fill: " ", precision: -1}
	if n := runeLen(s); len(s) > n && contains("<>=^", s[n]) {
		spec.fill, spec.align, s = s[:n], s[n], s[n+1:]
	} else if contains("<>=^", s[0]) {
		spec.align, s = s[0], s[1:]
	}
	take := func(chars string) (c byte) {
		if s != "" && contains(chars, s[0]) {
			c, s = s[0], s[1:]
		}
		return c
	}
	spec.sign = take("+- ")
	spec.positiveZero = take("z") != 0
	spec.alternate = take("#") != 0
	if take("0") != 0 && spec.align == 0 {
		spec.fill, spec.align = "0", '='
	}
	spec.width, s = leadingNumber(s)
	if c := take(",_"); c != 0 {
		spec.grouping = string(c)
	}
	if take(".") != 0 {
		if s == "" || !isDigit(s[0]) {
			return spec, false
		}
		spec.precision, s = leadingNumber(s)
	}
	if s != "" {
		spec.verb, s = s[0], s[1:]
	}
	return spec, s == ""
}

func leadingNumber(s string) (int, string) {
	n := 0
	for s != "" && isDigit(s[0]) {
		n = min(n*10+int(s[0]-'0'), maxText+1)
		s = s[1:]
	}
	return n, s
}

func (spec formatSpec) text(s string) (string, Value) {
	if spec.verb != 0 && spec.verb != 's' {
		return "", unknownVerb(spec.verb, "str")
	}
	if spec.sign != 0 || spec.positiveZero || spec.grouping != "" || spec.alternate || spec.align == '=' && spec.fill != "0" {
		return "", Fail(ValueError, "the format specifier asks for what a text does not have")
	}
	if spec.align == '=' {
		spec.align = '<' // a leading zero means the fill alone
	}
	if spec.precision >= 0 && spec.precision < runeCount(s) {
		s = s[:byteOffset(s, spec.precision)]
	}
	return spec.padded("", s, '<'), Value{}
}

func unknownVerb(verb byte, kind string) Value {
	return Fail(ValueError, "unknown format code '%c' for object of type '%s'", verb, kind)
}

func (spec formatSpec) padded(sign, body string, align byte) string {
	if spec.align != 0 {
		align = spec.align
	}
	missing := max(spec.width-runeCount(sign)-runeCount(body), 0)
	fill := func(n int) string { return strings.Repeat(spec.fill, n) }
	switch align {
	case '<':
		return sign + body + fill(missing)
	case '^':
		return fill(missing/2) + sign + body + fill(missing-missing/2)
	case '=':
		return sign + fill(missing) + body
	}
	return fill(missing) + sign + body
}

func (spec formatSpec) number(v Value) (string, Value) {
	n, isInt := v.asBig()
	if isInt && contains("bcdoxXn\x00", spec.verb) {
		return spec.int(n)
	}
	f := floatFrom(v)
	switch {
	case f.Failed():
		return "", f
	case spec.verb == 0 || contains("eEfFgGn%", spec.verb):
		return spec.float(f.float()), Value{}
	}
	return "", unknownVerb(spec.verb, typeName(v))
}

func (spec formatSpec) int(n *big.Int) (string, Value) {
	if spec.precision >= 0 || spec.positiveZero {
		return "", Fail(ValueError, "precision and z are not allowed in an integer format specifier")
	}
	prefix, digits, group := "", "", 3
	magnitude := new(big.Int).Abs(n)
	switch spec.verb {
	case 'b':
		prefix, digits, group = "0b", magnitude.Text(2), 4
	case 'o':
		prefix, digits, group = "0o", magnitude.Text(8), 4
	case 'x':
		prefix, digits, group = "0x", magnitude.Text(16), 4
	case 'X':
		prefix, digits, group = "0X", strings.ToUpper(magnitude.Text(16)), 4
	case 'c':
		if !n.IsInt64() || n.Int64() < 0 || n.Int64() > 0x10ffff {
			return "", Fail(OverflowError, "%%c arg not in range(0x110000)")
		}
		return spec.padded("", string(appendRune(nil, rune(n.Int64()))), '<'), Value{}
	default:
		digits = magnitude.String()
	}
	if !spec.alternate {
		prefix = ""
	}
	sign := spec.signOf(n.Sign() < 0)
	return spec.padded(sign+prefix, spec.grouped(digits, "", group, len(sign+prefix)), '>'), Value{}
}

func (spec formatSpec) signOf(negative bool) string {
	switch {
	case negative:
		return "-"
	case spec.sign == '+' || spec.sign == ' ':
		return string(spec.sign)
	}
	return ""
}

// grouped puts the separators between the digits, and zeros before them where
// they fill the width.
func (spec formatSpec) grouped(digits, rest string, group, before int) string {
	if spec.grouping == "" {
		return digits + rest
	}
	if spec.align == '=' && spec.fill == "0" {
		for room := spec.width - before - len(rest); len(digits)+(len(digits)-1)/group < room; {
			digits = "0" + digits
		}
	}
	var out []byte
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%group == 0 {
			out = append(out, spec.grouping...)
		}
		out = append(out, digits[i])
	}
	return string(out) + rest
}

func (spec formatSpec) float(f float64) string {
	text := floatText(math.Abs(f), spec.verb, spec.precision, spec.alternate)
	negative := math.Signbit(f) && !math.IsNaN(f) && !(spec.positiveZero && !strings.ContainsAny(text, "123456789in"))
	sign := spec.signOf(negative)
	digits := len(text) - len(strings.TrimLeft(text, "0123456789"))
	return spec.padded(sign, spec.grouped(text[:digits], text[digits:], 3, len(sign)), '>')
}

// floatText prints a number that is not negative by a verb of C, or without one
// as repr() does unless there is a precision.
func floatText(f float64, verb byte, precision int, alternate bool) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		text := "inf"
		if math.IsNaN(f) {
			text = "nan"
		}
		switch verb {
		case 'E', 'F', 'G':
			return strings.ToUpper(text)
		case '%':
			return text + "%"
		}
		return text
	}
	switch {
	case verb == 0 && precision < 0:
		return string(appendFloat(nil, f))
	case precision < 0:
		precision = 6
	}
	switch verb {
	case 'e', 'E':
		return strconv.FormatFloat(f, verb, precision, 64)
	case 'f', 'F':
		return strconv.FormatFloat(f, 'f', precision, 64)
	case '%':
		return strconv.FormatFloat(f*100, 'f', precision, 64) + "%"
	}
	return generalText(f, verb, max(precision, 1), alternate)
}

// generalText is %g. Without a verb it keeps a digit after the point, and takes
// an exponent one digit earlier.
func generalText(f float64, verb byte, precision int, alternate bool) string {
	scientific := strconv.FormatFloat(f, 'e', precision-1, 64)
	mantissa, exponentText, _ := strings.Cut(scientific, "e")
	exponent, _ := strconv.Atoi(exponentText) // what FormatFloat wrote
	limit := precision
	if verb == 0 {
		limit--
	}
	if exponent >= -4 && exponent < limit {
		text := strconv.FormatFloat(f, 'f', max(precision-1-exponent, 0), 64)
		if !alternate {
			text = trimZeros(text)
		}
		if verb == 0 && !strings.Contains(text, ".") {
			text += ".0"
		}
		return text
	}
	if !alternate {
		mantissa = trimZeros(mantissa)
	}
	text := mantissa + "e" + exponentText
	if verb == 'G' {
		return strings.ToUpper(text)
	}
	return text
}

func trimZeros(text string) string {
	if !strings.Contains(text, ".") {
		return text
	}
	return strings.TrimRight(strings.TrimRight(text, "0"), ".")
}
