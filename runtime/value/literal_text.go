package value

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// strings reads texts that stand one after the other and are one, or bytes.
func (p *literalParser) strings() (term, bool) {
	first, isBytes, ok := p.oneString()
	if !ok {
		return term{}, false
	}
	text := first
	for p.skip(); p.beginsString(); p.skip() {
		next, alsoBytes, ok := p.oneString()
		if !ok || alsoBytes != isBytes {
			return term{}, false
		}
		text += next
	}
	if isBytes {
		return term{v: BytesOf(text)}, true
	}
	return term{v: Str(text)}, true
}

// beginsString reports whether a quote comes, perhaps after a prefix.
func (p *literalParser) beginsString() bool {
	for i := p.at; i < len(p.src) && i < p.at+3; i++ {
		if c := p.src[i]; c == '\'' || c == '"' {
			return true
		} else if !isNameByte(c) {
			return false
		}
	}
	return false
}

// oneString reads a prefix, quotes and what is between them.
func (p *literalParser) oneString() (text string, isBytes, ok bool) {
	start := p.at
	for isNameByte(p.peek()) {
		p.at++
	}
	raw := false
	switch strings.ToLower(p.src[start:p.at]) {
	case "", "u":
	case "b":
		isBytes = true
	case "r":
		raw = true
	case "br", "rb":
		isBytes, raw = true, true
	default:
		return "", false, false // an f-string is no literal, even an empty one
	}
	body, ok := p.quoted()
	if !ok || isBytes && !isASCII(body) {
		return "", false, false
	}
	if raw || strings.IndexByte(body, '\\') < 0 {
		return body, isBytes, true
	}
	text, ok = unescapePython(body, isBytes)
	return text, isBytes, ok
}

// quoted reads quotes, one or three, and gives what is between them.
func (p *literalParser) quoted() (string, bool) {
	quote := p.src[p.at : p.at+1]
	triple := strings.Repeat(quote, 3)
	if strings.HasPrefix(p.src[p.at:], triple) {
		quote = triple
	}
	p.at += len(quote)
	start := p.at
	for p.at < len(p.src) {
		switch c := p.src[p.at]; {
		case c == '\\':
			p.at += 2
		case c == '\n' && len(quote) == 1:
			return "", false
		case c == quote[0] && strings.HasPrefix(p.src[p.at:], quote):
			body := p.src[start:p.at]
			p.at += len(quote)
			return body, true
		default:
			p.at++
		}
	}
	return "", false
}

// unescapePython resolves the escapes of a text or of bytes. One that Python
// does not know stays as it is. Named characters (\N{...}) are not known here:
// such a text counts as no literal.
func unescapePython(body string, isBytes bool) (string, bool) {
	out := make([]byte, 0, len(body))
	for {
		slash := strings.IndexByte(body, '\\')
		if slash < 0 {
			return string(append(out, body...)), true
		}
		out = append(out, body[:slash]...)
		body = body[slash+1:]
		if body == "" {
			return "", false
		}
		var n int
		if out, n = escapePython(out, body, isBytes); n < 0 {
			return "", false
		}
		body = body[n:]
	}
}

// letterEscapes are the escapes of one letter and what they stand for.
const (
	letterEscapes  = `\'"abfnrtv`
	letterMeanings = "\\'\"\a\b\f\n\r\t\v"
)

// escapePython appends what the escape after a backslash stands for, and returns
// its length, below zero when it is a mistake.
func escapePython(out []byte, s string, isBytes bool) ([]byte, int) {
	c := s[0]
	if at := strings.IndexByte(letterEscapes, c); at >= 0 {
		return append(out, letterMeanings[at]), 1
	}
	switch {
	case c == '\n':
		return out, 1
	case c >= '0' && c <= '7':
		n := 1
		for n < 3 && n < len(s) && s[n] >= '0' && s[n] <= '7' {
			n++
		}
		return codeEscape(out, s[:n], 8, n, isBytes)
	case c == 'x':
		return hexEscape(out, s, 2, isBytes)
	case c == 'u' && !isBytes:
		return hexEscape(out, s, 4, false)
	case c == 'U' && !isBytes:
		return hexEscape(out, s, 8, false)
	case c == 'N' && !isBytes:
		return out, -1
	}
	return append(out, '\\', c), 1
}

func hexEscape(out []byte, s string, width int, isBytes bool) ([]byte, int) {
	if len(s) < width+1 {
		return out, -1
	}
	for i := 1; i <= width; i++ {
		if !isHex(s[i]) {
			return out, -1
		}
	}
	return codeEscape(out, s[1:width+1], 16, width+1, isBytes)
}

func codeEscape(out []byte, digits string, base, length int, isBytes bool) ([]byte, int) {
	code, err := strconv.ParseUint(digits, base, 32)
	switch {
	case err != nil || code > utf8.MaxRune:
		return out, -1
	case isBytes:
		return append(out, byte(code)), length
	}
	return appendRune(out, rune(code)), length
}
