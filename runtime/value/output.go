package value

import (
	"encoding/binary"
	"math"
	"math/big"
	"strconv"
	"unicode/utf8"

	"github.com/lowcode-dev/lowcode/runtime/jsontext"
)

// AppendJSON appends v as compact JSON. Unopened parts are copied as they were
// written, but for white space between tokens and for numbers that no JSON has:
// NaN and the infinities become null. A value that JSON has no form for becomes
// null as well; CheckJSON tells.
func (v Value) AppendJSON(dst []byte) []byte { return appendJSON(dst, v, 0) }

// AppendRecord is AppendJSON of a record: members that are null are left out,
// those of the record itself, not those further in.
func AppendRecord(dst []byte, v Value) []byte {
	switch ref := v.ref.(type) {
	case rawPtr:
		if *ref == '{' {
			return appendRawRecord(dst, v)
		}
	case *nullsRaw:
		return appendRawRecord(dst, v)
	case *dict:
		return appendMembers(dst, ref, true, 0)
	case Object:
		return AppendRecord(dst, ref.Mapping())
	}
	return appendJSON(dst, v, 0)
}

func appendJSON(dst []byte, v Value, depth int) []byte {
	switch ref := v.ref.(type) {
	case rawPtr, *nullsRaw:
		return appendRaw(dst, v)
	case strPtr, markPtr:
		return appendJSONString(dst, v.text())
	case Kind:
		return appendJSONScalar(dst, ref, v)
	case *big.Int:
		return ref.Append(dst, 10)
	case *dict:
		return appendMembers(dst, ref, false, depth)
	case *list:
		return appendElements(dst, ref.items, depth)
	case *tuple:
		return appendElements(dst, ref.items, depth)
	case *dateTime:
		return append(appendDateTime(append(dst, '"'), ref, 'T'), '"')
	case date:
		return append(appendDate(append(dst, '"'), ref.at), '"')
	case Object:
		return appendJSON(dst, ref.Mapping(), depth+1)
	}
	return append(dst, "null"...)
}

func appendJSONScalar(dst []byte, kind Kind, v Value) []byte {
	switch kind {
	case KindBool:
		return strconv.AppendBool(dst, v.num != 0)
	case KindInt:
		return strconv.AppendInt(dst, int64(v.num), 10)
	case KindFloat:
		return appendJSONFloat(dst, v.float())
	}
	return append(dst, "null"...)
}

// appendJSONFloat differs from repr(): small numbers get an exponent later, and
// it has no leading zero.
func appendJSONFloat(dst []byte, f float64) []byte {
	if math.IsInf(f, 0) || f != f {
		return append(dst, "null"...)
	}
	return appendShortest(dst, f, -5, 1)
}

func appendElements(dst []byte, items []Value, depth int) []byte {
	if depth > maxDepth {
		return append(dst, "null"...) // only a list that holds itself is that deep
	}
	dst = append(dst, '[')
	for i := range items {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendJSON(dst, items[i], depth+1)
	}
	return append(dst, ']')
}

func appendMembers(dst []byte, d *dict, dropNulls bool, depth int) []byte {
	if depth > maxDepth {
		return append(dst, "null"...) // only a dict that holds itself is that deep
	}
	dst = append(dst, '{')
	start := len(dst)
	for i := range d.items {
		it := &d.items[i]
		if dropNulls && it.value.IsNull() {
			continue
		}
		if len(dst) > start {
			dst = append(dst, ',')
		}
		dst = append(appendJSONString(dst, jsonKey(it.key)), ':')
		dst = appendJSON(dst, it.value, depth+1)
	}
	return append(dst, '}')
}

func appendISO(out []byte, v Value) []byte {
	switch ref := v.ref.(type) {
	case *dateTime:
		return appendDateTime(out, ref, 'T')
	case date:
		return appendDate(out, ref.at)
	}
	return out
}

// appendJSONString appends a text in quotes, with no more escapes than JSON
// demands. Half of a surrogate pair is written as an escape, bytes that are no
// UTF-8 as the character that stands for such.
func appendJSONString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	if n := len(s); n >= 4 && n < 8 && plainShort(s) { // as most names of members
		return append(append(dst, s...), '"')
	}
	from := 0
	for i := 0; i < len(s); {
		if i+8 <= len(s) && plainWord(s[i:]) {
			i += 8
			continue
		}
		if rest := len(s) - 8; i > rest && rest >= 0 && plainWord(s[rest:]) {
			break // the last eight bytes, of which some were seen already
		}
		c, n := s[i], 1
		switch {
		case c == '"' || c == '\\' || c < ' ':
			dst = jsontext.AppendEscape(append(dst, s[from:i]...), c)
			from = i + 1
		case c >= utf8.RuneSelf:
			var r rune
			if r, n = decodeRune(s[i:]); r == utf8.RuneError && n == 1 || r >= 0xd800 && r < 0xe000 {
				dst = appendHex(append(append(dst, s[from:i]...), '\\', 'u'), uint32(r), 4)
				from = i + n
			}
		}
		i += n
	}
	return append(append(dst, s[from:]...), '"')
}

// plainWord reports whether the first eight bytes of s are ASCII without escapes.
func plainWord(s string) bool {
	return plain(binary.LittleEndian.Uint64([]byte(s[:8])))
}

// plainShort is plainWord for a text of four to seven bytes: its first four and
// its last four.
func plainShort(s string) bool {
	first := binary.LittleEndian.Uint32([]byte(s[:4]))
	last := binary.LittleEndian.Uint32([]byte(s[len(s)-4:]))
	return plain(uint64(first)<<32 | uint64(last))
}

func plain(x uint64) bool { return stops(x)|x&everyHigh == 0 }
