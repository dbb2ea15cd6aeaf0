package manifest

import (
	"strconv"
	"strings"
)

// quoted reads a quoted scalar; special reads what is special in its quotes at the next byte,
// and says that there was something.
func (r *reader) quoted(quote byte, special func() bool) {
	if r.at >= len(r.text) || r.text[r.at] != quote {
		r.failed = true
		return
	}
	r.at++
	for r.at < len(r.text) {
		if special() {
			continue
		}
		if r.text[r.at] == quote {
			r.at++
			return
		}
		if length, text := foldLength(r.rest()); length > 0 {
			r.piece(text, length)
			continue
		}
		r.copy(max(wordLength(r.rest(), `"'\`), 1))
	}
	r.failed = true
}

// single reads a doubled quote in single quotes.
func (r *reader) single() bool {
	if !strings.HasPrefix(r.rest(), "''") {
		return false
	}
	r.piece("'", 2)
	return true
}

// escapes are the escapes of one character in double quotes.
var escapes = map[byte]string{
	'0': "\x00", 'a': "\a", 'b': "\b", 't': "\t", '\t': "\t", 'n': "\n", 'v': "\v", 'f': "\f", 'r': "\r", 'e': "\x1b",
	' ': " ", '"': `"`, '\'': "'", '/': "/", '\\': `\`, 'N': "\u0085", '_': "\u00a0", 'L': "\u2028", 'P': "\u2029",
}

// double reads an escape in double quotes.
func (r *reader) double() bool {
	rest := r.rest()
	if len(rest) < 2 || rest[0] != '\\' {
		return false
	}
	if length, text := escapedBreak(rest[1:]); length > 0 {
		r.piece(text, 1+length)
		return true
	}
	if text, ok := escapes[rest[1]]; ok {
		r.piece(text, 2)
		return true
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[rest[1]]
	if digits == 0 || len(rest) < 2+digits {
		return false
	}
	code, err := strconv.ParseUint(rest[2:2+digits], 16, 32)
	if err != nil {
		return false
	}
	r.piece(string(rune(code)), 2+digits)
	return true
}

// escapedBreak is the length of a line break after a backslash, which joins two lines, of the empty lines
// after it, which are kept, and of the blanks that start the next line.
func escapedBreak(text string) (length int, kept string) {
	if breakLength(text) == 0 {
		return 0, ""
	}
	length = breakLength(text)
	for length < len(text) {
		n := breakLength(text[length:])
		if n == 0 && !isBlank(text[length]) {
			break
		}
		if n > 0 {
			kept += breakText(text[length : length+n])
		}
		length += max(n, 1)
	}
	return length, kept
}
