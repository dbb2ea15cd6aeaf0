package requester

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A credential is an authenticator that sets one header.
type credential struct{ name, text string }

func (credential) Construct(*stream.Stream) error { return nil }

func (c credential) Authenticate(_ context.Context, options *request.Options) error {
	options.Headers = value.DictOf(value.Str(c.name), value.Str(c.text))
	return nil
}

func redirectTo(target string, status int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", target)
		w.WriteHeader(status)
	}
}

func TestRedirectedMethods(t *testing.T) {
	for _, c := range []struct {
		status             int
		method, body, kind string
	}{
		{301, "GET", "", ""},
		{302, "GET", "", ""},
		{303, "GET", "", ""},
		{307, "POST", `{"a": 1}`, "application/json"},
		{308, "POST", `{"a": 1}`, "application/json"},
	} {
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/from" {
				redirectTo("/to?x=a b", c.status)(w, r)
			}
		})
		h := HTTP{
			URLBase: Fixed(s.URL), Path: Fixed("from"), HTTPMethod: "POST",
			Authenticator:   credential{"Authorization", "Bearer k"},
			RequestBodyJSON: Object{{Fixed("a"), Leaf(Fixed("1"))}},
		}
		if _, err := send(t, h, emptySlice()); err != nil {
			t.Fatal(err)
		}
		got := s.requests()[1]
		if got.method != c.method || got.body != c.body || got.header.Get("Content-Type") != c.kind || got.uri != "/to?x=a%20b" {
			t.Errorf("after %d: %+v", c.status, got)
		}
		if got.header.Get("Authorization") != "Bearer k" {
			t.Errorf("after %d: the same host did not get the credentials", c.status)
		}
	}
}

// Nothing secret may reach the host that a redirect names, whoever set it.
func TestRedirectKeepsSecretsFromOtherHosts(t *testing.T) {
	for _, name := range []string{"Authorization", "X-Own", "X-Api-Key"} {
		other := serve(t, ok)
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			http.SetCookie(w, &http.Cookie{Name: "session", Value: "abc"})
			redirectTo(strings.Replace(other.URL, "127.0.0.1", "localhost", 1)+"/x", 302)(w, r)
		})
		h := HTTP{
			URLBase:        Fixed(s.URL),
			Authenticator:  credential{name, "secret-1"},
			RequestHeaders: templates("X-Version", "2", "X-Auth-Token", "secret-2", "Cookie", "secret-3", "Host", "own.test"),
		}
		if _, err := send(t, h, emptySlice()); err != nil {
			t.Fatal(err)
		}
		got := other.requests()[0].header
		for name, values := range got {
			if strings.Contains(strings.Join(values, " "), "secret-") || strings.Contains(values[0], "abc") {
				t.Errorf("%s reached another host: %q", name, values)
			}
		}
		if strings.Contains(got.Get("Host"), "own") {
			t.Error("the name of the host went along")
		}
		if got.Get("X-Version") != "2" {
			t.Error("a harmless header got lost")
		}
	}
}

// A secret that cannot be left out ends the chain: in a URL that the API repeats, in a body that is sent again.
func TestRedirectThatWouldCarryASecret(t *testing.T) {
	const secret = "redirected/secret 1"
	protocol.AddSecret(secret)
	for _, c := range []struct {
		name, body, target string
		status             int
		want               string // of the error, "" for none
	}{
		{"query", "", "/x?key=" + url.QueryEscape(secret), 302, "and the URL of the request holds a secret"},
		{"path", "", "/x/" + url.PathEscape(secret) + "/y", 302, "and the URL of the request holds a secret"},
		{"body", secret, "/x", 307, "and the body of the request holds a secret"},
		{"body that is left out", secret, "/x", 302, ""},
		{"harmless", "page 1", "/x?page=1", 308, ""},
	} {
		for _, host := range []string{"localhost", "127.0.0.1"} {
			s := serve(t, nil)
			s.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				s.seen = append(s.seen, seen{uri: r.RequestURI})
				if r.URL.Path == "/" {
					redirectTo(strings.Replace(s.URL, "127.0.0.1", host, 1)+c.target, c.status)(w, r)
				}
			})
			_, err := send(t, HTTP{URLBase: Fixed(s.URL), HTTPMethod: "POST", RequestBodyDataText: Fixed(c.body)}, emptySlice())
			refused := c.want != "" && host == "localhost"
			if refused != (err != nil) || refused && !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s to %s: got %v", c.name, host, err)
			}
			if n := len(s.requests()); refused != (n == 1) {
				t.Errorf("%s to %s: %d requests", c.name, host, n)
			}
		}
	}
}

