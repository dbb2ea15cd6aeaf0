package stream

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Signer is an Authenticator that looks at each request when it is complete, before every attempt to send it:
// one whose credentials depend on the request, or cost something each time.
type Signer interface {
	// Sign gives the headers to set over those of Authenticate: a dict, or Undefined for none.
	Sign(ctx context.Context, r Outgoing) (headers value.Value, err error)
}

// A Rotator is an Authenticator that can have other credentials for the next attempt, so that there is no need to
// wait until the API takes those of this one again.
type Rotator interface {
	CanRotate(a *Attempt) bool
}

// A RequestMatcher declares how requests are told apart (HttpRequestRegexMatcher).
type RequestMatcher interface {
	// Matcher evaluates the declaration.
	Matcher() (matches func(Outgoing) (bool, error), err error)
}

// A Chooser is an Authenticator that stands for one of several (SelectiveAuthenticator).
type Chooser interface {
	Chosen() Authenticator
}

// Chosen is the authenticator that a stands for: a itself, unless it is a Chooser.
func Chosen(a Authenticator) Authenticator {
	if c, ok := a.(Chooser); ok {
		return c.Chosen()
	}
	return a
}
