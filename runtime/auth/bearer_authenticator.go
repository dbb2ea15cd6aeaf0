package auth

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// Bearer sends a token of the config (BearerAuthenticator). An empty token is
// sent as well: the API says better than we can what is wrong.
type Bearer struct {
	APIToken config.Template
}

// Construct has nothing to check.
func (Bearer) Construct(*stream.Stream) error { return nil }

// Authenticate sets the Authorization header.
func (b Bearer) Authenticate(_ context.Context, options *request.Options) error {
	token, err := b.APIToken.Text()
	if err != nil {
		return err
	}
	authorize(options, "Bearer "+token.String())
	return nil
}
