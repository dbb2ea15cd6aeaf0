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
	data, flags := v.rawBytes(), v.rawFlags()
	if nulls, ok := v.ref.(*nullsRaw); ok {
		return appendJudged(dst, data, flags, nulls.at)
	}
	if flags&(flagUnseen|flagPassed) == 0 {
		return appendJudged(dst, data, flags, nil)
	}
	var s recordScanner
	s.scan(data, 0)
	return appendJudged(dst, data, s.flags, s.nulls.all())
}

// appendJudged appends an object of which it is known where its null members are.
func appendJudged(dst, data []byte, flags uint8, nulls []uint32) []byte {
	switch {
	case flags&(flagDirty|flagNulls|flagTwice) == 0:
		return append(dst, data...)
	case flags&(flagTwice|flagOdd) != 0:
		return appendMembers(dst, openDict(data, flags), true, 0)
	case flags&flagSpaced == 0:
		return appendPieces(dst, data, nulls, appendCopy)
	}
	return appendPieces(dst, data, nulls, appendCompact)
}

func appendCopy(dst, piece []byte) []byte { return append(dst, piece...) }

// appendPieces appends the pieces between the members of an object that begin
// where cuts says, all of them null.
func appendPieces(dst, data []byte, cuts []uint32, add func(dst, piece []byte) []byte) []byte {
	from := 0
	for _, cut := range cuts {
		dst = add(dst, data[from:cut])
		colon := Space(data, scanString(data, int(cut)))
		from = Space(data, Space(data, colon+1)+len("null"))
		if data[from] == ',' {
			from++
		}
	}
	last := data[from:]
	if n := len(dst) - 1; from > 0 && dst[n] == ',' && last[Space(last, 0)] == '}' {
		dst = dst[:n] // the last member was null
	}
	return add(dst, last)
}
