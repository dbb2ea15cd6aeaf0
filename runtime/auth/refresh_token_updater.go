package auth

import (
	"cmp"
	"context"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/timefmt"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A RefreshTokenUpdater keeps the tokens in the configuration, which the platform is told to keep: for APIs
// whose refresh tokens are good for one use (refresh_token_updater).
type RefreshTokenUpdater struct {
	Config config.Config

	RefreshTokenName          string // where the answer has the next one, and under which it is sent; "" is refresh_token
	AccessTokenConfigPath     []string
	RefreshTokenConfigPath    []string
	TokenExpiryDateConfigPath []string

	RefreshTokenErrors // the old place of those of OAuth
}

// client is the client of an updater, evaluated when the stream is built. What the configuration has under
// credentials comes before what the manifest says.
func (u *RefreshTokenUpdater) client(o *OAuth) (client, error) {
	c, err := o.evaluate()
	if err != nil {
		return c, err
	}
	if id, ok := u.Config.At([]string{"credentials", "client_id"}); ok {
		c.id = id
	}
	if secret, ok := u.Config.At([]string{"credentials", "client_secret"}); ok {
		c.secret = secret
	}
	c.refreshTokenName = value.Str(u.refreshTokenName())
	return c, nil
}

func (u *RefreshTokenUpdater) refreshTokenName() string {
	return cmp.Or(u.RefreshTokenName, refreshTokenGrant)
}

// configTokens are the tokens of all streams whose updaters name the same places.
type configTokens struct{ *RefreshTokenUpdater }

func (c configTokens) access() value.Value {
	return c.at(c.AccessTokenConfigPath, "access_token")
}

// refreshToken is what the next request for tokens sends.
func (c configTokens) refreshToken() value.Value {
	return c.at(c.RefreshTokenConfigPath, "refresh_token")
}

func (c configTokens) expiry() (time.Time, error) {
	date := c.at(c.TokenExpiryDateConfigPath, "token_expiry_date")
	if text, ok := date.AsString(); ok && text == "" {
		return timefmt.Now().AddDate(0, 0, -1), nil
	}
	ends, err := timefmt.ParseAny(date.String())
	if err != nil {
		return ends, value.Fail(value.ValueError, "%v", err).Err()
	}
	return ends, nil
}

func (c configTokens) exclude(ctx context.Context) (end func(), err error) {
	return c.Config.Exclude(ctx)
}

// keep changes the configuration and tells the platform. A refresh token that the answer does not replace stays.
func (c configTokens) keep(ctx context.Context, a answer) error {
	places := []config.Place{{Path: orDefault(c.AccessTokenConfigPath, "access_token"), Value: a.access}}
	if !a.refresh.IsNull() {
		remember(a.refresh)
		places = append(places, config.Place{Path: orDefault(c.RefreshTokenConfigPath, "refresh_token"), Value: a.refresh})
	}
	ends, err := timefmt.ISOFormat(a.ends, "T", "")
	if err != nil {
		return err
	}
	places = append(places, config.Place{Path: orDefault(c.TokenExpiryDateConfigPath, "token_expiry_date"), Value: value.Str(ends)})
	if err := c.Config.Put(places...); err != nil {
		return err
	}
	stream.EmitConfig(ctx, c.Config.Value())
	return nil
}

// at is what the configuration has at a path, the empty text when there is nothing.
func (c configTokens) at(path []string, name string) value.Value {
	if v, ok := c.Config.At(orDefault(path, name)); ok {
		return v
	}
	return value.Str("")
}

// orDefault is a path of the manifest, or the one that it means when it has none.
func orDefault(path []string, name string) []string {
	if path == nil {
		return []string{"credentials", name}
	}
	return path
}
