package requester

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"slices"
	"strings"
	"sync"
)

// An encodingError is a body that is not encoded as its Content-Encoding says.
type encodingError struct {
	name string
	err  error
}

func (e *encodingError) Error() string { return e.err.Error() }
func (e *encodingError) Unwrap() error { return e.err }

// undoEncoding reads a body without its transport encodings, the last applied
// first. Encodings that were not asked for are left alone.
func undoEncoding(body io.Reader, values []string) io.Reader {
	if len(values) == 0 {
		return body
	}
	names := strings.Split(strings.ToLower(strings.Join(values, ",")), ",")
	for _, name := range slices.Backward(names) {
		switch name = strings.TrimSpace(name); name {
		case "gzip", "x-gzip":
			body = &decoder{from: bufio.NewReader(body), name: name, open: openGzip}
		case "deflate":
			body = &decoder{from: bufio.NewReader(body), name: name, open: openDeflate}
		}
	}
	return body
}

// A decoder opens its encoding at the first byte: an empty body is not encoded at all.
type decoder struct {
	from *bufio.Reader
	name string
	open func(*bufio.Reader) (io.Reader, error)
	out  io.Reader
}

func (d *decoder) Read(p []byte) (int, error) {
	if d.out == nil {
		if _, err := d.from.Peek(1); err != nil {
			return 0, err
		}
		out, err := d.open(d.from)
		if err != nil {
			return 0, &encodingError{d.name, err}
		}
		d.out = out
	}
	n, err := d.out.Read(p)
	if err != nil && err != io.EOF {
		err = &encodingError{d.name, err}
	}
	return n, err
}

var gzipReaders sync.Pool

// openGzip reads gzip. A body that only says that it is gzip is read as it is.
func openGzip(from *bufio.Reader) (io.Reader, error) {
	if magic, err := from.Peek(2); err != nil || !bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		return from, nil
	}
	z, ok := gzipReaders.Get().(*gzip.Reader)
	if !ok {
		z = new(gzip.Reader)
	}
	if err := z.Reset(from); err != nil {
		return nil, err
	}
	z.Multistream(false)
	return &gzipMembers{z: z, from: from}, nil
}

// gzipMembers reads one member after the other; bytes after them that are no member are ignored.
type gzipMembers struct {
	z    *gzip.Reader
	from *bufio.Reader
}

func (g *gzipMembers) Read(p []byte) (int, error) {
	for g.z != nil {
		n, err := g.z.Read(p)
		if err != io.EOF {
			return n, err
		}
		if err := g.next(); err != nil {
			return n, err
		}
		if n > 0 {
			return n, nil
		}
	}
	return 0, io.EOF
}

// next goes to the next member, or gives the reader back.
func (g *gzipMembers) next() error {
	magic, err := g.from.Peek(2)
	if err == nil && bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		if err := g.z.Reset(g.from); err == nil {
			g.z.Multistream(false)
			return nil
		}
	}
	if err != nil && err != io.EOF {
		return err
	}
	gzipReaders.Put(g.z)
	g.z = nil
	return nil
}

// openDeflate reads zlib or, as some servers send it, bare deflate.
func openDeflate(from *bufio.Reader) (io.Reader, error) {
	if head, err := from.Peek(2); err == nil && head[0]&0x0f == 8 && (uint(head[0])<<8|uint(head[1]))%31 == 0 {
		return zlib.NewReader(from)
	}
	return flate.NewReader(from), nil
}
