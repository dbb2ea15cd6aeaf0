package manifest

import (
	"strings"
	"unicode/utf8"

	"github.com/lowcode-dev/lowcode/compiler/source"
)

// A style is how the text of a scalar is written.
type style int8

const (
	unwritten style = iota // not in the file, or written in a way that places cannot be told of
	plain
	singleQuoted
	doubleQuoted
	literal
	folded
)

// SpanAt is the place in the file of the bytes [start, end) of a text: past quotes, escapes,
// indentation and folded lines. For a node that is no text it is the node's place.
func (n *Node) SpanAt(start, end int) source.Span {
	text, ok := n.Text()
	if !ok || n.style == unwritten {
		return n.Span
	}
	r := read(n.Span.File.Text, n.Span.Start, n.style, text)
	if string(r.value) != text {
		return n.Span
	}
	span := source.Span{File: n.Span.File, Start: r.offset(start, false)}
	span.End = span.Start
	if end > start {
		span.End = max(span.Start, r.offset(end, true))
	}
	return span
}

// A reader reads one scalar again, to tell where each byte of its value comes from.
type reader struct {
	text   string // the file
	at     int    // the next byte of the file
	value  []byte
	pieces []piece
	failed bool // the file does not say what was expected
}

// A piece is a part of a value and the part of the file that it was read from: the same
// bytes, or, for an escape or a line break, others.
type piece struct {
	value, length int
	start, end    int
}

// read reads the scalar at an offset. Where YAML's rules need the lines around it to find the
// end of a scalar (plain and block ones), the value that the parser found says where it ends.
func read(text string, at int, s style, want string) *reader {
	r := &reader{text: text, at: at}
	switch s {
	case plain:
		r.plain(want)
	case singleQuoted:
		r.quoted('\'', r.single)
	case doubleQuoted:
		r.quoted('"', r.double)
	case literal, folded:
		r.block(want)
	}
	return r
}

// offset maps an offset in the value to the file. An end is after its last byte, a start
// is before its first one; the two differ where a line break was folded.
func (r *reader) offset(at int, end bool) int {
	if end && at > 0 {
		at--
	} else {
		end = false
	}
	for _, p := range r.pieces {
		switch {
		case at >= p.value+p.length:
		case p.length != p.end-p.start: // an escape, whole
			if end {
				return p.end
			}
			return p.start
		case end:
			return p.start + at - p.value + 1
		default:
			return p.start + at - p.value
		}
	}
	if n := len(r.pieces); n > 0 {
		return r.pieces[n-1].end
	}
	return r.at
}

// copy takes the next n bytes of the file as they are.
func (r *reader) copy(n int) {
	r.piece(r.text[r.at:r.at+n], n)
}

// piece takes the next n bytes of the file for value.
func (r *reader) piece(value string, n int) {
	if value != "" {
		same := len(value) == n && value == r.text[r.at:r.at+n]
		if last := len(r.pieces) - 1; same && last >= 0 && r.pieces[last].copies(r.text, r.value) && r.pieces[last].end == r.at {
			r.pieces[last].length += n
			r.pieces[last].end += n
		} else {
			r.pieces = append(r.pieces, piece{len(r.value), len(value), r.at, r.at + n})
		}
	}
	r.value = append(r.value, value...)
	r.at += n
}

// copies says that the value of a piece is what stands in the file, byte by byte.
func (p piece) copies(text string, value []byte) bool {
	return p.length == p.end-p.start && text[p.start] == value[p.value]
}

// rest is the file from here on.
func (r *reader) rest() string { return r.text[r.at:] }

// breakLength is the length of the line break at the start of text, 0 when there is none.
func breakLength(text string) int {
	if text == "" {
		return 0
	}
	switch text[0] {
	case '\n':
		return 1
	case '\r':
		if strings.HasPrefix(text, "\r\n") {
			return 2
		}
		return 1
	case 0xc2, 0xe2:
		r, size := utf8.DecodeRuneInString(text)
		if r == '\u0085' || r == '\u2028' || r == '\u2029' {
			return size
		}
	}
	return 0
}

// foldLength is the length of the blanks and line breaks at the start of text, and what YAML folds them to in
// plain and quoted scalars: nothing else than themselves without a break, a space for one break, one
// break less for more of them. The two separators of Unicode stay what they are.
func foldLength(text string) (length int, folded string) {
	var first, more string
	for length < len(text) {
		n := breakLength(text[length:])
		switch {
		case n == 0 && !isBlank(text[length]):
			return length, foldBreaks(first, more, text[:length])
		case n == 0:
			length++
			continue
		case first == "":
			first = breakText(text[length : length+n])
		default:
			more += breakText(text[length : length+n])
		}
		length += n
	}
	return length, foldBreaks(first, more, text[:length])
}

func foldBreaks(first, more, blanks string) string {
	switch {
	case first == "":
		return blanks
	case first != "\n":
		return first + more
	case more == "":
		return " "
	default:
		return more
	}
}

// breakText is what a line break is read as.
func breakText(text string) string {
	if r, _ := utf8.DecodeRuneInString(text); r == '\u2028' || r == '\u2029' {
		return text
	}
	return "\n"
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// plain reads a plain scalar until it is as long as the value wanted.
func (r *reader) plain(want string) {
	for len(r.value) < len(want) && r.at < len(r.text) {
		length, text := foldLength(r.rest())
		if length == 0 {
			rest := r.rest()
			r.copy(wordLength(rest[:min(len(rest), len(want)-len(r.value))], ""))
			continue
		}
		if len(r.value)+len(text) > len(want) {
			r.failed = true
			return
		}
		r.piece(text, length)
	}
	r.failed = len(r.value) != len(want)
}

// wordLength is the length of text up to a blank, a line break or one of the bytes that stop.
func wordLength(text, stop string) int {
	for i := 0; i < len(text); i++ {
		if isBlank(text[i]) || breakLength(text[i:]) > 0 || strings.IndexByte(stop, text[i]) >= 0 {
			return i
		}
	}
	return len(text)
}
