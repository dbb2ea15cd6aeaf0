package manifest

import (
	"strings"
	"unicode/utf8"
)

// places turns the lines and columns of the YAML parser into offsets. The parser counts lines by the
// line breaks of YAML, of which an editor knows only some, and columns in characters.
type places struct {
	text  string
	lines []int // the offset of the start of each line

	// where the last answer was: most questions are about a later place in the same line,
	// and a manifest may be one line
	line, column, offset int
}

// byteOrderMark may stand at the start of a file; the parser does not count it.
const byteOrderMark = "\ufeff"

func newPlaces(text string) *places {
	p := &places{text: text}
	if strings.HasPrefix(text, byteOrderMark) {
		p.lines = append(p.lines, len(byteOrderMark))
	} else {
		p.lines = append(p.lines, 0)
	}
	for i := 0; i < len(text); {
		i += lineLength(text[i:])
		i += breakLength(text[i:])
		p.lines = append(p.lines, i)
	}
	return p
}

// at is the offset of a line and a column, both from 1.
func (p *places) at(line, column int) int {
	if line < 1 || line > len(p.lines) {
		return len(p.text)
	}
	if line != p.line || column < p.column {
		p.line, p.column, p.offset = line, 1, p.lines[line-1]
	}
	for p.column < column && p.offset < len(p.text) {
		_, size := utf8.DecodeRuneInString(p.text[p.offset:])
		p.offset += size
		p.column++
	}
	return p.offset
}

// skipProperties is where a value starts after its tag and anchor.
func skipProperties(text string, at int) int {
	for at < len(text) && (text[at] == '&' || text[at] == '!') {
		at += wordLength(text[at:], "")
		at = skipSpace(text, at)
	}
	return at
}

// skipSpace skips blanks, line breaks and comments.
func skipSpace(text string, at int) int {
	for at < len(text) {
		n := breakLength(text[at:])
		switch {
		case n > 0:
			at += n
		case isBlank(text[at]):
			at++
		case text[at] == '#':
			at += lineLength(text[at:])
		default:
			return at
		}
	}
	return at
}

// closing is the offset after the bracket that ends a flow collection, of which nothing but
// punctuation is left at an offset.
func closing(text string, at int) int {
	for at = skipSpace(text, at); at < len(text); at = skipSpace(text, at+1) {
		switch text[at] {
		case ',', ':', '?':
		case ']', '}':
			return at + 1
		default:
			return at
		}
	}
	return at
}
