package value

import (
	"crypto/rand"
	"fmt"
)

// CamelCaseToSnakeCase is the macro camel_case_to_snake_case: an underscore
// before every ASCII capital but at the start, then all in lower case.
func CamelCaseToSnakeCase(v Value) Value {
	if f, bad := unusableText(v); bad {
		return f
	}
	s, failure := textArgument(v, "")
	if failure.Failed() {
		return failure
	}
	out := make([]byte, 0, len(s)+8)
	for i := range len(s) {
		if i > 0 && 'A' <= s[i] && s[i] <= 'Z' {
			out = append(out, '_')
		}
		out = append(out, s[i])
	}
	return Str(lower(string(out)))
}

// unusableText is the failure of a function that insists on a text: an
// undefined one is of the wrong type, as Python finds before it is used.
func unusableText(v Value) (Value, bool) {
	if v.Failed() {
		return v, true
	}
	if v.Kind() == KindUndefined {
		return Fail(TypeError, "expected string or bytes-like object, got 'Undefined'"), true
	}
	return Value{}, false
}

// GenerateUUID is the macro generate_uuid: a random UUID of version 4.
func GenerateUUID() Value {
	var b [16]byte
	rand.Read(b[:]) // never fails
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return Str(fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:]))
}

// SanitizeURL is the macro sanitize_url: percent encoding as in a form.
func SanitizeURL(v Value) Value {
	v = v.opened()
	if v.Failed() {
		return v
	}
	if b, ok := v.ref.(byteString); ok {
		return Str(percentEncode(string(b), "", true))
	}
	s, ok := v.AsString()
	if !ok {
		return Fail(TypeError, "quoting %s, which is no text", typeName(v))
	}
	return Str(percentEncode(s, "", true))
}

// percentEncode encodes all bytes but letters, digits, _.-~ and the safe ones.
func percentEncode(s, safe string, plus bool) string {
	out := make([]byte, 0, len(s)+len(s)/2)
	for i := range len(s) {
		c := s[i]
		switch {
		case c == ' ' && plus:
			out = append(out, '+')
		case isUnreserved(c) || contains(safe, c):
			out = append(out, c)
		default:
			out = append(out, '%', "0123456789ABCDEF"[c>>4], "0123456789ABCDEF"[c&15])
		}
	}
	return string(out)
}

func isUnreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || isDigit(c) || c == '_' || c == '.' || c == '-' || c == '~'
}

func contains(s string, c byte) bool {
	for i := range len(s) {
		if s[i] == c {
			return true
		}
	}
	return false
}
