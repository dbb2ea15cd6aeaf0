package decode

import (
	"context"
	"io"
	"unicode/utf8"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Iterable makes of each line of a body a document with the line as its "record" (IterableDecoder).
type Iterable struct{}

// Decode calls emit for each line, empty ones too.
func (d Iterable) Decode(ctx context.Context, response *stream.Response, emit func(value.Value) error) error {
	return decodeBody(ctx, d, response, emit)
}

// Streams says yes: a line is known when its end is.
func (Iterable) Streams() bool { return true }

func (Iterable) read(t *text, emit func(value.Value) error) error {
	all := lines{from: t, any: true}
	var document []byte
	for {
		line, err := all.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return t.unreadable("lines", err)
		}
		if !utf8.Valid(line) {
			return t.unreadable("lines", notUTF8(line))
		}
		document = append(document[:0], `{"record":`...)
		document = append(appendText(document, line), '}')
		if err := emit(value.Raw(document)); err != nil {
			return err
		}
	}
}
