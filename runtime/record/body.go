package record

import (
	"bytes"
	"errors"
	"io"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// brokenBody is the error for a body that is not JSON. The reference logs it and
// goes on as if the page had no records; that is data lost in silence.
func brokenBody(body []byte, err error) error {
	if err == errUnexpected { // which a whole scan can place
		if _, err = value.Parse(body); err == nil {
			err = errUnexpected
		}
	}
	return &stream.Error{
		Message:     "The API answered with something that is not valid JSON" + hint(body, err) + ".",
		Internal:    "decoding the response: " + err.Error(),
		FailureType: stream.SystemError,
		Err:         err,
	}
}

// hint says what the body looks like, without quoting it.
func hint(body []byte, err error) string {
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

// cutBody is the error for a body that failed while it arrived, after records
// of it may have left: reading it again is for the next run.
func cutBody(err error) error {
	message, kind := "The API's answer is broken after the records that were read from it.", stream.TransientError
	var large *largeError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, value.ErrShort):
		message = "The API's answer ended in the middle: not all of its records were read."
	case errors.As(err, &large):
		message, kind = "The API's answer cannot be read to its end: "+large.reason+".", stream.SystemError
	}
	return &stream.Error{
		Message:     message,
		Internal:    "reading a response while it arrives: " + err.Error(),
		FailureType: kind,
		Err:         err,
	}
}
