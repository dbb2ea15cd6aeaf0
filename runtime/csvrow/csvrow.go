// Package csvrow splits UTF-8 text that arrives into the rows of comma-separated
// values, as Python's csv reader does over a text file.
//
// In goes UTF-8 (package charset makes it of other encodings), out come rows:
//
//	rows := csvrow.NewReader(text, ',')
//	for {
//		cells, err := rows.Read() // err: io.EOF after the last row
//		...                       // each cell is bytes, valid until the next Read
//	}
//
// A quote is `"`, twice within a quoted cell for one of its own; text after the
// closing quote belongs to the cell, and a quote within a cell that does not start
// with one is text. Lines end with \n, \r\n or \r, which become \n within quoted
// cells; a cell whose quote is not closed goes on to the end. A blank line is a row
// without cells. Rows are as long as they are: what a header makes of short and
// long ones is the caller's, and so is whether a blank line counts.
//
// Nothing is allocated for a cell, and little for a row: memory is a window of
// 64 KiB, or twice the longest row, which has a limit. The package does not know
// what the cells mean.
package csvrow

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

const (
	// MaxRow is how long a row may be.
	MaxRow = 8 << 20
	// window is how much is read at once.
	window = 64 << 10
)

// ErrTooLong is a row of more than MaxRow bytes: one that never ends, most likely because of a quote that is
// not closed.
var ErrTooLong = fmt.Errorf("a row is longer than %d MiB", MaxRow>>20)

// errShort says that a row goes on behind what was read.
var errShort = errors.New("the row goes on")

// A Reader reads rows.
type Reader struct {
	from      io.Reader
	delimiter []byte
	memory    []byte
	data      []byte // the part of memory that was read and not used
	ended     bool   // the text is whole
	err       error  // of from: nothing more will come
	cells     [][]byte
	text      []byte // the cells of a row that has quotes
	ends      []int  // of these cells in text
	unclosed  bool   // the text has ended within quotes
}

// NewReader reads rows of UTF-8 whose cells are separated by delimiter.
func NewReader(from io.Reader, delimiter rune) *Reader {
	return &Reader{from: from, delimiter: utf8.AppendRune(nil, delimiter), memory: make([]byte, window)}
}

// Read is the next row. It is valid until the next call. The error is io.EOF after the last row, that of the
// text, or ErrTooLong; rows before an error of the text were whole.
func (r *Reader) Read() ([][]byte, error) {
	for {
		used, err := r.row()
		if err == nil {
			r.data = r.data[used:]
			return r.cells, nil
		}
		if r.err != nil {
			return nil, r.err
		}
		if len(r.data) > MaxRow {
			return nil, ErrTooLong
		}
		r.fill()
	}
}

// Unclosed says that the row which Read gave last goes on to the end because a quote is not closed.
func (r *Reader) Unclosed() bool { return r.unclosed }

// fill reads on: as much again at least, so that a long row is not scanned over and over.
func (r *Reader) fill() {
	pending := len(r.data)
	into := r.memory
	if 2*pending > len(into) {
		into = make([]byte, max(2*len(into), 2*pending))
	}
	copy(into, r.data)
	r.memory, r.data = into, into[:pending]
	for least := pending + max(pending, 1); len(r.data) < least && r.err == nil; {
		n, err := r.from.Read(r.memory[len(r.data):])
		r.data = r.memory[:len(r.data)+n]
		r.ended, r.err = err == io.EOF, err
	}
}

// row splits the row that comes next and returns how long it is with its end.
func (r *Reader) row() (used int, err error) {
	if len(r.data) == 0 {
		return 0, errShort
	}
	line, end := r.data, bytes.IndexByte(r.data, '\n')
	switch {
	case end >= 0:
		line, used = r.data[:end], end+1
	case !r.ended:
		return 0, errShort
	default:
		used = len(line)
	}
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	if len(r.delimiter) > 1 || bytes.IndexByte(line, '"') >= 0 || bytes.IndexByte(line, '\r') >= 0 {
		return r.quoted()
	}
	r.cells = r.cells[:0]
	if len(line) == 0 {
		return used, nil
	}
	for {
		end := bytes.IndexByte(line, r.delimiter[0])
		if end < 0 {
			r.cells = append(r.cells, line)
			return used, nil
		}
		r.cells = append(r.cells, line[:end])
		line = line[end+1:]
	}
}
