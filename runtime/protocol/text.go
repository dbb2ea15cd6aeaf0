package protocol

import (
	"unicode/utf8"

	"github.com/lowcode-dev/lowcode/runtime/jsontext"
)

const hexDigits = "0123456789abcdef"

// AppendString appends s as a JSON string: UTF-8 stays as it is, and only
// quotes, backslashes and control characters are escaped. What is not UTF-8
// becomes the replacement character, so that a line is always valid.
func AppendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	from := 0
	for at := 0; at < len(s); {
		c := s[at]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[at:])
			if r == utf8.RuneError && size == 1 {
				dst = append(append(dst, s[from:at]...), "\uFFFD"...)
				from = at + 1
			}
			at += size
			continue
		}
		if c < ' ' || c == '"' || c == '\\' {
			dst = jsontext.AppendEscape(append(dst, s[from:at]...), c)
			from = at + 1
		}
		at++
	}
	return append(append(dst, s[from:]...), '"')
}
