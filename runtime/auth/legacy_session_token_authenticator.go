package auth

import (
	"context"
	"errors"
	"net/http"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// LegacySessionToken sends a session token of the configuration as long as the API takes it, or else one of a
// login with user and password (LegacySessionTokenAuthenticator).
type LegacySessionToken struct {
	URLBase                 config.Template // of the requester
	Header                  config.Template
	SessionToken            config.Template
	SessionTokenResponseKey config.Template
	Username, Password      config.Template
	LoginURL                config.Template // behind URLBase, as it is
	ValidateSessionURL      config.Template // likewise
}

// Construct has nothing to check.
func (LegacySessionToken) Construct(*stream.Stream) error { return nil }

// Authenticate sets the token under the header, unless that has no name.
func (l LegacySessionToken) Authenticate(ctx context.Context, options *request.Options) error {
	name, err := l.Header.Text()
	if err != nil || name.String() == "" {
		return err
	}
	token, err := l.token(ctx, name.String())
	if err == nil {
		options.Headers = value.DictOf(value.Str(name.String()), value.Str(token))
	}
	return err
}

// Sign does it again: the reference checks the token a second time when the request is made ready, and before
// each further attempt.
func (l LegacySessionToken) Sign(ctx context.Context, _ stream.Outgoing) (value.Value, error) {
	options := new(request.Options)
	err := l.Authenticate(ctx, options)
	return options.Headers, err
}

func (l LegacySessionToken) token(ctx context.Context, header string) (string, error) {
	token, err := l.SessionToken.Text()
	if err != nil {
		return "", err
	}
	if token.Truthy() {
		protocol.AddSecret(token.String())
		if valid, err := l.valid(ctx, header, token.String()); valid || err != nil {
			return token.String(), err
		}
	}
	password, err := l.Password.Text()
	if err != nil {
		return "", err
	}
	user, err := l.Username.Text()
	if err != nil {
		return "", err
	}
	if !password.Truthy() || !user.Truthy() {
		return "", connectionError("Invalid credentials: session token is not valid or provide username and password")
	}
	key, err := l.SessionTokenResponseKey.Text()
	if err != nil {
		return "", err
	}
	url, err := l.url(l.LoginURL)
	if err != nil {
		return "", err
	}
	stream.Log(ctx).Infof("Using generated session token by username and password")
	return theLogins.token(ctx, login{url, user.Repr(), password.Repr(), key.String()}, user, password)
}

// url is a path behind the base.
func (l LegacySessionToken) url(path config.Template) (string, error) {
	base, err := l.URLBase.Text()
	if err != nil {
		return "", err
	}
	rest, err := path.Text()
	return base.String() + rest.String(), err
}

// valid asks the API whether it takes the token.
func (l LegacySessionToken) valid(ctx context.Context, header, token string) (bool, error) {
	url, err := l.url(l.ValidateSessionURL)
	if err != nil {
		return false, err
	}
	response, err := stream.TransportOf(ctx).Exchange(ctx, stream.Exchange{
		Method: http.MethodGet, URL: url, Headers: [][2]string{{header, token}},
	})
	if err != nil {
		return false, err
	}
	defer response.Release()
	var refused *stream.StatusError
	switch err := response.StatusFailure(); {
	case err == nil:
		stream.Log(ctx).Infof("Connection check for source is successful.")
		return true, nil
	case errors.As(err, &refused) && refused.Status == http.StatusUnauthorized:
		stream.Log(ctx).Infof("Unable to connect by session token from config due to %s", stream.TextOf(err))
		return false, nil
	default:
		return false, connectionError("Error while validating session token: " + stream.TextOf(err))
	}
}

func connectionError(message string) error {
	return &value.Error{Class: "ConnectionError", Message: message}
}
