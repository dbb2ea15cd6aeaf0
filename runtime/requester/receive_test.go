package requester

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// hijack writes raw bytes and hangs up.
func hijack(t *testing.T, w http.ResponseWriter, raw string) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		t.Error(err)
		return
	}
	io.WriteString(conn, raw)
	conn.Close()
}

// Each of these is a body that did not come whole: it must be asked for again, and never be taken for one.
func TestCutBodies(t *testing.T) {
	var squeezed bytes.Buffer
	z := gzip.NewWriter(&squeezed)
	io.WriteString(z, strings.Repeat(`{"data": []} `, 100))
	z.Close()
	half := squeezed.String()[:squeezed.Len()/2]
	for _, c := range []struct{ name, raw, class string }{
		{"length", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"da", "the body ended after 4 of 100 bytes"},
		{"chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{\"da\r\n", "the body ended early"},
		{"gzip within its length", fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s", len(half), half), "ContentDecodingError: the body says that it is gzip and is not"},
		{"gzip", fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s", squeezed.Len(), half), "the body ended after "},
		{"nothing", "", "the other end closed the connection without an answer"},
		{"header", "HTTP/1.1 200 OK\r\nContent-Le", "ConnectionError: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := 0
			s := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if n++; n < 3 {
					hijack(t, w, c.raw)
					return
				}
				ok(w, r)
			})
			ctx, written := reading(t, "items")
			r, err := HTTP{URLBase: Fixed(s.URL)}.Send(ctx, emptySlice())
			if err != nil || string(r.Body) != `{"data": []}` {
				t.Fatalf("got %v, %v", r, err)
			}
			if n != 3 {
				t.Errorf("%d requests, want 3", n)
			}
			if out := written(); strings.Count(out, c.class) != 2 {
				t.Errorf("the log does not say %s twice: %s", c.class, out)
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	const text = `{"data": [1, 2, 3]}`
	squeeze := func(open func(io.Writer) io.WriteCloser, text string) string {
		var b bytes.Buffer
		w := open(&b)
		io.WriteString(w, text)
		w.Close()
		return b.String()
	}
	zip := func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }
	zl := func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }
	raw := func(w io.Writer) io.WriteCloser { f, _ := flate.NewWriter(w, 6); return f }
	for _, c := range []struct{ name, encoding, body, want string }{
		{"gzip", "gzip", squeeze(zip, text), text},
		{"two members", "gzip", squeeze(zip, text) + squeeze(zip, " "), text + " "},
		{"garbage after gzip", "gzip", squeeze(zip, text) + "garbage", text},
		{"zlib", "deflate", squeeze(zl, text), text},
		{"deflate", "deflate", squeeze(raw, text), text},
		{"both", "deflate, gzip", squeeze(zip, squeeze(zl, text)), text},
		{"not gzip at all", "gzip", text, text},
		{"empty", "gzip", "", ""},
		{"unknown", "br", text, text},
		{"none", "", squeeze(zip, text), squeeze(zip, text)},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				if c.encoding != "" {
					w.Header().Set("Content-Encoding", c.encoding)
				}
				w.Header().Set("Content-Length", strconv.Itoa(len(c.body)))
				io.WriteString(w, c.body)
			})
			if got, err := send(t, HTTP{URLBase: Fixed(s.URL)}, emptySlice()); err != nil || got != c.want {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}

// repeat writes a body of n bytes.
func repeat(n int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		chunk := bytes.Repeat([]byte("x"), 1<<20)
		for left := n; left > 0; left -= len(chunk) {
			if _, err := w.Write(chunk[:min(left, len(chunk))]); err != nil {
				return
			}
		}
	}
}

func TestLongBodies(t *testing.T) {
	const length = window + 3<<20
	s := serve(t, repeat(length))
	for _, streaming := range []bool{false, true} {
		ctx, _ := reading(t, "items")
		in := emptySlice()
		in.Streaming = streaming
		r, err := HTTP{URLBase: Fixed(s.URL)}.Send(ctx, in)
		if err != nil {
			t.Fatal(err)
		}
		rest := 0
		if r.Rest != nil {
			n, err := io.Copy(io.Discard, r.Rest)
			if err != nil {
				t.Fatal(err)
			}
			rest = int(n)
		}
		if len(r.Body)+rest != length || streaming != (rest > 0) || streaming && len(r.Body) != window {
			t.Errorf("streaming %v: %d and %d bytes", streaming, len(r.Body), rest)
		}
		r.Release()
		r.Release() // twice is once
	}
}

// A body that grows a thousand times when it is opened is no page.
func TestBomb(t *testing.T) {
	var squeezed bytes.Buffer
	z := gzip.NewWriter(&squeezed)
	zeros := make([]byte, 1<<20)
	for range 40 {
		z.Write(zeros)
	}
	z.Close()
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(squeezed.Bytes())
	})
	_, err := send(t, HTTP{URLBase: Fixed(s.URL)}, emptySlice())
	if err == nil || !strings.Contains(err.Error(), "more than 200 times as long as it was sent") || len(s.requests()) != 1 {
		t.Errorf("got %v after %d requests", err, len(s.requests()))
	}
	in := emptySlice()
	in.Streaming = true
	ctx, _ := reading(t, "items")
	r, err := HTTP{URLBase: Fixed(s.URL)}.Send(ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Release()
	_, err = io.Copy(io.Discard, r.Rest)
	if times := r.Rest.(*rest).Inflation(); err != nil || times < 900 || times > 1100 {
		t.Errorf("%v; the body became %d times as long", err, times)
	}
}

// Records have left when a streamed body is cut: another attempt would repeat them.
func TestCutStream(t *testing.T) {
	requests := 0
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		requests++
		w.Header().Set("Content-Length", strconv.Itoa(window+100))
		repeat(window+10)(w, r)
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	})
	ctx, _ := reading(t, "items")
	in := emptySlice()
	in.Streaming = true
	r, err := HTTP{URLBase: Fixed(s.URL)}.Send(ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Release()
	_, err = io.Copy(io.Discard, r.Rest)
	var failure *stream.Error
	if !errors.As(err, &failure) || failure.FailureType != stream.TransientError || requests != 1 {
		t.Errorf("got %v after %d requests", err, requests)
	}
}

func TestBuffersAreUsedAgain(t *testing.T) {
	s := serve(t, repeat(100_000))
	ctx, _ := reading(t, "items")
	h := HTTP{URLBase: Fixed(s.URL)}
	for range 20 {
		r, err := h.Send(ctx, emptySlice())
		if err != nil || len(r.Body) != 100_000 || bytes.Count(r.Body, []byte("x")) != 100_000 {
			t.Fatalf("%v", err)
		}
		r.Release()
	}
}
