package decode

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"errors"
	"io"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Gzip opens what is gzip and hands it to another decoder; what is none is handed on as it is (GzipDecoder). The
// encoding of the transport was undone before: it has nothing to do with it.
type Gzip struct {
	Decoder Format
}

// Decode calls emit for each document.
func (d Gzip) Decode(ctx context.Context, response *stream.Response, emit func(value.Value) error) error {
	return decodeBody(ctx, d, response, emit)
}

// Streams says yes: it opens what arrives.
func (Gzip) Streams() bool { return true }

// HoldsJSON says that there is JSON inside.
func (d Gzip) HoldsJSON() bool { return holdsJSON(d.Decoder) }

// Unwrap calls each for the JSON inside of the response.
func (d Gzip) Unwrap(ctx context.Context, response *stream.Response, each func(*stream.Response) error) error {
	return unwrap(d, bodyOf(ctx, response), each)
}

func (d Gzip) read(t *text, emit func(value.Value) error) error {
	return d.open(t, func(_ Format, t *text) error { return d.Decoder.read(t, emit) })
}

func (d Gzip) open(t *text, each func(Format, *text) error) error {
	return each(d.Decoder, t.inside(gunzip(t)))
}

var gzipMagic = []byte{0x1f, 0x8b}

// gunzipped is a text without its gzip, if it has one.
type gunzipped struct {
	wire counted
	from *bufio.Reader
	z    *gzip.Reader // nil before the first byte, and for what is no gzip
	out  int64
	err  error
	open bool
}

func gunzip(r io.Reader) *gunzipped {
	g := &gunzipped{wire: counted{r: r}}
	g.from = bufio.NewReaderSize(&g.wire, chunk)
	return g
}

// Inflation is how many times as long as the gzip its contents are so far.
func (g *gunzipped) Inflation() int64 { return g.out / max(g.wire.n, 1) }

func (g *gunzipped) Read(p []byte) (n int, err error) {
	if !g.open {
		g.open = true
		g.err = g.next()
	}
	for n == 0 && err == nil {
		switch {
		case g.err != nil:
			return 0, g.err
		case g.z == nil:
			return g.from.Read(p)
		}
		if n, err = g.z.Read(p); err == io.EOF {
			err, g.err = nil, g.member()
		}
	}
	g.out += int64(n)
	if n > 0 { // which counts before the error does
		g.err = cmp.Or(g.err, g.wrong(err))
		return n, nil
	}
	return 0, g.wrong(err)
}

// next opens the member that comes next, if it is one.
func (g *gunzipped) next() (err error) {
	magic, _ := g.from.Peek(len(gzipMagic)) // its error comes again when that is read
	if !bytes.Equal(magic, gzipMagic) {
		return nil
	}
	if g.z == nil {
		g.z, err = gzip.NewReader(g.from)
	} else {
		err = g.z.Reset(g.from)
	}
	if err == nil {
		g.z.Multistream(false)
	}
	return g.wrong(err)
}

// member goes on behind a member: there may be zeros, and another one.
func (g *gunzipped) member() error {
	for {
		c, err := g.from.ReadByte()
		switch {
		case err != nil:
			return err
		case c == 0:
			continue
		}
		if err := g.from.UnreadByte(); err != nil {
			return err
		}
		if magic, _ := g.from.Peek(len(gzipMagic)); !bytes.Equal(magic, gzipMagic) {
			return &gzipError{errors.New("something that is no gzip follows it")}
		}
		return g.next()
	}
}

// wrong tells an error of the gzip from one of what it is read from.
func (g *gunzipped) wrong(err error) error {
	if err == nil || err == io.EOF || g.wire.err != nil {
		return err
	}
	return &gzipError{err}
}

// A gzipError is gzip that is broken.
type gzipError struct{ err error }

func (e *gzipError) Error() string { return "the gzip is broken: " + reason(e.err) }
func (e *gzipError) Unwrap() error { return nil }

// counted counts what was read, and keeps the error that it was read with.
type counted struct {
	r   io.Reader
	n   int64
	err error
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if c.n += int64(n); err != io.EOF {
		c.err = err
	}
	return n, err
}
