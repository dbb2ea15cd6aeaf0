package decode

import (
	"bytes"
	"errors"
	"io"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// An opener is a decoder of texts inside of a text.
type opener interface {
	open(t *text, each func(inner Format, t *text) error) error
}

// holdsJSON says that a format is JSON, or opens JSON.
func holdsJSON(f Format) bool {
	switch f := f.(type) {
	case JSON:
		return true
	case interface{ HoldsJSON() bool }:
		return f.HoldsJSON()
	}
	return false
}

// unwrap calls each for each JSON text that a decoder opens, as a response of its own.
func unwrap(o opener, t *text, each func(*stream.Response) error) error {
	return o.open(t, func(inner Format, t *text) error {
		if inner, ok := inner.(opener); ok {
			return unwrap(inner, t, each)
		}
		response, err := t.response()
		if err != nil {
			return err
		}
		return asInside(response, each(response))
	})
}

// response is the text as the body of a response: whole if it fits the window.
func (t *text) response() (*stream.Response, error) {
	body, more, err := t.first()
	if err != nil {
		return nil, t.unreadable("JSON", err)
	}
	response := *t.of
	response.Body, response.Rest = body, nil
	response.Decoder, response.Document = nil, value.Value{}
	response.Release = func() {}
	if more {
		response.Rest = t
		return &response, nil
	}
	if content := bytes.TrimSpace(response.Body); len(content) == 0 || string(content) == "null" {
		return nil, notJSON(errors.New("there is nothing"))
	}
	return &response, nil
}

// first is as much of the text as fits the window; more says that there may be more.
func (t *text) first() (body []byte, more bool, err error) {
	for _, size := range []int{chunk, window} {
		larger := make([]byte, size)
		n := copy(larger, body)
		m, err := io.ReadFull(t, larger[n:])
		body = larger[:n+m]
		switch err {
		case nil:
		case io.EOF, io.ErrUnexpectedEOF:
			return body, false, nil
		default:
			return nil, false, err
		}
	}
	return body, true, nil
}

// Inflation is how many times as long as what was sent the text is, as far as it is known.
func (t *text) Inflation() int64 {
	for _, r := range []any{t.Reader, t.of.Rest} {
		if r, ok := r.(interface{ Inflation() int64 }); ok {
			return r.Inflation()
		}
	}
	return 1
}

// asInside is the failure of JSON inside of something else.
func asInside(response *stream.Response, err error) error {
	var syntax *value.SyntaxError
	if response.Rest == nil && (errors.As(err, &syntax) || errors.Is(err, value.ErrShort)) {
		return notJSON(err)
	}
	return err
}
