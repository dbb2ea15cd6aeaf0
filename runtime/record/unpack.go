package record

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
)

// sniffed is how much of a body is looked at to tell whether it is compressed.
const sniffed = 10 << 10

// unpack undoes the compression of a body that is compressed by gzip or zlib, whatever its headers say.
func unpack(body io.Reader) (io.Reader, error) {
	in := bufio.NewReaderSize(body, 64<<10)
	begin, err := in.Peek(sniffed)
	if err != nil && err != io.EOF {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(begin, []byte("\x1f\x8b\x08")):
		member, err := gzip.NewReader(in)
		if err != nil {
			return nil, err
		}
		member.Multistream(false)
		return &gzipMembers{in, member}, nil
	case isZlib(begin):
		return zlib.NewReader(in)
	}
	return in, nil
}

// isZlib says that a body is compressed by zlib. Its two bytes can be text as well, so more of it is read to be sure.
func isZlib(begin []byte) bool {
	r, err := zlib.NewReader(bytes.NewReader(begin))
	if err != nil {
		return false
	}
	_, err = io.Copy(io.Discard, io.LimitReader(r, 1<<20))
	return err == nil || errors.Is(err, io.ErrUnexpectedEOF)
}

// gzipMembers are the members of a gzip body, one after the other. What follows the last is no part of it.
type gzipMembers struct {
	in     *bufio.Reader
	member *gzip.Reader
}

func (g *gzipMembers) Read(p []byte) (int, error) {
	for {
		n, err := g.member.Read(p)
		if n > 0 && err == io.EOF {
			err = nil
		}
		if n > 0 || err != io.EOF {
			return n, err
		}
		if magic, err := g.in.Peek(2); string(magic) != "\x1f\x8b" {
			if err != nil && err != io.EOF {
				return 0, err
			}
			return 0, io.EOF
		}
		if err := g.member.Reset(g.in); err != nil {
			return 0, err
		}
		g.member.Multistream(false)
	}
}

// withoutNUL is a text without bytes of zero.
type withoutNUL struct{ of io.Reader }

func (w *withoutNUL) Read(p []byte) (int, error) {
	for {
		n, err := w.of.Read(p)
		if at := bytes.IndexByte(p[:n], 0); at >= 0 {
			kept := p[:at]
			for _, c := range p[at:n] {
				if c != 0 {
					kept = append(kept, c)
				}
			}
			n = len(kept)
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
}
