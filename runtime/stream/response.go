package stream

import (
	"bytes"
	"io"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Response is the answer to the request of one page, after error handling.
type Response struct {
	Method string // of the request that it answers, after redirects
	Status int
	Ok     bool   // status below 400, or 600 and above
	Reason string // of the status line
	URL    string // after redirects
	// Headers is a dict in the server's own spelling, in its order, values joined by ", ".
	Headers func() value.Value
	// Sent is the request that it answers, after redirects, as templates see it; nil where none was sent.
	Sent func() value.Value
	// Body is the whole body of a page that fits the window (8 MiB), or of a larger one that must be kept
	// whole. It belongs to the response until Release.
	Body []byte
	// Rest follows Body for a page that streams; nil otherwise.
	Rest io.Reader
	// Decoder is the retriever's decoder, nil for JSON.
	Decoder Decoder
	// Document is the first document of a JSON body that was read whole, as the record selector found it;
	// it is not opened yet and shares nothing with the records. Undefined before, and when there is none.
	Document value.Value
	// Release gives the buffers back; the response and its records are dead afterwards.
	Release func()

	json *parsed // what JSON found
}

// A parsed body is nothing when it is not JSON.
type parsed struct {
	v  value.Value
	ok bool
}

// Reader is the whole body, be it held or still arriving. It is for decoders and extractors that are written by
// hand; it is read once, before Release.
func (r *Response) Reader() io.Reader {
	if r.Rest == nil {
		return bytes.NewReader(r.Body)
	}
	return io.MultiReader(bytes.NewReader(r.Body), r.Rest)
}
