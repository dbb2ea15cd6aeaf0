package requester

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A byteSet is a set of bytes.
type byteSet [256]bool

func bytesOf(text string) *byteSet {
	set := new(byteSet)
	for _, c := range []byte(text) {
		set[c] = true
	}
	return set
}

// holds says that all bytes of text are in the set.
func (s *byteSet) holds(text string) bool {
	for i := range len(text) {
		if !s[text[i]] {
			return false
		}
	}
	return true
}

const unreservedText = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-~"

// What may stand unescaped in a form, in the parts of a URL, and in all of it.
var (
	unreserved    = bytesOf(unreservedText)
	userinfoBytes = bytesOf(unreservedText + "!$&'()*+,;=:")
	pathBytes     = bytesOf(unreservedText + "!$&'()*+,;=:@/")
	queryBytes    = bytesOf(unreservedText + "!$&'()*+,;=:@/?")
	requoteBytes  = bytesOf(unreservedText + "!#$&'()*+,/:;=?@[]~")
)

// escape is one escaped byte.
var escape = regexp.MustCompile(`%[a-fA-F0-9]{2}`)

// escapeInvalid escapes what is not allowed. Percent signs stay if each of them starts an escape.
func escapeInvalid(part string, allowed *byteSet) string {
	if allowed.holds(part) {
		return part
	}
	part = escape.ReplaceAllStringFunc(part, strings.ToUpper)
	escaped := len(escape.FindAllStringIndex(part, -1)) == strings.Count(part, "%")
	return percentEncode(part, func(c byte) bool {
		return c == '%' && escaped || allowed[c]
	})
}

// percentEncode escapes the bytes of text that keep does not take; only ASCII is kept.
func percentEncode(text string, keep func(byte) bool) string {
	const digits = "0123456789ABCDEF"
	out := make([]byte, 0, len(text)+8)
	for i := 0; i < len(text); i++ {
		if c := text[i]; c < utf8.RuneSelf && keep(c) {
			out = append(out, c)
		} else {
			out = append(out, '%', digits[c>>4], digits[c&15])
		}
	}
	return string(out)
}

// requote decodes escapes of unreserved characters and escapes what is illegal.
// A text with a broken escape has its percent signs escaped instead.
func requote(text string) string {
	if requoteBytes.holds(text) {
		return text
	}
	unquoted, ok := unquoteUnreserved(text)
	return percentEncode(unquoted, func(c byte) bool {
		return c == '%' && ok || requoteBytes[c]
	})
}

func unquoteUnreserved(text string) (out string, ok bool) {
	parts := strings.Split(text, "%")
	var b strings.Builder
	b.WriteString(parts[0])
	for _, part := range parts[1:] {
		if len(part) < 2 || !isAlnum(part[0]) || !isAlnum(part[1]) {
			b.WriteString("%" + part)
			continue
		}
		c, err := strconv.ParseUint(part[:2], 16, 8)
		switch {
		case err != nil:
			return text, false
		case unreserved[byte(c)]:
			b.WriteByte(byte(c))
			b.WriteString(part[2:])
		default:
			b.WriteString("%" + part)
		}
	}
	return b.String(), true
}

func isAlnum(c byte) bool { return isLetter(c) || '0' <= c && c <= '9' }
