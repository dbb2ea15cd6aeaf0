package record

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/lowcode-dev/lowcode/runtime/charset"
	"github.com/lowcode-dev/lowcode/runtime/csvrow"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// ResponseToFile takes the rows of a CSV body for records, as pandas reads it:
// the first row has the names, all values are texts, and words for nothing are
// null (ResponseToFileExtractor). The body may be compressed. It needs no file:
// rows leave while the body arrives.
type ResponseToFile struct {
	PreserveNAValues bool // words such as NA are texts; only empty cells are null
}

// Streamable says that rows leave while the body arrives, unless there is a decoder that wants all of it.
func (ResponseToFile) Streamable(d stream.Decoder) bool { return streams(d) }

// Extract calls emit for each row below the names.
func (e ResponseToFile) Extract(ctx context.Context, response *stream.Response, emit func(value.Value) error) error {
	var body io.Reader = bytes.NewReader(response.Body)
	if response.Rest != nil {
		body = io.MultiReader(body, response.Rest)
	}
	plain, err := unpack(body)
	if err != nil {
		return unreadable(response, err)
	}
	text, err := charset.NewReader(&withoutNUL{of: plain}, "utf-8-sig")
	if err != nil {
		return err
	}
	t := table{rows: csvrow.NewReader(text, ','), nulls: nullWords, emit: emit}
	if e.PreserveNAValues {
		t.nulls = nil
	}
	t.scanner.ForgetEach()
	if err := t.read(ctx); err != nil {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return unreadable(response, err)
	}
	return nil
}

// unreadable is the failure of a body whose rows cannot be read to their end.
func unreadable(response *stream.Response, err error) error {
	var refused *refusedError
	var failure *value.Error
	var text *charset.Error
	var told *stream.Error
	switch {
	case errors.As(err, &refused):
		return refused.err
	case errors.As(err, &failure), errors.As(err, &told):
		return err
	case errors.As(err, &text):
		return value.Fail("UnicodeDecodeError", "%s", text.Error()).Err()
	case errors.Is(err, csvrow.ErrTooLong):
		return &stream.Error{
			Message:     fmt.Sprintf("The download of %s cannot be read to its end: %s.", response.Request(), err),
			FailureType: stream.SystemError,
			Err:         err,
		}
	}
	return cutBody(response, err)
}

// A refusedError is what emit returned.
type refusedError struct{ err error }

func (e *refusedError) Error() string { return e.err.Error() }

// block is how many rows leave at once, and blockSize how many bytes of them wait at most. The reference reads in
// blocks of so many rows: a row that is broken keeps those of its block back.
const (
	block     = 100
	blockSize = 1 << 20
)

// A table is a CSV text while it is read.
type table struct {
	rows    *csvrow.Reader
	nulls   map[string]bool
	emit    func(value.Value) error
	scanner value.Scanner

	columns [][]byte // the names as members of JSON, each with what stands before and behind it
	line    int      // of the text, for messages
	count   int      // of rows that are not blank, with that of the names
	pending []byte   // records of the block
	ends    []int    // of these records
}

// read reads the whole text.
func (t *table) read(ctx context.Context) error {
	names, err := t.next()
	if err == io.EOF {
		stream.Log(ctx).Infof("Empty data received. No columns to parse from file")
		return nil
	}
	if err != nil {
		return err
	}
	if isPage(names[0]) {
		return value.Fail(value.ValueError, "the download is no CSV: it is an HTML page").Err()
	}
	t.columns = members(columnNames(names))
	for {
		cells, err := t.next()
		if err == io.EOF {
			return t.flush()
		}
		if err != nil {
			return err
		}
		t.add(cells)
		if len(t.ends) == block || len(t.pending) >= blockSize {
			if err := t.flush(); err != nil {
				return err
			}
		}
	}
}

// next is the next row that is not blank.
func (t *table) next() ([][]byte, error) {
	for {
		cells, err := t.rows.Read()
		if err != nil {
			return nil, err
		}
		t.line++
		switch {
		case t.rows.Unclosed():
			return nil, broken("EOF inside string starting at row %d", t.count)
		case len(cells) == 0, len(cells) == 1 && len(cells[0]) > 0 && len(bytes.Trim(cells[0], " \t")) == 0:
			continue
		case t.columns != nil && len(cells) > len(t.columns):
			return nil, broken("Expected %d fields in line %d, saw %d", len(t.columns), t.line, len(cells))
		}
		t.count++
		return cells, nil
	}
}

// broken is a text that is no table.
func broken(format string, args ...any) error {
	return value.Fail("ParserError", "Error tokenizing data. C error: %s", fmt.Sprintf(format, args...)).Err()
}

// add makes a record of a row. What a short row lacks is null.
func (t *table) add(cells [][]byte) {
	for i, member := range t.columns {
		t.pending = append(t.pending, member...)
		if i >= len(cells) || len(cells[i]) == 0 || len(cells[i]) <= longestNull && t.nulls[string(cells[i])] {
			t.pending = append(t.pending, "null"...)
			continue
		}
		t.pending = appendText(t.pending, cells[i])
	}
	t.pending = append(t.pending, '}')
	t.ends = append(t.ends, len(t.pending))
}

// flush emits the records of the block.
func (t *table) flush() error {
	start := 0
	for _, end := range t.ends {
		record, _, err := t.scanner.Next(t.pending[start:end], 0)
		if err != nil {
			return err
		}
		if err := t.emit(record); err != nil {
			return &refusedError{err}
		}
		start = end
	}
	t.pending, t.ends = t.pending[:0], t.ends[:0]
	return nil
}
