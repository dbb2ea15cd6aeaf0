package value

import "unicode"

// textIs is str.isxxx(): all characters are of a kind, and there is one.
func textIs(name, s string) bool {
	switch name {
	case "islower":
		return casedOnly(s, isLower)
	case "isupper":
		return casedOnly(s, isUpper)
	case "istitle":
		return isTitle(s)
	case "isidentifier":
		return isIdentifier(s)
	case "isascii":
		return isASCII(s)
	case "isprintable":
		return allRunes(s, unicode.IsPrint)
	}
	return s != "" && allRunes(s, map[string]func(rune) bool{
		"isalnum": func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) },
		"isalpha": unicode.IsLetter, "isdecimal": unicode.IsDigit, "isdigit": isDigitLike, "isnumeric": unicode.IsNumber,
		"isspace": isBlank,
	}[name])
}

func allRunes(s string, is func(rune) bool) bool {
	for _, r := range s {
		if !is(r) {
			return false
		}
	}
	return true
}

// casedOnly reports whether all characters that have a case have this one.
func casedOnly(s string, is func(rune) bool) bool {
	some := false
	for _, r := range s {
		if is(r) {
			some = true
		} else if isCased(r) {
			return false
		}
	}
	return some
}

func isTitle(s string) bool {
	some, inWord := false, false
	for _, r := range s {
		switch {
		case isUpper(r) || unicode.IsTitle(r):
			if inWord {
				return false
			}
			some, inWord = true, true
		case isLower(r):
			if !inWord {
				return false
			}
		default:
			inWord = false
		}
	}
	return some
}

func isIdentifier(s string) bool {
	for i, r := range s {
		switch {
		case r == '_' || unicode.IsLetter(r) || unicode.Is(unicode.Nl, r):
		case i > 0 && unicode.In(r, unicode.Nd, unicode.Mn, unicode.Mc, unicode.Pc):
		default:
			return false
		}
	}
	return s != ""
}

// isDigitLike is str.isdigit() of a character: digits, and those that are
// raised, lowered or circled.
func isDigitLike(r rune) bool {
	return unicode.IsDigit(r) || unicode.Is(raisedDigits, r)
}

var raisedDigits = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0xb2, Hi: 0xb3, Stride: 1}, {Lo: 0xb9, Hi: 0xb9, Stride: 1}, {Lo: 0x1369, Hi: 0x1371, Stride: 1},
		{Lo: 0x19da, Hi: 0x19da, Stride: 1}, {Lo: 0x2070, Hi: 0x2070, Stride: 1}, {Lo: 0x2074, Hi: 0x2079, Stride: 1},
		{Lo: 0x2080, Hi: 0x2089, Stride: 1}, {Lo: 0x2460, Hi: 0x2468, Stride: 1}, {Lo: 0x2474, Hi: 0x247c, Stride: 1},
		{Lo: 0x2488, Hi: 0x2490, Stride: 1}, {Lo: 0x24ea, Hi: 0x24ea, Stride: 1}, {Lo: 0x24f5, Hi: 0x24fd, Stride: 1},
		{Lo: 0x24ff, Hi: 0x24ff, Stride: 1}, {Lo: 0x2776, Hi: 0x277e, Stride: 1}, {Lo: 0x2780, Hi: 0x2788, Stride: 1},
		{Lo: 0x278a, Hi: 0x2792, Stride: 1},
	},
	R32:         []unicode.Range32{{Lo: 0x10a40, Hi: 0x10a43, Stride: 1}, {Lo: 0x10e60, Hi: 0x10e68, Stride: 1}, {Lo: 0x11052, Hi: 0x1105a, Stride: 1}, {Lo: 0x1f100, Hi: 0x1f10a, Stride: 1}},
	LatinOffset: 2,
}
