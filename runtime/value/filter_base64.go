package value

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"
)

// encodable is the text of v where the reference calls its method encode.
func encodable(v Value) (string, Value) {
	v = v.opened()
	if f, bad := unusable(v); bad {
		return "", f
	}
	s, ok := v.AsString()
	switch {
	case !ok:
		return "", Fail(AttributeError, "'%s' object has no attribute 'encode'", typeName(v))
	case !utf8.ValidString(s):
		return "", Fail(UnicodeEncodeError, "half of a surrogate pair has no UTF-8")
	}
	return s, Value{}
}

// FilterBase64Encode is the filter base64encode.
func FilterBase64Encode(v Value) Value {
	s, failure := encodable(v)
	return failure.Else(Str(base64.StdEncoding.EncodeToString([]byte(s))))
}

// FilterBase64BinasciiDecode is the filter base64binascii_decode, which encodes,
// whatever its name says.
func FilterBase64BinasciiDecode(v Value) Value {
	s, failure := encodable(v)
	if !failure.Failed() && !isASCII(s) {
		return Fail(UnicodeEncodeError, "the text has characters that are not ASCII")
	}
	return failure.Else(Str(base64.StdEncoding.EncodeToString([]byte(s))))
}

// FilterBase64Decode is the filter base64decode. It skips what is not of the
// alphabet and insists on padding, as Python does.
func FilterBase64Decode(v Value) Value {
	s, failure := encodable(v)
	if failure.Failed() {
		return failure
	}
	data, ok := lenientBase64(s)
	if !ok {
		return Fail("binascii.Error", "incorrect padding of base64")
	}
	return decodeUTF8(data)
}

// lenientBase64 decodes up to the first complete padding.
func lenientBase64(s string) (string, bool) {
	var out strings.Builder
	var bits uint32
	have, pads := 0, 0
	for i := range len(s) {
		if s[i] == '=' {
			if have >= 2 {
				pads++
			}
			if have >= 2 && have+pads >= 4 {
				return out.String(), true
			}
			continue
		}
		six := strings.IndexByte(base64Alphabet, s[i])
		if six < 0 {
			continue
		}
		pads = 0
		bits = bits<<6 | uint32(six)
		if have++; have > 1 {
			out.WriteByte(byte(bits >> (8 - 2*have)))
		}
		have %= 4
	}
	return out.String(), have == 0
}

const base64Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
