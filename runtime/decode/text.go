package decode

import "github.com/lowcode-dev/lowcode/runtime/jsontext"

// escaped are the bytes of UTF-8 that a JSON string writes otherwise.
var escaped = func() (is [256]bool) {
	for c := range ' ' {
		is[c] = true
	}
	is['"'], is['\\'] = true, true
	return is
}()

// appendText appends UTF-8 as a JSON string.
func appendText(dst, text []byte) []byte {
	dst = append(dst, '"')
	from := 0
	for i, c := range text {
		if escaped[c] {
			dst = jsontext.AppendEscape(append(dst, text[from:i]...), c)
			from = i + 1
		}
	}
	return append(append(dst, text[from:]...), '"')
}