func TestChangesHost(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     bool
	}{
		{"http://a/x", "http://a/y", false},
		{"http://a/x", "http://A:80/y", false},
		{"http://a/x", "https://a/y", false},
		{"http://a:80/x", "https://a:443/y", false},
		{"https://a/x", "http://a/y", true},
		{"http://a/x", "http://b/y", true},
		{"http://a:1/x", "http://a:2/y", true},
		{"http://a/x", "https://a:8443/y", true},
	} {
		if got := changesHost(c.from, c.to); got != c.want {
			t.Errorf("changesHost(%s, %s) = %v", c.from, c.to, got)
		}
	}
}

// The reference follows each of these thirty times, six times over.
func TestRedirectsWithoutEnd(t *testing.T) {
	n := 0
	for _, c := range []struct {
		name     string
		answer   http.HandlerFunc
		requests int
		want     string
	}{
		{"circle", redirectTo("/again", 301), 2, "leads to itself"},
		{"always further", func(w http.ResponseWriter, r *http.Request) { n++; redirectTo(fmt.Sprint("/", n), 302)(w, r) }, 31, "the answer is the 31st redirect in a row"},
	} {
		s := serve(t, c.answer)
		_, err := send(t, HTTP{URLBase: Fixed(s.URL)}, emptySlice())
		if err == nil || !strings.Contains(err.Error(), "TooManyRedirects: ") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v", c.name, err)
		}
		if n := len(s.requests()); n != c.requests {
			t.Errorf("%s: %d requests, want %d", c.name, n, c.requests)
		}
	}
}

// A site that sets a cookie and sends the client back is no circle.
func TestRedirectThatSetsACookie(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Cookie") == "" {
			http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1"})
			redirectTo(r.RequestURI, 302)(w, r)
		}
	})
	if _, err := send(t, HTTP{URLBase: Fixed(s.URL)}, emptySlice()); err != nil {
		t.Error(err)
	}
}

func TestRedirectToAFile(t *testing.T) {
	for _, target := range []string{"file:///etc/passwd", "ftp://h/x"} {
		s := serve(t, redirectTo(target, 302))
		if _, err := send(t, HTTP{URLBase: Fixed(s.URL)}, emptySlice()); err == nil || !strings.HasPrefix(err.Error(), "Invalid Protocol Schema: ") {
			t.Errorf("%s: got %v", target, err)
		}
	}
}

func TestResponseKnowsWhereItCameFrom(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/a" {
			redirectTo("b#part", 302)(w, r)
		}
	})
	ctx, _ := reading(t, "items")
	r, err := HTTP{URLBase: Fixed(s.URL), Path: Fixed("a")}.Send(ctx, emptySlice())
	if err != nil || r.URL != s.URL+"/b#part" {
		t.Errorf("got %v, %v", r, err)
	}
}

func TestCookiesComeBack(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "c", Value: "1"})
	})
	ctx, _ := reading(t, "items")
	for range 2 {
		r, err := HTTP{URLBase: Fixed(s.URL)}.Send(ctx, emptySlice())
		if err != nil {
			t.Fatal(err)
		}
		r.Release()
	}
	if got := s.requests(); got[0].header.Get("Cookie") != "" || got[1].header.Get("Cookie") != "c=1" {
		t.Errorf("cookies %q and %q", got[0].header.Get("Cookie"), got[1].header.Get("Cookie"))
	}
}
