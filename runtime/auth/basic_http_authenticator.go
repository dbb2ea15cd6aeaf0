package auth

import (
	"context"
	"encoding/base64"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// BasicHTTP sends a user and a password (BasicHttpAuthenticator); what is missing is empty.
type BasicHTTP struct {
	Username, Password config.Template
}

// Construct has nothing to check.
func (BasicHTTP) Construct(*stream.Stream) error { return nil }

// Authenticate sets the Authorization header.
func (b BasicHTTP) Authenticate(_ context.Context, options *request.Options) error {
	user, err := b.Username.Text()
	if err != nil {
		return err
	}
	password, err := b.Password.Text()
	if err != nil {
		return err
	}
	pair := user.String() + ":" + password.String()
	authorize(options, "Basic "+base64.StdEncoding.EncodeToString([]byte(pair)))
	return nil
}
