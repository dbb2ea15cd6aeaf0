package faults

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// credential is what must not reach another host.
const credential = "creDential/of the+API"

// redirects are faults of where requests go.
var redirects = []fault{
	{"F11", "a redirect that leads to itself", "30 hops and that 6 times, over 30 s", false, func(t *testing.T) string {
		a := serve(t, redirecting(func(int) string { return "/again" }))
		return endlessRedirect(t, a, 10)
	}},
	{"F11", "redirects that lead ever further", "30 hops and that 6 times", false, func(t *testing.T) string {
		a := serve(t, redirecting(func(n int) string { return fmt.Sprint("/", n) }))
		return endlessRedirect(t, a, 31)
	}},
	{"F12", "a redirect to another host", "X-Api-Key, X-Own and Cookie arrive", false, func(t *testing.T) string {
		other := serve(t, always(threeItems))
		a := serve(t, redirecting(func(int) string { return elsewhere(other) + "/x" }))
		r := read(t, "secured", a.URL)
		r.complete(t, 3)
		return clean(t, other)
	}},
	{"F12", "a redirect that repeats the query to another host", "the query arrives", false, func(t *testing.T) string {
		other := serve(t, always(threeItems))
		a := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", elsewhere(other)+r.RequestURI)
			w.WriteHeader(http.StatusTemporaryRedirect)
		})
		r := read(t, "secured", a.URL)
		r.failed(t, "system_error", "redirects to another host", "localhost")
		return "refused; " + clean(t, other)
	}},
	{"F12", "a redirect from https to http", "X-Api-Key, X-Own and Cookie arrive", false, func(t *testing.T) string {
		plain := serve(t, always(threeItems))
		url, bundle := tlsAPI{name: "127.0.0.1", trusted: true, answer: redirecting(func(int) string { return plain.URL })}.start(t)
		r := read(t, "secured", url, bundle)
		r.complete(t, 3)
		return clean(t, plain)
	}},
	{"F13", "a redirect to a file", "refused", false, func(t *testing.T) string { return otherScheme(t, "file:///etc/passwd") }},
	{"F13", "a redirect to ftp", "refused", false, func(t *testing.T) string { return otherScheme(t, "ftp://127.0.0.1/x") }},
	{"F14", "URLs that LOWCODE_ALLOWED_HOSTS does not list", "there is no such limit", false, func(t *testing.T) string {
		for _, host := range []string{"169.254.169.254", "10.0.0.1", "[::1]", "0x7f000001", "other.test"} {
			r := read(t, "items", "http://"+host+"/latest", "LOWCODE_ALLOWED_HOSTS=127.0.0.1,*.example.test")
			r.failed(t, "config_error", host, "LOWCODE_ALLOWED_HOSTS")
			if r.Took > 2*time.Second {
				t.Errorf("%s: it took %v", host, r.Took)
			}
		}
		return "refused before anything is sent"
	}},
	{"F14", "redirects that LOWCODE_ALLOWED_HOSTS does not list", "followed", false, func(t *testing.T) string {
		other := serve(t, always(threeItems))
		for _, target := range []string{"http://169.254.169.254/latest", "http://10.0.0.1/", "http://[::1]/", elsewhere(other)} {
			a := serve(t, redirecting(func(int) string { return target }))
			r := read(t, "items", a.URL, "LOWCODE_ALLOWED_HOSTS=127.0.0.1")
			r.failed(t, "config_error", "LOWCODE_ALLOWED_HOSTS")
		}
		if n := len(other.requests()); n > 0 {
			t.Errorf("%d requests arrived", n)
		}
		return "refused before anything is sent"
	}},
}

// elsewhere is the URL of an API by another name of its host.
func elsewhere(a *api) string { return strings.Replace(a.URL, "127.0.0.1", "localhost", 1) }

func endlessRedirect(t *testing.T, a *api, hops int) string {
	r := read(t, "items", a.URL)
	r.failed(t, "system_error", "TooManyRedirects")
	if r.Took > 5*time.Second {
		t.Errorf("it took %v", r.Took)
	}
	if n := len(a.requests()); n > hops {
		t.Errorf("%d requests", n)
	}
	return fmt.Sprintf("fails after %d requests", len(a.requests()))
}

// clean checks that no part of a credential arrived.
func clean(t *testing.T, other *api) string {
	t.Helper()
	for _, r := range other.requests() {
		all := fmt.Sprint(r.uri, r.header)
		for _, part := range []string{"creDential", "of the", "of+the", "%2Bthe", "+API"} {
			if strings.Contains(all, part) {
				t.Errorf("the other host got %s", all)
			}
		}
	}
	return "no credential arrives"
}

func otherScheme(t *testing.T, target string) string {
	r := read(t, "items", serve(t, redirecting(func(int) string { return target })).URL)
	r.failed(t, "config_error", "Invalid Protocol Schema")
	return "refused"
}
