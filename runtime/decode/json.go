package decode

import (
	"context"
	"errors"
	"net/http"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// JSON reads a body as one JSON document, or as a list of them (JsonDecoder). An
// empty body has none. A body that is not JSON is an error, where the reference
// logs it and goes on as if there were no records.
//
// The retriever takes it for granted: without a decoder, the record selector
// reads JSON itself and finds the records while it checks the body.
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

// Streams says no: a document is only known to be JSON when all of it was read.
func (JSON) Streams() bool { return false }
