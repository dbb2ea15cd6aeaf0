package stream

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// quotedBody is how many bytes of a body that cannot be read the internal message quotes.
const quotedBody = 200

// BrokenJSON is the failure of a body that is not JSON: which request it answers, what it looks like and what
// can be done. The body itself is internal, as it may hold anything.
func (r *Response) BrokenJSON(err error) error {
	origin := "with "
	if request := r.Request(); request != "" {
		origin = fmt.Sprintf("%s with the status %d and ", request, r.Status)
	}
	return &Error{
		Message: "The API answered " + origin + "something that is not valid JSON" + looks(r.Body, err) +
			". Check the address and the credentials in the configuration. If they are right, the API or a proxy before it is at fault, and a later sync may succeed.",
		Internal: fmt.Sprintf("decoding the response: %v; the body begins with %s",
			err, strconv.Quote(shorten(string(r.Body), quotedBody))),
		FailureType: SystemError,
		Err:         err,
	}
}

// Request is the request that r answers as a message may show it, "GET https://api.example.test/items"; ""
// for a response that no request got.
func (r *Response) Request() string {
	if r.URL == "" {
		return ""
	}
	return strings.TrimSpace(r.Method + " " + PlainURL(r.URL))
}

// looks says what a body looks like.
func looks(body []byte, err error) string {
	start := bytes.TrimLeft(body, " \t\r\n")
	switch {
	case bytes.HasPrefix(start, []byte("<")):
		return ": it looks like HTML or XML"
	case bytes.HasPrefix(start, []byte("\xef\xbb\xbf")):
		return ": it starts with a byte order mark"
	case bytes.HasPrefix(start, []byte("\x1f\x8b")):
		return ": it looks like gzip"
	case errors.Is(err, value.ErrShort):
		return ": it ends too early"
	default:
		return ""
	}
}
