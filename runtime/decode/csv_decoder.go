package decode

import (
	"bytes"
	"context"
	"errors"
	"io"
	"unicode/utf8"

	"github.com/lowcode-dev/lowcode/runtime/csvrow"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// CSV makes of each row of a body a document, named by the first row (CsvDecoder). All its values are texts.
// A short row has null for what is missing; what a long one has more is a list named "null".
type CSV struct {
	Encoding        string   // as Python names it; utf-8 if it is empty
	Delimiter       string   // one character; a comma if it is empty
	SetValuesToNone []string // cells that mean null
}

// Decode calls emit for each row.
func (d CSV) Decode(ctx context.Context, response *stream.Response, emit func(value.Value) error) error {
	return decodeBody(ctx, d, response, emit)
}

// Streams says yes: a row is known when its end is.
func (CSV) Streams() bool { return true }

func (d CSV) read(t *text, emit func(value.Value) error) error {
	rows, err := d.rows(t)
	if err != nil {
		return err
	}
	names, err := rows.Read()
	if err == io.EOF {
		return nil
	}
	if err != nil {
		return t.unreadable("CSV", err)
	}
	if len(names) > 0 && isPage(names[0]) {
		return t.fail("is not CSV: it looks like HTML", errPage)
	}
	header := headerOf(names, d.SetValuesToNone)
	header.warn(t.ctx)
	var scanner value.Scanner
	scanner.ForgetEach()
	for {
		cells, err := rows.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return t.unreadable("CSV", err)
		}
		if len(cells) == 0 {
			continue
		}
		document, _, err := scanner.Next(header.document(cells), 0)
		if err != nil {
			return err
		}
		if err := emit(document); err != nil {
			return err
		}
	}
}

// rows are the rows of a text.
func (d CSV) rows(t *text) (*csvrow.Reader, error) {
	encoding, delimiter := "utf-8", ','
	if d.Encoding != "" {
		encoding = d.Encoding
	}
	if d.Delimiter != "" {
		n := 0
		if delimiter, n = utf8.DecodeRuneInString(d.Delimiter); n < len(d.Delimiter) {
			return nil, &value.Error{Class: value.TypeError, Message: `"delimiter" must be a 1-character string`}
		}
	}
	decoded, err := t.decoded(encoding)
	if err != nil {
		return nil, err
	}
	return csvrow.NewReader(decoded, delimiter), nil
}

var errPage = errors.New("the body is an HTML page")

// isPage says that what should be the name of a column begins an HTML page.
func isPage(name []byte) bool {
	name = bytes.ToLower(bytes.TrimSpace(name[:min(len(name), 100)]))
	return bytes.HasPrefix(name, []byte("<!doctype html")) || bytes.HasPrefix(name, []byte("<html"))
}

// A header is what the first row makes of the others.
type header struct {
	width   int // cells of the first row
	columns []column
	members []byte // what stands before the value of each column, one after another
	nulls   []string
	out     []byte
	marked  bool // a byte order mark begins the first name
}

// A column is a member of the documents.
type column struct {
	end  int32 // of its name and the colon, in members
	cell int32 // where its value is: of columns of one name, the last
}

func headerOf(names [][]byte, nulls []string) *header {
	h := &header{width: len(names), nulls: nulls}
	known := make(map[string]int32)
	begin := byte('{')
	for i, name := range names {
		at, again := known[string(name)]
		if again {
			h.columns[at].cell = int32(i)
			continue
		}
		known[string(name)] = int32(len(h.columns))
		h.members = append(appendText(append(h.members, begin), name), ':')
		h.columns = append(h.columns, column{int32(len(h.members)), int32(i)})
		begin = ','
	}
	h.marked = len(names) > 0 && bytes.HasPrefix(names[0], []byte("\ufeff"))
	return h
}

// warn tells of a header that nobody wants.
func (h *header) warn(ctx context.Context) {
	if h.marked {
		stream.Log(ctx).Warnf("a byte order mark is part of the name of the first column; with encoding: utf-8-sig it is not")
	}
}

// document is the JSON object that a row becomes. Its memory is that of the one before.
func (h *header) document(cells [][]byte) []byte {
	out := h.out[:0]
	begin := int32(0)
	for _, c := range h.columns {
		out = append(out, h.members[begin:c.end]...)
		begin = c.end
		if int(c.cell) >= len(cells) {
			out = append(out, "null"...)
			continue
		}
		out = h.value(out, cells[c.cell])
	}
	if len(h.columns) == 0 {
		out = append(out, '{')
	}
	if len(cells) > h.width {
		out = h.rest(out, cells[h.width:])
	}
	h.out = append(out, '}')
	return h.out
}

func (h *header) value(out, cell []byte) []byte {
	for _, null := range h.nulls {
		if string(cell) == null {
			return append(out, "null"...)
		}
	}
	return appendText(out, cell)
}

// rest appends what a row has more than the first one.
func (h *header) rest(out []byte, cells [][]byte) []byte {
	if len(h.columns) > 0 {
		out = append(out, ',')
	}
	out = append(out, `"null":`...)
	for i, cell := range cells {
		begin := byte(',')
		if i == 0 {
			begin = '['
		}
		out = appendText(append(out, begin), cell)
	}
	return append(out, ']')
}
