package value

import (
	"math"
	"math/big"
	"strconv"
	"unsafe"

	"github.com/lowcode-dev/lowcode/runtime/jsontext"
)

// AppendPython appends v as Python's json.dumps writes it without options: with
// a space behind commas and colons, in ASCII, and with NaN and Infinity.
func (v Value) AppendPython(dst []byte) []byte { return appendPython(dst, v, 0) }

func appendPython(dst []byte, v Value, depth int) []byte {
	v = v.opened()
	if depth > maxDepth {
		return append(dst, "null"...) // only a list that holds itself is that deep
	}
	switch ref := v.ref.(type) {
	case strPtr, markPtr:
		return appendASCII(dst, v.text())
	case Kind:
		if ref == KindFloat {
			return appendPythonFloat(dst, v.float())
		}
		return appendJSONScalar(dst, ref, v)
	case *big.Int:
		return ref.Append(dst, 10)
	case *list:
		return appendPythonElements(dst, ref.items, depth)
	case *tuple:
		return appendPythonElements(dst, ref.items, depth)
	case *dict:
		return appendPythonMembers(dst, ref, depth)
	case Object:
		return appendPython(dst, ref.Mapping(), depth+1)
	}
	return appendJSON(dst, v, depth)
}

func appendPythonFloat(dst []byte, f float64) []byte {
	switch {
	case math.IsInf(f, 1):
		return append(dst, "Infinity"...)
	case math.IsInf(f, -1):
		return append(dst, "-Infinity"...)
	case f != f:
		return append(dst, "NaN"...)
	}
	return appendFloat(dst, f)
}

func appendPythonElements(dst []byte, items []Value, depth int) []byte {
	dst = append(dst, '[')
	for i, element := range items {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = appendPython(dst, element, depth+1)
	}
	return append(dst, ']')
}

func appendPythonMembers(dst []byte, d *dict, depth int) []byte {
	dst = append(dst, '{')
	for i, it := range d.items {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = append(appendASCII(dst, jsonKey(it.key)), ": "...)
		dst = appendPython(dst, it.value, depth+1)
	}
	return append(dst, '}')
}

// appendASCII appends a text in quotes with escapes for everything but ASCII.
func appendASCII(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= 0x7f:
			r, n := decodeRune(s[i:])
			dst = appendUTF16(dst, r)
			i += n
			continue
		case c == '"' || c == '\\' || c < ' ':
			dst = jsontext.AppendEscape(dst, c)
		default:
			dst = append(dst, c)
		}
		i++
	}
	return append(dst, '"')
}

// appendUTF16 appends the one escape or the two that a character takes.
func appendUTF16(dst []byte, r rune) []byte {
	if r < 0x10000 {
		return appendHex(append(dst, '\\', 'u'), uint32(r), 4)
	}
	r -= 0x10000
	dst = appendHex(append(dst, '\\', 'u'), uint32(0xd800+r>>10), 4)
	return appendHex(append(dst, '\\', 'u'), uint32(0xdc00+r&0x3ff), 4)
}

// jsonKey is the name of a member for a key of any kind, as Python writes it.
func jsonKey(key Value) string {
	if s, ok := key.ref.(strPtr); ok {
		return unsafe.String((*byte)(s), key.num)
	}
	switch key.Kind() {
	case KindStr:
		return key.text()
	case KindBool:
		return strconv.FormatBool(key.Truthy())
	case KindNone:
		return "null"
	case KindDateTime, KindDate:
		return string(appendISO(nil, key))
	}
	return key.String()
}
