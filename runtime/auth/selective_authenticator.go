package auth

import (
	"context"
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Selective is the authenticator that the configuration names (SelectiveAuthenticator).
type Selective struct {
	Config                     config.Config
	AuthenticatorSelectionPath []string // as dpath has it
	Authenticators             []Choice
}

// A Choice is an authenticator under the name that the configuration has for it.
type Choice struct {
	Name          string
	Authenticator stream.Authenticator
}

// Construct builds all of them before one is chosen: as in the reference, what is wrong with another one fails the stream too.
func (a Selective) Construct(s *stream.Stream) error {
	for _, choice := range a.Authenticators {
		if err := choice.Authenticator.Construct(s); err != nil {
			return err
		}
	}
	_, err := a.choose()
	return err
}

// Chosen is the one that is used; Selective itself when there is none, which Construct has said.
func (a Selective) Chosen() stream.Authenticator {
	if chosen, err := a.choose(); err == nil {
		return stream.Chosen(chosen)
	}
	return a
}

// Authenticate adds the credentials of the one that is chosen.
func (a Selective) Authenticate(ctx context.Context, options *request.Options) error {
	chosen, err := a.choose()
	if err != nil {
		return err
	}
	return chosen.Authenticate(ctx, options)
}

func (a Selective) choose() (stream.Authenticator, error) {
	v, found, err := value.Path(a.AuthenticatorSelectionPath).Find(a.Config.Value())
	switch {
	case err != nil:
		return nil, err
	case !found:
		return nil, valueError("The path from `authenticator_selection_path` is not found in the config.")
	}
	name := v.String()
	for _, choice := range a.Authenticators {
		if choice.Name == name {
			return choice.Authenticator, nil
		}
	}
	return nil, valueError(fmt.Sprintf("The authenticator `%s` is not found.", name))
}
