package requester

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// counting is an authenticator whose token is how often it was asked.
type counting struct{ calls *int }

func (counting) Construct(*stream.Stream) error { return nil }

func (c counting) Authenticate(_ context.Context, options *request.Options) error {
	*c.calls++
	options.Headers = value.DictOf(value.Str("X-Token"), value.Int(int64(*c.calls)))
	return nil
}
