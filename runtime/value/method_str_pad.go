package value

import (
	"strings"
	"unicode/utf8"
)

func strPad(name string) func(Value, []Value) Value {
	return func(v Value, a []Value) Value {
		width, failure := intArgument(a[0], 0)
		fill, failure2 := textArgument(a[1], " ")
		if f, bad := failed(failure, failure2); bad {
			return f
		}
		if runeCount(fill) != 1 {
			return Fail(TypeError, "the fill character must be exactly one character long")
		}
		return padded(v, name, width, fill)
	}
}

// padded is v between fills up to a width in characters.
func padded(v Value, side string, width int64, fill string) Value {
	s := v.text()
	if width <= int64(runeCount(s)) {
		return v
	}
	missing := width - int64(runeCount(s))
	if missing > maxText {
		return tooLong(maxText + 1)
	}
	left := missing
	switch side {
	case "ljust":
		left = 0
	case "center":
		// CPython puts the odd one on the left if the width is odd.
		left = missing/2 + missing&width&1
	}
	return sameKind(v, strings.Repeat(fill, int(left))+s+strings.Repeat(fill, int(missing-left)))
}

func strZfill(v Value, a []Value) Value {
	width, failure := intArgument(a[0], 0)
	if failure.Failed() {
		return failure
	}
	s := v.text()
	if width <= int64(runeCount(s)) {
		return v
	}
	missing := width - int64(runeCount(s))
	if missing > maxText {
		return tooLong(maxText + 1)
	}
	sign := ""
	if strings.HasPrefix(s, "+") || strings.HasPrefix(s, "-") {
		sign, s = s[:1], s[1:]
	}
	return Str(sign + strings.Repeat("0", int(missing)) + s)
}

func strExpandTabs(v Value, a []Value) Value {
	size, failure := intArgument(a[0], 8)
	if failure.Failed() {
		return failure
	}
	s := v.text()
	size = max(min(size, maxText+1), 0)
	if int64(strings.Count(s, "\t"))*size > maxText {
		return tooLong(maxText + 1)
	}
	var out strings.Builder
	column := 0
	for _, r := range s {
		switch {
		case r == '\t' && size > 0:
			spaces := int(size) - column%int(size)
			out.WriteString(strings.Repeat(" ", spaces))
			column += spaces
		case r == '\t':
		default:
			out.WriteRune(r)
			if column++; r == '\n' || r == '\r' {
				column = 0
			}
		}
	}
	return sameKind(v, out.String())
}

func strStrip(name string) func(Value, []Value) Value {
	return func(v Value, a []Value) Value {
		drop := isBlank
		if !omitted(a[0]) && !a[0].IsNull() {
			chars, failure := textArgument(a[0], "")
			if failure.Failed() {
				return failure
			}
			drop = func(r rune) bool { return strings.ContainsRune(chars, r) }
		}
		s := v.text()
		if name != "rstrip" {
			s = strings.TrimLeftFunc(s, drop)
		}
		if name != "lstrip" {
			s = strings.TrimRightFunc(s, drop)
		}
		return sameKind(v, s)
	}
}

func strRemove(name string) func(Value, []Value) Value {
	return func(v Value, a []Value) Value {
		affix, failure := textArgument(a[0], "")
		switch {
		case failure.Failed():
			return failure
		case name == "removeprefix":
			return Str(strings.TrimPrefix(v.text(), affix))
		}
		return Str(strings.TrimSuffix(v.text(), affix))
	}
}

func strEncode(v Value, a []Value) Value {
	encoding, failure := textArgument(a[0], "utf-8")
	if failure.Failed() {
		return failure
	}
	s := v.text()
	limit := rune(utf8.MaxRune)
	switch strings.ReplaceAll(strings.ToLower(encoding), "_", "-") {
	case "utf-8", "utf8":
		if !utf8.ValidString(s) {
			return Fail(UnicodeEncodeError, "half of a surrogate pair has no UTF-8")
		}
		return BytesOf(s)
	case "ascii", "us-ascii":
		limit = 0x7f
	case "latin-1", "latin1", "iso-8859-1":
		limit = 0xff
	default:
		return Fail("LookupError", "unknown encoding: %s", encoding)
	}
	return encodeBelow(s, limit)
}

func encodeBelow(s string, limit rune) Value {
	var out []byte
	for _, r := range s {
		if r > limit {
			return Fail(UnicodeEncodeError, "the encoding has no character %q", r)
		}
		out = append(out, byte(r))
	}
	return BytesOf(string(out))
}

// bytesMethod is a method of bytes.
func bytesMethod(name string) (builtin, bool) {
	switch name {
	case "decode":
		return builtin{call: bytesDecode, most: 2, names: "encoding errors"}, true
	case "hex":
		return builtin{call: func(v Value, _ []Value) Value { return Str(hexOf(string(v.ref.(byteString)))) }}, true
	}
	return builtin{}, false
}

func bytesDecode(v Value, a []Value) Value {
	encoding, failure := textArgument(a[0], "utf-8")
	if failure.Failed() {
		return failure
	}
	data := string(v.ref.(byteString))
	switch strings.ReplaceAll(strings.ToLower(encoding), "_", "-") {
	case "utf-8", "utf8", "ascii", "us-ascii":
		return decodeUTF8(data)
	case "latin-1", "latin1", "iso-8859-1":
		runes := make([]rune, len(data))
		for i := range len(data) {
			runes[i] = rune(data[i])
		}
		return Str(string(runes))
	}
	return Fail("LookupError", "unknown encoding: %s", encoding)
}

func decodeUTF8(data string) Value {
	if !utf8.ValidString(data) {
		return Fail("UnicodeDecodeError", "the bytes are no UTF-8")
	}
	return Str(data)
}

// strTranslate maps characters by their numbers: to texts, numbers, or nothing.
func strTranslate(v Value, a []Value) Value {
	var out []byte
	for _, r := range v.text() {
		w, ok := a[0].opened().getItem(Int(int64(r)))
		w = w.opened()
		n, isInt := w.AsInt()
		s, isText := w.AsString()
		switch {
		case !ok:
			out = appendRune(out, r)
		case w.IsNull():
		case isText:
			out = append(out, s...)
		case isInt && n >= 0 && n <= utf8.MaxRune:
			out = appendRune(out, rune(n))
		default:
			return Fail(TypeError, "a character mapping must give an integer, None or str")
		}
		if failure := tooLong(len(out)); failure.Failed() {
			return failure
		}
	}
	return ownText(out)
}
