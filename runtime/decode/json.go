package decode

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// JSON reads a body as one JSON document, or as a list of them (JsonDecoder). An
// empty body has none. A body that is not JSON is an error, where the reference
// logs it and goes on as if there were no records.
//
// The retriever takes it for granted: without a decoder, the record selector
// reads JSON itself and finds the records while it checks the body. So it does
// with JSON that another decoder opens, which has to be there and not null.
type JSON struct{}

// Decode calls emit for each document.
func (JSON) Decode(_ context.Context, response *stream.Response, emit func(value.Value) error) error {
	if response.Rest != nil {
		return errors.New("decoding JSON: the body is larger than what is held in memory")
	}
	if response.Status == http.StatusNoContent || value.Space(response.Body, 0) == len(response.Body) {
		return nil
	}
	body, err := value.Parse(response.Body)
	if err != nil {
		return response.BrokenJSON(err)
	}
	return documents(body, emit)
}

// Streams says no: a document is only known to be JSON when all of it was read.
func (JSON) Streams() bool { return false }

// read reads JSON that another decoder opened.
func (JSON) read(t *text, emit func(value.Value) error) error {
	body, err := io.ReadAll(io.LimitReader(t, maxHeld+1))
	switch {
	case err != nil:
		return t.unreadable("JSON", err)
	case len(body) > maxHeld:
		return t.fail(fmt.Sprintf("holds JSON of more than %d MiB", maxHeld>>20), errLong)
	}
	v, err := value.Parse(body)
	if err != nil || v.IsNull() {
		return notJSON(err)
	}
	return documents(v, emit)
}

var errLong = errors.New("the document is too long")

// documents emits the elements of a list, or the one document that is none.
func documents(body value.Value, emit func(value.Value) error) error {
	switch body.Kind() {
	case value.KindNone:
		return nil
	case value.KindList:
	default:
		return emit(body)
	}
	for document := range body.Elements() {
		if err := emit(document); err != nil {
			return err
		}
	}
	return nil
}

// notJSON is the failure of JSON inside of something else, as the reference has it.
func notJSON(err error) error {
	return &stream.Error{
		Message:     "Response JSON data failed to be parsed. See logs for more information.",
		Internal:    fmt.Sprintf("Response JSON data failed to be parsed: %v", err),
		FailureType: stream.SystemError,
		Err:         err,
	}
}
