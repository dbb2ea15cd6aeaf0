package requester

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

const (
	// window is how much of a body is read before anything of it is used: a page
	// that is cut within it is requested again and gives no records.
	window = 8 << 20
	// exportWindow is the window of an export, of which a decoder holds another one.
	exportWindow = 1 << 20
	// maxWhole is the longest body that is kept whole because something reads all of it.
	maxWhole = 256 << 20
	// maxRatio is how many times longer than what was sent a body beyond the window
	// may become that is kept whole: more is a bomb and no data.
	maxRatio = 200
	// smallest is what a body is expected to have when nothing is known of it.
	smallest = 32 << 10
)

// buffers are for bodies up to the window; longer ones are left to the collector.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// receive reads the body of an answer: all of it, or so much of it as is read ahead.
func (s *session) receive(ctx context.Context, in *answer, ahead int) (*stream.Response, *value.Error, error) {
	counted := &countedReader{r: in.Body}
	body := undoEncoding(counted, in.Header.Values("Content-Encoding"))
	buffer := buffers.Get().(*[]byte)
	var more bool
	var err error
	*buffer, more, err = fill(*buffer, body, s.expected(in), cmp.Or(ahead, window))
	for limit := 2 * window; err == nil && more && ahead == 0; limit *= 2 {
		if limit > maxWhole || int64(len(*buffer)) > maxRatio*counted.n {
			in.Body.Close()
			return nil, nil, tooLong(in)
		}
		*buffer, more, err = fill(*buffer, body, 0, limit)
	}
	if err != nil {
		in.Body.Close()
		recycle(buffer)
		if ctx.Err() != nil {
			return nil, nil, context.Cause(ctx)
		}
		return nil, in.bodyFailure(err, counted), nil
	}
	out := in.response(*buffer)
	if more {
		out.Rest = &rest{r: body, in: in, counted: counted, n: int64(len(*buffer))}
		out.Release = sync.OnceFunc(func() { in.Body.Close(); recycle(buffer) })
		return out, nil, nil
	}
	out.Release = sync.OnceFunc(func() { recycle(buffer) })
	if counted.ended {
		in.Body.Close()
	} else { // something follows the end of the encoding
		discard(in.Body)
	}
	s.size.Store(int64(len(*buffer)))
	return out, nil, nil
}

// expected is how long the body may be, from its length or from the page before.
func (s *session) expected(in *answer) int {
	size := max(int(s.size.Load())+s.sizeSlack(), smallest)
	if in.ContentLength >= 0 && len(in.Header.Values("Content-Encoding")) == 0 {
		size = int(in.ContentLength) + 1 // and one more to meet the end
	}
	return size
}

// sizeSlack lets a page be a little longer than the one before without growing its buffer.
func (s *session) sizeSlack() int { return int(s.size.Load() / 8) }

// fill reads into buf until the end, an error or limit; more says that there may be more.
func fill(buf []byte, from io.Reader, expect, limit int) (_ []byte, more bool, err error) {
	buf = slices.Grow(buf, max(min(expect, limit)-len(buf), 0))
	for len(buf) < limit {
		if len(buf) == cap(buf) {
			buf = slices.Grow(buf, min(max(len(buf), smallest), limit-len(buf)))
		}
		n, err := from.Read(buf[len(buf):min(cap(buf), limit)])
		buf = buf[:len(buf)+n]
		if err == io.EOF {
			return buf, false, nil
		}
		if err != nil {
			return buf, false, err
		}
	}
	return buf, true, nil
}

func recycle(buffer *[]byte) {
	if cap(*buffer) <= window {
		*buffer = (*buffer)[:0]
		buffers.Put(buffer)
	}
}

// response is the answer with a body.
func (in *answer) response(body []byte) *stream.Response {
	_, reason, _ := strings.Cut(in.Status, " ")
	header := in.header
	return &stream.Response{
		Method:  in.Request.Method,
		Status:  in.StatusCode,
		Ok:      in.StatusCode < 400 || in.StatusCode >= 600,
		Reason:  reason,
		URL:     in.url,
		Headers: sync.OnceValue(func() value.Value { return headerDict(header) }),
		Body:    body,
		Release: func() {},
	}
}

// bodyFailure classifies an error met while reading the body.
func (in *answer) bodyFailure(err error, wire *countedReader) *value.Error {
	var encoding *encodingError
	if errors.As(err, &encoding) && wire.err == nil {
		return &value.Error{Class: "ContentDecodingError", Message: fmt.Sprintf(
			"the body says that it is %s and is not, or not whole: %v", encoding.name, encoding.err)}
	}
	return broken(err, in, wire.n)
}

// tooLong is the failure of a body that has to be kept whole and is too long for that.
func tooLong(in *answer) error {
	return &stream.Error{
		Message: fmt.Sprintf("The response of %s is longer than %d MiB, or more than %d times as long as it was sent, and the stream cannot be read "+
			"while the response arrives because something reads all of it (a paginator's template, a decoder).", stream.PlainURL(in.url), maxWhole>>20, maxRatio),
		FailureType: stream.SystemError,
	}
}

// countedReader counts the bytes that came over the wire, and keeps its error
// from being taken for one of the encoding.
type countedReader struct {
	r     io.Reader
	n     int64
	ended bool
	err   error
}

func (c *countedReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	if c.ended = err == io.EOF; err != nil && !c.ended {
		c.err = err
	}
	return n, err
}

// rest is what follows the window of a body. Records of the page have left by
// then, so a failure is final for the slice, and another sync may succeed.
type rest struct {
	r       io.Reader
	in      *answer
	counted *countedReader
	n       int64 // bytes of the body so far, those of the window too
}

// Inflation is how many times as long as what was sent the body is so far.
func (r *rest) Inflation() int64 { return r.n / max(r.counted.n, 1) }

func (r *rest) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	r.n += int64(n)
	if err == nil || err == io.EOF {
		return n, err
	}
	failure := r.in.bodyFailure(err, r.counted)
	return n, &stream.Error{
		Message:     fmt.Sprintf("The response of %s broke off after some of its records were read.", stream.PlainURL(r.in.url)),
		Internal:    failure.Error(),
		FailureType: stream.TransientError,
		Err:         err,
	}
}
