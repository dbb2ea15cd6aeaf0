// Package auth is the credentials of requests.
//
// In go credentials as the config holds them, out come headers, parameters or
// fields of a body. The package knows neither what is requested nor how it is sent.
package auth

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// NoAuth adds nothing (NoAuth).
type NoAuth struct{}

// Construct has nothing to check.
func (NoAuth) Construct(*stream.Stream) error { return nil }

// Authenticate adds nothing.
func (NoAuth) Authenticate(context.Context, *request.Options) error { return nil }

// authorize sets the Authorization header.
func authorize(options *request.Options, credentials string) {
	options.Headers = value.DictOf(value.Str("Authorization"), value.Str(credentials))
}
