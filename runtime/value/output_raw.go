package value

import (
	"math"
	"strconv"
	"unsafe"
)

// appendRaw appends unopened JSON, as it is where the scan found nothing to change.
func appendRaw(dst []byte, v Value) []byte {
	v = v.seen()
	if v.rawFlags()&flagDirty == 0 {
		return append(dst, v.rawBytes()...)
	}
	return appendCompact(dst, v.rawBytes())
}

// appendCompact appends valid JSON without white space between its tokens, and
// with null for numbers that JSON does not have.
func appendCompact(dst, data []byte) []byte {
	for i := 0; i < len(data); {
		switch c := data[i]; {
		case c == '"':
			end := scanString(data, i)
			dst = append(dst, data[i:end]...)
			i = end
		case isSpace(c):
			i++
		case c == '-' || isDigit(c) || c == 'N' || c == 'I':
			end := tokenEnd(data, i)
			dst = appendNumber(dst, data[i:end])
			i = end
		default:
			dst = append(dst, c)
			i++
		}
	}
	return dst
}

// tokenEnd is where the number at data[i] ends.
func tokenEnd(data []byte, i int) int {
	for i < len(data) {
		switch c := data[i]; {
		case c == ',' || c == ']' || c == '}' || isSpace(c):
			return i
		}
		i++
	}
	return i
}

// appendNumber appends a number in its own digits, if reading them gives a number.
func appendNumber(dst, digits []byte) []byte {
	if !isRawInt(digits) {
		f, _ := strconv.ParseFloat(unsafe.String(&digits[0], len(digits)), 64) // overflow gives the infinity
		if math.IsInf(f, 0) || f != f {
			return append(dst, "null"...)
		}
	}
	return append(dst, digits...)
}

// appendRawRecord appends an unopened object without its members that are null.
func appendRawRecord(dst []byte, v Value) []byte {
	v = v.seen()
	flags := v.rawFlags()
	switch {
	case flags&(flagDirty|flagNulls|flagTwice) == 0:
		return append(dst, v.rawBytes()...)
	case flags&(flagTwice|flagOdd) != 0:
		return appendMembers(dst, openDict(v.rawBytes()), true, 0)
	case flags&flagSpaced == 0:
		return appendWithoutNulls(dst, v.rawBytes())
	}
	start := len(dst)
	dst = appendCompact(dst, v.rawBytes())
	if flags&flagNulls == 0 {
		return dst
	}
	return appendWithoutNulls(dst[:start], dst[start:])
}

// appendWithoutNulls copies a compact object in as few pieces as its null
// members cut it into. The source may lie where the copy begins: the copy never
// overtakes it.
func appendWithoutNulls(dst, data []byte) []byte {
	var s scanner
	open := len(dst)
	from, i := 0, 1 // data[from:i] is to be copied
	for i < len(data) && data[i] != '}' {
		start := i
		i = scanString(data, i) + 1
		if data[i] != 'n' {
			i = s.skip(data, i)
			if data[i] == ',' {
				i++
			}
			continue
		}
		dst = append(dst, data[from:start]...)
		if i += len("null"); data[i] == ',' {
			i++
		}
		from = i
	}
	dst = append(dst, data[from:i]...)
	if n := len(dst) - 1; n > open && dst[n] == ',' {
		dst = dst[:n] // the last member was null
	}
	return append(dst, '}')
}

// skip is the end of the value at data[i], which is known to be valid.
func (s *scanner) skip(data []byte, i int) int {
	if data[i] == '"' {
		return scanString(data, i)
	}
	return s.value(data, i, 1)
}
