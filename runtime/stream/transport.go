package stream

import (
	"context"
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// An Exchange is a request that is sent as it is.
type Exchange struct {
	Method, URL string
	Headers     [][2]string // over the default ones
	Query       value.Value // a dict that is added to the URL's query, or Undefined
	Form        value.Value // a dict that is the body, with its Content-Type unless Headers has one; or Undefined
	Body        []byte      // the body when there is no Form
}

// A Transport sends one request without templates, retries or credentials: what authenticators need for logins.
// Redirects are followed, nothing is remembered between exchanges.
type Transport interface {
	// Exchange gives the response whatever its status is, its whole body read; it is the caller's to release. An
	// error of the network is a *value.Error with the class that the reference's HTTP library has for it.
	Exchange(ctx context.Context, e Exchange) (*Response, error)
}

type transportKey struct{}

// WithTransport is a context whose authenticators send their requests with t.
func WithTransport(ctx context.Context, t Transport) context.Context {
	return context.WithValue(ctx, transportKey{}, t)
}

// TransportOf is the transport of a context; outside of a requester it refuses every request.
func TransportOf(ctx context.Context) Transport {
	if t, ok := ctx.Value(transportKey{}).(Transport); ok {
		return t
	}
	return noTransport{}
}

type noTransport struct{}

func (noTransport) Exchange(_ context.Context, e Exchange) (*Response, error) {
	return nil, &value.Error{Class: "ConnectionError", Message: "no requester sends " + e.Method + " " + e.URL}
}

// A StatusError is a response whose status is an error, where no error handler looks at it (raise_for_status).
type StatusError struct {
	Status int
	of     *value.Error
}

// Error is what Unwrap says: the class HTTPError of the reference and its words.
func (e *StatusError) Error() string { return e.of.Error() }

// Unwrap is the failure with its class.
func (e *StatusError) Unwrap() error { return e.of }

// StatusFailure is the StatusError of a response, nil when its status is none from 400 to 599.
func (r *Response) StatusFailure() error {
	side := "Client"
	switch {
	case r.Status < 400 || r.Status > 599:
		return nil
	case r.Status >= 500:
		side = "Server"
	}
	message := fmt.Sprintf("%d %s Error: %s for url: %s", r.Status, side, r.Reason, r.URL)
	return &StatusError{Status: r.Status, of: &value.Error{Class: "HTTPError", Message: message}}
}
