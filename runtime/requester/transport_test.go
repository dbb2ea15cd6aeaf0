package requester

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func TestExchange(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if r.URL.Path == "/moved" {
			http.SetCookie(w, &http.Cookie{Name: "kept", Value: "between the hops", Path: "/"})
			http.Redirect(w, r, "/here", http.StatusFound)
			return
		}
		w.WriteHeader(http.StatusTeapot)
		io.WriteString(w, r.Method+" "+r.URL.String()+" ["+r.Header.Get("Content-Type")+"] "+r.Header.Get("X-A")+r.Header.Get("Cookie")+" "+string(body))
	}))
	defer server.Close()
	form := value.DictOf(value.Str("a b"), value.Str("ü"), value.Str("scopes"), value.ListOf(value.Str("x"), value.Str("y")), value.Str("no"), value.Null)
	for _, c := range []struct {
		name string
		e    stream.Exchange
		want string
	}{
		{"a form", stream.Exchange{Method: "POST", URL: "/t", Form: form}, "POST /t [application/x-www-form-urlencoded]  a+b=%C3%BC&scopes=x&scopes=y"},
		{"a form of another type", stream.Exchange{Method: "POST", URL: "/t", Form: form, Headers: [][2]string{{"content-type", "application/json"}}},
			"POST /t [application/json]  a+b=%C3%BC&scopes=x&scopes=y"},
		{"a query", stream.Exchange{Method: "POST", URL: "/t?q=1", Query: form}, "POST /t?q=1&a+b=%C3%BC&scopes=x&scopes=y []  "},
		{"a body", stream.Exchange{Method: "PUT", URL: "/t", Body: []byte("x"), Headers: [][2]string{{"X-A", "h"}}}, "PUT /t [] h x"},
		{"a redirect", stream.Exchange{Method: "POST", URL: "/moved", Form: form}, "GET /here [] kept=between the hops "},
		{"no cookies from before", stream.Exchange{Method: "GET", URL: "/t"}, "GET /t []  "},
	} {
		c.e.URL = server.URL + c.e.URL
		out, err := transport{HTTP{}.timeouts()}.Exchange(context.Background(), c.e)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := string(out.Body); got != c.want || out.Status != http.StatusTeapot {
			t.Errorf("%s: got %d %q, want %q", c.name, out.Status, got, c.want)
		}
		out.Release()
	}
}

func TestExchangeFailures(t *testing.T) {
	for _, c := range []struct {
		name, class string
		e           stream.Exchange
	}{
		{"nobody listens", "ConnectionError", stream.Exchange{Method: "POST", URL: "http://127.0.0.1:1/"}},
		{"no scheme", "MissingSchema", stream.Exchange{Method: "POST", URL: "a.example/t"}},
		{"a header in two lines", invalidHeader, stream.Exchange{Method: "POST", URL: "http://127.0.0.1:1/", Headers: [][2]string{{"X-A", "a\r\nX-B: b"}}}},
	} {
		_, err := transport{HTTP{}.timeouts()}.Exchange(context.Background(), c.e)
		if err == nil || stream.ClassOf(err) != c.class {
			t.Errorf("%s: got %v, want a %s", c.name, err, c.class)
		}
	}
}

// exchanging is an authenticator that logs in for every request.
type exchanging struct{ url string }

func (exchanging) Construct(*stream.Stream) error { return nil }

func (a exchanging) Authenticate(ctx context.Context, options *request.Options) error {
	out, err := stream.TransportOf(ctx).Exchange(ctx, stream.Exchange{Method: "POST", URL: a.url})
	if err != nil {
		return err
	}
	defer out.Release()
	options.Headers = value.DictOf(value.Str("X-Token"), value.Str(string(out.Body)))
	return nil
}

func TestAuthenticatorsHaveATransport(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/login" {
			io.WriteString(w, "t0k")
			return
		}
		io.WriteString(w, r.Header.Get("X-Token"))
	}))
	defer server.Close()
	h := HTTP{URL: Fixed(server.URL + "/items"), Authenticator: exchanging{server.URL + "/login"}}
	out, err := h.Send(context.Background(), stream.Request{Slice: new(stream.Slice), Options: new(request.Options)})
	if err != nil {
		t.Fatal(err)
	}
	if got := string(out.Body); got != "t0k" {
		t.Errorf("the request has the token %q", got)
	}
}
