package value

import (
	"errors"
	"strconv"
)

// ErrShort means that the text ends inside of a JSON value: a reader that has
// more of it can read on and scan again.
var ErrShort = errors.New("unexpected end of JSON")

// A SyntaxError is a text that is not JSON.
type SyntaxError struct {
	Offset  int // of the byte that cannot be there
	Message string
}

func (e *SyntaxError) Error() string {
	return "invalid JSON at byte " + strconv.Itoa(e.Offset) + ": " + e.Message
}

// maxDepth is how deep JSON may nest: as deep as Python reads it.
const maxDepth = 1000

// Offsets below zero stand for errors: one result in a register is cheaper than
// three on the innermost loops. A syntax error at byte n is firstSyntax-n.
const (
	short       = -1
	tooDeep     = -2
	notUTF8     = -3
	firstSyntax = -4
)

func syntax(at int) int { return firstSyntax - at }

func scanError(code int) error {
	switch code {
	case short:
		return ErrShort
	case tooDeep:
		return errors.New("invalid JSON: nested deeper than " + strconv.Itoa(maxDepth) + " levels")
	case notUTF8:
		return errors.New("invalid JSON: a text is not UTF-8")
	}
	return &SyntaxError{Offset: firstSyntax - code, Message: "unexpected character"}
}

// What a scan noticed about a value, so that writing it can be a copy. The
// flags nulls and twice are about the members of the value itself, the others
// about everything in it.
const (
	flagSpaced = 1 << iota // there is white space between tokens
	flagOdd                // NaN, an infinity, or a number that may be one when it is read
	flagDeep               // nested deeper than Python's parser of literals reads
	flagNulls              // a member is null
	flagTwice              // two members may have one name
	flagPassed             // it is an object whose members nobody has looked at
	flagUnseen             // nobody has scanned the value for flags

	flagDirty = flagSpaced | flagOdd | flagUnseen // it cannot be copied as it is
)

// deepLiteral is the nesting from which text is left to the parser of literals
// to judge.
const deepLiteral = 90

// Scan checks the JSON value whose first byte is data[at] and returns the offset
// after it. A number at the end of data is taken to end there.
func Scan(data []byte, at int) (end int, err error) {
	var s scanner
	if end = s.any(data, at, 0); end < 0 {
		return 0, scanError(end)
	}
	return end, nil
}

// Next is Scan that also returns the value, unopened. The scan remembers what
// writing the value needs to know, so AppendRecord need not look again.
func Next(data []byte, at int) (v Value, end int, err error) {
	var s recordScanner
	return s.next(data, at)
}

// Space returns the offset of the first byte at or after at that is not white space.
func Space(data []byte, at int) int {
	for at < len(data) && isSpace(data[at]) {
		at++
	}
	return at
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

// A scanner collects what a scan notices.
type scanner struct {
	flags uint8
}

// part checks the value at b[i], a part of another. It notes all but what only
// records need.
func (s *scanner) part(b []byte, i int) int {
	s.flags = 0
	if i < len(b) && b[i] == '{' {
		s.flags = flagPassed
	}
	return s.any(b, i, 0)
}

// any checks the value at b[i], which is depth containers deep, and returns
// the offset after it or an error below zero.
func (s *scanner) any(b []byte, i, depth int) int {
	if i >= len(b) {
		return short
	}
	switch b[i] {
	case '"':
		return scanString(b, i)
	case '{':
		return s.object(b, i, depth+1)
	case '[':
		return s.array(b, i, depth+1)
	case 't':
		return scanWord(b, i, "true")
	case 'f':
		return scanWord(b, i, "false")
	case 'n':
		return scanWord(b, i, "null")
	}
	return s.number(b, i)
}

func (s *scanner) object(b []byte, i, depth int) int {
	if depth >= deepLiteral && s.tooDeep(depth) {
		return tooDeep
	}
	i++
	if i < len(b) && b[i] <= ' ' {
		i = s.space(b, i)
	}
	if i < len(b) && b[i] == '}' {
		return i + 1
	}
	for {
		if i = s.colon(b, i); i < 0 {
			return i
		}
		if i < len(b) && b[i] == '"' {
			i = scanString(b, i)
		} else {
			i = s.any(b, i, depth)
		}
		if i < 0 {
			return i
		}
		if i < len(b) && b[i] <= ' ' {
			i = s.space(b, i)
		}
		if i >= len(b) {
			return short
		}
		if b[i] != ',' {
			if b[i] == '}' {
				return i + 1
			}
			return syntax(i)
		}
		i++
		if i < len(b) && b[i] <= ' ' {
			i = s.space(b, i)
		}
	}
}

// colon checks the name at b[i] and its colon and returns the offset of the
// member's value.
func (s *scanner) colon(b []byte, i int) int {
	if i >= len(b) {
		return short
	}
	if b[i] != '"' {
		return syntax(i)
	}
	if i = scanString(b, i); i < 0 {
		return i
	}
	return s.afterName(b, i)
}

func (s *scanner) afterName(b []byte, i int) int {
	if i+1 < len(b) && b[i] == ':' && b[i+1] > ' ' {
		return i + 1
	}
	i = s.space(b, i)
	if i >= len(b) {
		return short
	}
	if b[i] != ':' {
		return syntax(i)
	}
	return s.space(b, i+1)
}

func (s *scanner) array(b []byte, i, depth int) int {
	if depth >= deepLiteral && s.tooDeep(depth) {
		return tooDeep
	}
	i++
	if i < len(b) && b[i] <= ' ' {
		i = s.space(b, i)
	}
	if i < len(b) && b[i] == ']' {
		return i + 1
	}
	for {
		if i = s.any(b, i, depth); i < 0 {
			return i
		}
		if i < len(b) && b[i] <= ' ' {
			i = s.space(b, i)
		}
		if i >= len(b) {
			return short
		}
		if b[i] != ',' {
			if b[i] == ']' {
				return i + 1
			}
			return syntax(i)
		}
		i++
		if i < len(b) && b[i] <= ' ' {
			i = s.space(b, i)
		}
	}
}

// tooDeep notes deep nesting and reports whether it is beyond the limit.
func (s *scanner) tooDeep(depth int) bool {
	s.flags |= flagDeep
	return depth > maxDepth
}

// space skips white space between tokens, if there is any, and notes it.
func (s *scanner) space(b []byte, i int) int {
	end := Space(b, i)
	if end > i {
		s.flags |= flagSpaced
	}
	return end
}

// scanWord checks that b[i:] begins with the word.
func scanWord(b []byte, i int, word string) int {
	end := i + len(word)
	if end > len(b) {
		if word[:len(b)-i] == string(b[i:]) {
			return short
		}
		return syntax(i)
	}
	if string(b[i:end]) != word {
		return syntax(i)
	}
	return end
}
