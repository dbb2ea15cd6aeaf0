// Package decode turns the bodies of responses into documents.
//
// In go the bytes of an answer while they arrive, out come values, one after
// another. A decoder holds a window of the text and one document; each has a
// limit, and what goes beyond fails with an error that names it. The package
// does not know which parts of a document are records, nor where a body came from.
package decode

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/lowcode-dev/lowcode/runtime/charset"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

const (
	// window is how much of a text is read before documents of it leave: a shorter one that
	// is broken gives none.
	window = 8 << 20
	// maxHeld is the longest text that is held whole because it is one document.
	maxHeld = 64 << 20
	// maxLine is the longest line.
	maxLine = 16 << 20
	// chunk is how much is read at once.
	chunk = 64 << 10
)

// A Format reads the documents of a text: of a body, or of what another decoder opened.
type Format interface {
	stream.Decoder
	// read calls emit for each document, which is only valid during the call.
	read(t *text, emit func(value.Value) error) error
}

// A text is what a format reads.
type text struct {
	io.Reader
	ctx context.Context
	of  *stream.Response // whose body it is, or is in
}

// bodyOf is the body of a response as a text.
func bodyOf(ctx context.Context, response *stream.Response) *text {
	var r io.Reader = bytes.NewReader(response.Body)
	if response.Rest != nil {
		r = io.MultiReader(r, response.Rest)
	}
	return &text{r, ctx, response}
}

// inside is what is inside of a text.
func (t *text) inside(r io.Reader) *text { return &text{r, t.ctx, t.of} }

// decoded is the text in UTF-8.
func (t *text) decoded(encoding string) (io.Reader, error) {
	r, err := charset.NewReader(t, encoding)
	if err != nil {
		return nil, &value.Error{Class: "LookupError", Message: err.Error()}
	}
	return r, nil
}

// decodeBody reads the documents of a body.
func decodeBody(ctx context.Context, f Format, response *stream.Response, emit func(value.Value) error) error {
	var refused error
	err := f.read(bodyOf(ctx, response), func(document value.Value) error {
		refused = emit(document)
		return refused
	})
	switch {
	case err == nil:
		return nil
	case refused != nil:
		return refused
	case ctx.Err() != nil:
		return fmt.Errorf("decoding a response while it arrives: %w", ctx.Err())
	}
	return err
}

// unreadable is the failure of a text that cannot be read to its end. One that the text was
// read with is kept, and so is that of bytes that are not in its encoding, which the reference has.
func (t *text) unreadable(format string, err error) error {
	var known *stream.Error
	var bytes *charset.Error
	switch {
	case errors.As(err, &known):
		return err
	case errors.As(err, &bytes):
		return &value.Error{Class: "UnicodeDecodeError", Message: bytes.Error()}
	}
	return t.fail("cannot be read as "+format+": "+reason(err), err)
}

// fail is a failure of the answer; what says how it is wrong.
func (t *text) fail(what string, err error) error {
	answer := "The API's answer"
	if request := t.of.Request(); request != "" {
		answer += " to " + request
	}
	return &stream.Error{
		Message:     answer + " " + what + ".",
		Internal:    fmt.Sprintf("decoding the response: %v", err),
		FailureType: stream.SystemError,
		Err:         err,
	}
}

// reason is what an error says to a reader.
func reason(err error) string {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, value.ErrShort) {
		return "it ends in the middle"
	}
	return err.Error()
}
