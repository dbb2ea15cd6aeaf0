package requester

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// maxRedirects is how many redirects one attempt follows.
const maxRedirects = 30

// A chain is the requests of one attempt that were redirected.
type chain map[string]bool

// next says why the chain must not go on to a request, nil if it may. The same
// request with the same cookies would be redirected to no end; the reference
// goes round thirty times, and that six times over.
func (c chain) next(p *prepared, cookies string) *value.Error {
	id := p.method + " " + p.url + " " + cookies
	switch {
	case c[id]:
		return &value.Error{Class: "TooManyRedirects", Message: "The redirects go round in a circle: " + stream.PlainURL(p.url) + " leads to itself."}
	case len(c) > maxRedirects:
		return &value.Error{Class: "TooManyRedirects", Message: "the answer is the 31st redirect in a row"}
	}
	c[id] = true
	return nil
}

// redirectTarget is where a response redirects to, "" when it does not.
func redirectTarget(in *answer) string {
	switch in.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return ""
	}
	location := in.Header.Get("Location")
	if location == "" {
		return ""
	}
	from := parseReference(in.url, "")
	if strings.HasPrefix(location, "//") {
		location = from.scheme + ":" + location
	}
	to := parseReference(location, "")
	if to.fragment == "" {
		to.fragment = from.fragment
	}
	if to.netloc == "" {
		return resolveReference(in.url, requote(to.String()))
	}
	return requote(to.String())
}

// redirect is the request that follows a redirect. Unless the status keeps it,
// the body goes away; what is secret stays with the host that it was meant for.
func redirect(p *prepared, target string, status int) (*prepared, error) {
	next := *p
	next.url = target
	switch {
	case p.method == http.MethodHead:
	case status == http.StatusSeeOther, status == http.StatusFound,
		status == http.StatusMovedPermanently && p.method == http.MethodPost:
		next.method = http.MethodGet
	}
	keepsBody := status == http.StatusTemporaryRedirect || status == http.StatusPermanentRedirect
	if !keepsBody {
		next.body, next.shown = nil, "None"
	}
	leaves := changesHost(p.url, target)
	next.headers = p.headers.remove(func(field headerField) bool {
		switch strings.ToLower(field.name) {
		case "cookie": // the jar has those of the new host
			return true
		case "host":
			return leaves
		case "content-type", "content-length", "transfer-encoding":
			return !keepsBody
		}
		return leaves && isSecret(field, p.credentials)
	})
	if leaves {
		return &next, next.keepsSecrets(p.url)
	}
	return &next, nil
}

// keepsSecrets refuses a redirect from another host that would take a secret along where it cannot be left
// out: in the URL, when the API repeats it there, or in a body that is to be sent again.
func (p *prepared) keepsSecrets(from string) error {
	place := ""
	to := parseReference(p.url, "")
	to.netloc = "" // a host may bear a name that the config calls secret
	switch where, body := to.String(), string(p.body); {
	case protocol.Mask(where) != where:
		place = "URL"
	case protocol.Mask(body) != body:
		place = "body"
	default:
		return nil
	}
	return &stream.Error{
		Message: fmt.Sprintf("%s redirects to another host, %s, and the %s of the request holds a secret, which must not go there. "+
			"If that host is the API's, name it in the manifest or in the configuration.", stream.PlainURL(from), parseReference(p.url, "").netloc, place),
		FailureType: stream.SystemError,
	}
}

// changesHost says that a redirect leads to another host, or to another port
// or scheme of it, but for the step from http to https at the usual ports.
func changesHost(from, to string) bool {
	a, errA := url.Parse(from)
	b, errB := url.Parse(to)
	if errA != nil || errB != nil || !strings.EqualFold(a.Hostname(), b.Hostname()) {
		return true
	}
	if a.Scheme == "http" && b.Scheme == "https" && isDefaultPort(a) && isDefaultPort(b) {
		return false
	}
	if a.Scheme == b.Scheme && isDefaultPort(a) && isDefaultPort(b) {
		return false
	}
	return a.Scheme != b.Scheme || a.Port() != b.Port()
}

func isDefaultPort(u *url.URL) bool {
	switch u.Port() {
	case "":
		return true
	case "80":
		return u.Scheme == "http"
	case "443":
		return u.Scheme == "https"
	}
	return false
}

// secretNames are parts of the names of headers that carry credentials.
var secretNames = []string{"auth", "token", "key", "secret", "session", "signature", "password", "credential"}

// isSecret says that a header must not reach another host: the authenticator set
// it, its name says so, or it holds a secret of the config. The reference keeps
// all but Authorization.
func isSecret(field headerField, credentials []string) bool {
	lower := strings.ToLower(field.name)
	named := func(part string) bool { return strings.Contains(lower, part) }
	set := func(name string) bool { return strings.EqualFold(name, field.name) }
	return slices.ContainsFunc(secretNames, named) || slices.ContainsFunc(credentials, set) ||
		protocol.Mask(field.text) != field.text
}

// discard reads the rest of a short body, so that its connection can be used again.
func discard(body io.ReadCloser) {
	io.CopyN(io.Discard, body, 64<<10) // a failure shows when the connection is used
	body.Close()
}
