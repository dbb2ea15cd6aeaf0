// Package retry says what answers mean and how long to wait before a request is
// sent again.
//
// In goes one attempt to send a request, out come a resolution and a number of
// seconds. The package sends nothing and waits for nothing: package requester
// does, and it knows the handlers as stream.ErrorHandler.
package retry

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A BackoffStrategy says how long to wait after an attempt (ConstantBackoffStrategy,
// ExponentialBackoffStrategy, WaitTimeFromHeader, WaitUntilTimeFromHeader, WaitTimeFromResponse).
type BackoffStrategy interface {
	// Construct evaluates what is to be known before anything is read; its error fails every command but spec.
	Construct() error
	// Wait is a number of seconds, 0 when the strategy does not know and the next one is to be asked.
	Wait(ctx context.Context, a *stream.Attempt) (seconds float64, err error)
}

func invalid(message string) error {
	return &value.Error{Class: value.ValueError, Message: message}
}
