package auth

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// OAuth sends an access token that it asks for, and asks for again when it expires (OAuthAuthenticator).
// Each stream has tokens of its own, unless a RefreshTokenUpdater keeps them in the configuration.
// It is used by its address, which tells the tokens of several in one stream apart.
type OAuth struct {
	TokenRefreshEndpoint config.Template // without one, AccessTokenValue is sent for ever
	AccessTokenValue     config.Template // a token that exists already
	TokenExpiryDate      config.Template // when that token ends; long ago when left out

	GrantTypeName, GrantType       config.Template
	ClientIDName, ClientID         config.Template
	ClientSecretName, ClientSecret config.Template
	RefreshTokenName, RefreshToken config.Template
	Scopes                         []string // sent as they are, under a key of its own each
	RefreshRequestBody             Mapping  // what the keys above have already is left out
	RefreshRequestHeaders          Mapping  // with an Authorization, id and secret of the client are not in the body

	SendRefreshRequestAsQueryParams bool

	AccessTokenName, ExpiresInName config.Template // where the answer has them, at any depth
	TokenExpiryDateFormat          string          // anything: the answer has a date and not a number of seconds

	RefreshTokenErrors
	RefreshTokenUpdater *RefreshTokenUpdater

	UseProfileAssertion bool
	ProfileAssertion    Assertion // sent in place of everything else
}

// An Assertion signs what proves who asks for a token (JwtAuthenticator).
type Assertion interface {
	Construct(s *stream.Stream) error
	Token(ctx context.Context) (string, error)
}

// A Field is one entry of a Mapping. A value that is no text is data.
type Field struct {
	Key, Value config.Template
	Data       value.Value
}

// A Mapping is a flat mapping of the manifest.
type Mapping []Field

// eval is the mapping without what evaluates to nothing.
func (m Mapping) eval() (value.Value, error) {
	out, err := m.entries()
	if err != nil {
		return out, err
	}
	kept := value.DictOf()
	for key, item := range out.All() {
		if !item.IsUndefined() {
			kept.SetKey(key, item)
		}
	}
	return kept, nil
}

// entries is all that the mapping evaluates to; nothing is Undefined.
func (m Mapping) entries() (value.Value, error) {
	out := value.DictOf()
	for _, field := range m {
		key, err := field.Key.Entry(value.KindStr)
		if err != nil {
			return out, err
		}
		item := field.Data
		if item.IsUndefined() {
			if item, err = field.Value.Entry(); err != nil {
				return out, err
			}
		}
		out.SetKey(key, item)
	}
	return out, nil
}

const refreshTokenGrant = "refresh_token"

// Construct evaluates what the reference evaluates when it builds the stream.
func (o *OAuth) Construct(s *stream.Stream) error {
	if o.ProfileAssertion != nil {
		if err := o.ProfileAssertion.Construct(s); err != nil {
			return err
		}
	}
	if _, err := o.open(s); err != nil {
		return err
	}
	if o.RefreshTokenUpdater != nil || o.UseProfileAssertion || !o.RefreshToken.IsZero() {
		return nil
	}
	grant, err := textOr(o.GrantType, refreshTokenGrant)
	if err == nil && grant.String() == refreshTokenGrant {
		return value.Fail(value.ValueError, "OAuthAuthenticator configuration error: A 'refresh_token' is required when the 'grant_type' is set to 'refresh_token'.").Err()
	}
	return err
}

// Authenticate sets the Authorization header, with a new token when there is none or it has expired.
func (o *OAuth) Authenticate(ctx context.Context, options *request.Options) error {
	h, err := o.open(stream.Of(ctx))
	if err != nil {
		return err
	}
	credentials, err := h.credentials(ctx)
	if err == nil {
		authorize(options, credentials)
	}
	return err
}

// Refresh asks for another token than the one that was refused.
func (o *OAuth) Refresh(ctx context.Context, sent string) (refreshed bool, err error) {
	h, err := o.open(stream.Of(ctx))
	if err != nil {
		return false, err
	}
	return h.refreshRefused(ctx, sent)
}

// textOr is the value of a template, or a text where the manifest has none.
func textOr(t config.Template, otherwise string) (value.Value, error) {
	if t.IsZero() {
		return value.Str(otherwise), nil
	}
	return t.Text()
}
