package record

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Documents takes each document of the decoder for a record. It is the extractor
// of an AsyncRetriever's selector, whose records have been extracted before.
type Documents struct{}

// Extract calls emit for each document.
func (Documents) Extract(ctx context.Context, response *stream.Response, emit func(value.Value) error) error {
	return response.Decoder.Decode(ctx, response, emit)
}

// Streamable says that it is for the decoder to know.
func (Documents) Streamable(d stream.Decoder) bool { return streams(d) }
