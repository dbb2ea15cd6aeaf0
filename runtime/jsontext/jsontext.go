// Package jsontext writes the escapes of JSON strings, one way for messages, records and the text that a decoder joins.
package jsontext

const digits = "0123456789abcdef"

// AppendEscape appends the escape of a quote, a backslash or a control
// character: the short one where JSON has one, else its number in hexadecimal.
func AppendEscape(dst []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(dst, '\\', c)
	case '\b':
		return append(dst, '\\', 'b')
	case '\t':
		return append(dst, '\\', 't')
	case '\n':
		return append(dst, '\\', 'n')
	case '\f':
		return append(dst, '\\', 'f')
	case '\r':
		return append(dst, '\\', 'r')
	}
	return append(dst, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
}
