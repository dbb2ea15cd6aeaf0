package auth

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// APIKey sends a token where the manifest says (ApiKeyAuthenticator).
type APIKey struct {
	APIToken   config.Template
	InjectInto request.Option
}

// Construct has nothing to check.
func (APIKey) Construct(*stream.Stream) error { return nil }

// Authenticate sets the token. A header whose name evaluates to nothing is not sent.
func (a APIKey) Authenticate(_ context.Context, options *request.Options) error {
	token, err := a.APIToken.Text()
	if err != nil {
		return err
	}
	return inject(a.InjectInto, options, token.String())
}
