package requester

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A seen request is what a server got.
type seen struct {
	method, uri, body string
	header            http.Header
}

// A server answers with a function and keeps what it was asked.
type server struct {
	*httptest.Server
	mu   sync.Mutex
	seen []seen
}

func serve(t *testing.T, answer http.HandlerFunc) *server {
	s := new(server)
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		s.mu.Lock()
		s.seen = append(s.seen, seen{r.Method, r.RequestURI, string(body), r.Header.Clone()})
		s.mu.Unlock()
		answer(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// requests are what the server got so far.
func (s *server) requests() []seen {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]seen(nil), s.seen...)
}

func ok(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, `{"data": []}`) }

// reading is a context in which a stream is read, and what it wrote so far.
func reading(t *testing.T, name string) (context.Context, func() string) {
	t.Helper()
	t.Setenv("LOWCODE_MAX_WAIT", "0.01")
	var out bytes.Buffer
	ctx, writer := stream.NewWriter(context.Background(), &out)
	ctx = stream.WithLogger(stream.With(ctx, &stream.Stream{Name: name}), writer, false)
	closed := sync.OnceFunc(func() { writer.Close() })
	t.Cleanup(closed)
	return ctx, func() string {
		closed()
		return out.String()
	}
}

func emptySlice() stream.Request { return stream.Request{Slice: &stream.Slice{}} }

// send sends one request of h and gives back the body of its answer.
func send(t *testing.T, h HTTP, in stream.Request) (string, error) {
	t.Helper()
	ctx, _ := reading(t, "items")
	r, err := h.Send(ctx, in)
	if err != nil {
		return "", err
	}
	defer r.Release()
	return string(r.Body), nil
}

func templates(pairs ...string) Mapping {
	var m Mapping
	for i := 0; i < len(pairs); i += 2 {
		m = append(m, Field{Key: Fixed(pairs[i]), Value: Fixed(pairs[i+1])})
	}
	return m
}

// expression is a template that evaluates to v.
func expression(v value.Value) Template {
	return Text("{{ x }}", func(stream.RequestScope) value.Value { return v })
}

func TestSendJoinsAndMerges(t *testing.T) {
	s := serve(t, ok)
	h := HTTP{
		URLBase: Fixed(s.URL + "/v1"), Path: Fixed("//items"),
		RequestParameters: templates("z", "1"),
	}
	in := emptySlice()
	in.Options = &request.Options{Parameters: value.DictOf(
		value.Str("page"), value.Int(0), value.Str("limit"), value.Int(1), value.Str("x"), value.Str("a b"))}
	if body, err := send(t, h, in); err != nil || body != `{"data": []}` {
		t.Fatalf("%q, %v", body, err)
	}
	got := s.requests()[0]
	if got.method != "GET" || got.uri != "/v1/items?z=1&page=0&limit=1&x=a+b" {
		t.Errorf("asked for %s %s", got.method, got.uri)
	}
	if got.header.Get("Accept") != "*/*" || got.header.Get("Accept-Encoding") != "gzip, deflate" {
		t.Errorf("default headers: %v", got.header)
	}
}

func TestPaginatorsPathIsNotStripped(t *testing.T) {
	s := serve(t, ok)
	in := emptySlice()
	path := "/v2/p?c=2"
	in.Path = &path
	if _, err := send(t, HTTP{URLBase: Fixed(s.URL + "/v1/"), Path: Fixed("/x")}, in); err != nil {
		t.Fatal(err)
	}
	if got := s.requests()[0].uri; got != "/v2/p?c=2" {
		t.Errorf("asked for %s", got)
	}
}

func TestParametersOfTheURLAreNotRepeated(t *testing.T) {
	s := serve(t, ok)
	h := HTTP{URLBase: Fixed(s.URL), Path: Fixed("p?i=1&j=2&k")}
	in := emptySlice()
	in.Options = &request.Options{Parameters: value.DictOf(
		value.Str("i"), value.Int(1), value.Str("j"), value.Int(3), value.Str("k"), value.Str(""), value.Str("z"), value.Int(9))}
	if _, err := send(t, h, in); err != nil {
		t.Fatal(err)
	}
	if got := s.requests()[0].uri; got != "/p?i=1&j=2&k&j=3&k=&z=9" {
		t.Errorf("asked for %s", got)
	}
}

func TestNoScheme(t *testing.T) {
	_, err := send(t, HTTP{URLBase: Fixed("api.example.test/v1"), Path: Fixed("items")}, emptySlice())
	if err == nil || !strings.HasPrefix(err.Error(), "MissingSchema: Invalid URL 'api.example.test/v1/items'") {
		t.Errorf("got %v", err)
	}
}

func TestUnknownSchemeFailsAtOnce(t *testing.T) {
	_, err := send(t, HTTP{URLBase: Fixed("http://127.0.0.1:1"), Path: Fixed("items:search")}, emptySlice())
	failure, ok := err.(*stream.Error)
	if !ok || failure.FailureType != stream.ConfigError ||
		failure.Internal != "'GET' request to 'items:search' failed with exception: 'No connection adapters were found for 'items:search''" {
		t.Errorf("got %#v", err)
	}
}
