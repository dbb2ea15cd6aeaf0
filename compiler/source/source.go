// Package source holds the text of a manifest and the places in it.
//
// In go bytes, out come positions that a person can find: line and column,
// both counted from one, columns in characters. It knows nothing of YAML.
package source

import (
	"sort"
	"strconv"
	"unicode/utf8"
)

// A File is one input file with its name as the user wrote it.
type File struct {
	Name  string
	Text  string
	lines []int // byte offset of the start of each line
}

// NewFile indexes the lines of text.
func NewFile(name, text string) *File {
	f := &File{Name: name, Text: text, lines: []int{0}}
	for i := 0; i < len(text); i++ {
		if text[i] == '\n' {
			f.lines = append(f.lines, i+1)
		}
	}
	return f
}

// A Position is a place in a file for people: line and column from 1, the column in characters.
type Position struct {
	Line, Column int
}

// Position converts a byte offset; one past the end of the text is the end of the text.
func (f *File) Position(offset int) Position {
	offset = min(max(offset, 0), len(f.Text))
	line := sort.Search(len(f.lines), func(i int) bool { return f.lines[i] > offset })
	start := f.lines[line-1]
	return Position{Line: line, Column: utf8.RuneCountInString(f.Text[start:offset]) + 1}
}

// Offset converts a line and a column, both from 1, the column in characters, to a byte offset.
func (f *File) Offset(line, column int) int {
	if line < 1 || line > len(f.lines) {
		return len(f.Text)
	}
	at := f.lines[line-1]
	for ; column > 1 && at < len(f.Text) && f.Text[at] != '\n'; column-- {
		_, size := utf8.DecodeRuneInString(f.Text[at:])
		at += size
	}
	return at
}

// Line returns the text of a line, counted from 1, without its line break.
func (f *File) Line(line int) string {
	if line < 1 || line > len(f.lines) {
		return ""
	}
	end := len(f.Text)
	if line < len(f.lines) {
		end = f.lines[line] - 1
	}
	text := f.Text[f.lines[line-1]:end]
	if n := len(text); n > 0 && text[n-1] == '\r' {
		text = text[:n-1]
	}
	return text
}

// A Span is a stretch of a file, in bytes; End is exclusive. The zero Span is nowhere.
type Span struct {
	File       *File
	Start, End int
}

// IsZero says that the span is nowhere.
func (s Span) IsZero() bool { return s.File == nil }

// Position is where the span starts.
func (s Span) Position() Position {
	if s.File == nil {
		return Position{}
	}
	return s.File.Position(s.Start)
}

// EndPosition is the first character after the span.
func (s Span) EndPosition() Position {
	if s.File == nil {
		return Position{}
	}
	return s.File.Position(s.End)
}

// Text is what the span holds, as it is written in the file.
func (s Span) Text() string {
	if s.File == nil {
		return ""
	}
	start := min(max(s.Start, 0), len(s.File.Text))
	return s.File.Text[start:min(max(s.End, start), len(s.File.Text))]
}

// String is where the span starts: manifest.yaml:42:27.
func (s Span) String() string {
	if s.File == nil {
		return ""
	}
	p := s.Position()
	return s.File.Name + ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column)
}
