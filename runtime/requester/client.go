package requester

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// idlePerHost is how many idle connections to one host are kept: as many as
// workers can be busy with it, so that none has to shake hands again.
const idlePerHost = 64

// A client is what all requesters of the process share: connections and what the
// environment says about the way out.
type client struct {
	transport *http.Transport
	env       environment
	cloud     bool // requests are confined to public hosts
	allowed   func() (allowedHosts, error)
}

// theClient reads the environment when the first request is sent.
var theClient = sync.OnceValue(func() *client {
	return newClient(sync.OnceValues(tlsConfig), proxyEnvironment(os.Environ()))
})

// newClient is a client that asks for the configuration of TLS when it first needs one.
func newClient(config func() (*tls.Config, error), env environment) *client {
	cloud := onCloud()
	dial := &dialer{net: net.Dialer{KeepAlive: 30 * time.Second}, tls: config, confined: cloud}
	return &client{env: env, cloud: cloud, allowed: sync.OnceValues(allowedByEnvironment), transport: &http.Transport{
		Proxy: func(r *http.Request) (*url.URL, error) {
			if route := routeOf(r.Context()); !route.tunnel {
				return route.proxy, nil
			}
			return nil, nil
		},
		DialContext:            dial.plain,
		DialTLSContext:         dial.secure,
		DisableCompression:     true, // undone here, where errors can be told apart
		MaxIdleConnsPerHost:    idlePerHost,
		IdleConnTimeout:        90 * time.Second,
		MaxResponseHeaderBytes: maxHeader,
		ReadBufferSize:         32 << 10,
		TLSNextProto:           map[string]func(string, *tls.Conn) http.RoundTripper{},
	}}
}

// An answer is a response whose body has not been read yet.
type answer struct {
	*http.Response
	url    string
	header []byte
	route  route
}

// roundTrip sends one request without following redirects. The failure is one of the
// transport; err is one that no other attempt can mend.
func (c *client) roundTrip(ctx context.Context, p *prepared, cookies string, timeouts route) (_ *answer, failure *value.Error, err error) {
	if !startsWith(p.url, "http://") && !startsWith(p.url, "https://") {
		return nil, &value.Error{Class: "InvalidSchema", Message: "No connection adapters were found for " + value.Str(p.url).Repr()}, nil
	}
	trip := &trip{route: timeouts}
	out, err := newRequest(trip.context(ctx), p, cookies)
	if err != nil {
		return nil, nil, err
	}
	allowed, err := c.allowed()
	if err == nil {
		err = allowed.check(out.URL)
	}
	if err != nil {
		return nil, nil, err
	}
	if c.cloud {
		if failure := confine(out.URL.Scheme); failure != nil {
			return nil, failure, nil
		}
	}
	if trip.proxy, err = c.env.proxyFor(out.URL); err != nil {
		failure, _ := err.(*value.Error)
		return nil, failure, nil
	}
	trip.tunnel = trip.proxy != nil && out.URL.Scheme == "https"
	in, err := c.transport.RoundTrip(out)
	if err != nil {
		if ctx.Err() != nil {
			return nil, nil, context.Cause(ctx)
		}
		var refused *stream.Error
		if errors.As(err, &refused) {
			return nil, nil, refused
		}
		return nil, classify(err, out.URL, trip.route), nil
	}
	return &answer{Response: in, url: p.url, header: trip.conn.noted(), route: trip.route}, nil, nil
}

// startsWith is strings.HasPrefix regardless of case.
func startsWith(text, prefix string) bool {
	return len(text) >= len(prefix) && strings.EqualFold(text[:len(prefix)], prefix)
}

// newRequest is the prepared request as net/http wants it, its URL as it is.
func newRequest(ctx context.Context, p *prepared, cookies string) (*http.Request, error) {
	target, err := url.Parse(p.url)
	if err != nil {
		return nil, unparsable(p.url)
	}
	target.User = nil // requests sends no credentials from a URL
	target.Fragment = ""
	if strings.ContainsAny(target.RawQuery, "[]") { // a redirect's
		target.RawQuery = escapeInvalid(target.RawQuery, queryBytes)
	}
	out := (&http.Request{
		Method: p.method, URL: target, Host: target.Host,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}).WithContext(ctx)
	if len(p.body) > 0 {
		out.ContentLength = int64(len(p.body))
		out.Body = io.NopCloser(bytes.NewReader(p.body))
		out.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(p.body)), nil }
	}
	fields := p.headers
	if cookies != "" && !fields.has("Cookie") {
		fields = append(fields[:len(fields):len(fields)], headerField{"Cookie", cookies})
	}
	return out, fields.apply(out)
}
