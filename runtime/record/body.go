package record

import (
	"errors"
	"fmt"
	"io"

	"github.com/lowcode-dev/lowcode/runtime/arrive"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// brokenBody is the error for a body that is not JSON. The reference logs it and
// goes on as if the page had no records; that is data lost in silence.
func brokenBody(response *stream.Response, err error) error {
	if err == errUnexpected { // which a whole scan can place
		if _, err = value.Parse(response.Body); err == nil {
			err = errUnexpected
		}
	}
	return response.BrokenJSON(err)
}

// cutBody is the error for a body that failed while it arrived, after records
// of it may have left: reading it again is for the next run.
func cutBody(response *stream.Response, err error) error {
	answer := "The API's answer"
	if request := response.Request(); request != "" {
		answer += " to " + request
	}
	message, kind := answer+" is broken after the records that were read from it.", stream.TransientError
	var large *arrive.LargeError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, value.ErrShort):
		message = answer + " ended in the middle: not all of its records were read."
	case errors.As(err, &large):
		message, kind = answer+" cannot be read to its end: "+large.Reason+".", stream.SystemError
	}
	return &stream.Error{
		Message:     message,
		Internal:    "reading a response while it arrives: " + err.Error(),
		FailureType: kind,
		Err:         err,
	}
}

// maxInside is the longest JSON inside of an archive that is held whole.
const maxInside = 64 << 20

// hold reads a response to its end, because a path with a pattern looks at all of it.
func hold(response *stream.Response) error {
	rest, err := io.ReadAll(io.LimitReader(response.Rest, int64(maxInside-len(response.Body)+1)))
	if err != nil {
		return cutBody(response, err)
	}
	response.Body, response.Rest = append(response.Body, rest...), nil
	if len(response.Body) > maxInside {
		return cutBody(response, &arrive.LargeError{Reason: fmt.Sprintf("what is inside of it is longer than %d MiB, and the field_path has a pattern", maxInside>>20)})
	}
	return nil
}
