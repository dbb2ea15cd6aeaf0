package auth

import (
	"context"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/timefmt"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// tokens are where the tokens of a holder are kept.
type tokens interface {
	// access is the access token now, Undefined when there is none.
	access() value.Value
	// expiry is when it expires; long ago without a token.
	expiry() (time.Time, error)
	// exclude waits until nobody else asks for a token that is kept here.
	exclude(ctx context.Context) (end func(), err error)
	// keep replaces the tokens by those of an answer.
	keep(ctx context.Context, a answer) error
}

// A holder is the OAuth of one stream.
type holder struct {
	of     *OAuth
	client func(context.Context) (client, error) // of the next request
	tokens tokens
}

// open is the holder of a stream, made when it is constructed.
func (o *OAuth) open(s *stream.Stream) (*holder, error) {
	type opened struct {
		*holder
		err error
	}
	got := stream.Memo(s, o, func() opened {
		h, err := o.newHolder()
		return opened{h, err}
	})
	return got.holder, got.err
}

func (o *OAuth) newHolder() (*holder, error) {
	if o.RefreshTokenUpdater == nil {
		kept, err := o.initialTokens()
		return &holder{of: o, client: o.evaluated, tokens: kept}, err
	}
	kept := configTokens{o.RefreshTokenUpdater}
	c, err := kept.client(o)
	if err != nil {
		return nil, err
	}
	next := func(context.Context) (client, error) {
		c.refreshToken = kept.refreshToken()
		return c, nil
	}
	_, err = kept.expiry()
	return &holder{of: o, client: next, tokens: kept}, err
}

// credentials is the Authorization header, with a token that has not expired.
func (h *holder) credentials(ctx context.Context) (string, error) {
	if fixed, err := h.fixed(); err != nil || fixed {
		return h.header(), err
	}
	expired, err := h.expired()
	if err != nil {
		return "", err
	}
	if expired {
		if err := h.renew(ctx, h.expired); err != nil {
			return "", err
		}
	}
	return h.header(), nil
}

// fixed says that the token is used for ever. The endpoint is evaluated each time, as in the reference.
func (h *holder) fixed() (bool, error) {
	if h.of.TokenRefreshEndpoint.IsZero() {
		if h.tokens.access().IsUndefined() {
			return false, value.Fail(value.ValueError, "access_token is not set").Err()
		}
		return true, nil
	}
	if h.of.RefreshTokenUpdater != nil {
		return false, nil
	}
	endpoint, err := h.of.TokenRefreshEndpoint.Text()
	if err == nil && !endpoint.Truthy() {
		err = value.Fail(value.ValueError, "OAuthAuthenticator was unable to evaluate token_refresh_endpoint parameter").Err()
	}
	return false, err
}

func (h *holder) header() string { return "Bearer " + h.tokens.access().String() }

func (h *holder) expired() (bool, error) {
	expiry, err := h.tokens.expiry()
	return err == nil && timefmt.Now().After(expiry), err
}

// refreshRefused asks for another token than the one in a header that was refused, unless others did so meanwhile.
func (h *holder) refreshRefused(ctx context.Context, sent string) (bool, error) {
	current, err := h.credentials(ctx)
	if err != nil {
		return false, err
	}
	if sent != "" && current != sent {
		return true, nil
	}
	err = h.renew(ctx, func() (bool, error) { return h.header() == current, nil })
	return err == nil, err
}

// renew asks for a token if that is still needed when it is this caller's turn.
func (h *holder) renew(ctx context.Context, needed func() (bool, error)) error {
	end, err := h.tokens.exclude(ctx)
	if err != nil {
		return err
	}
	defer end()
	if still, err := needed(); err != nil || !still {
		return err
	}
	a, err := h.refresh(ctx)
	if err != nil {
		return err
	}
	return h.tokens.keep(ctx, a)
}

// remember keeps a token out of everything that leaves the process.
func remember(token value.Value) {
	if token.Truthy() {
		hide(token, protocol.AddSecret)
	}
}

// hide adds a token to the secrets: as it is sent and, where that is a list or a dict as Python prints it, also the
// texts that it holds.
func hide(token value.Value, add func(string)) {
	add(token.String())
	switch token.Kind() {
	case value.KindList:
		for item := range token.Elements() {
			hideTexts(item, add)
		}
	case value.KindDict:
		for _, item := range token.All() {
			hideTexts(item, add)
		}
	}
}

// hideTexts adds the texts that a part of a token holds; its numbers are in too many other texts.
func hideTexts(part value.Value, add func(string)) {
	switch part.Kind() {
	case value.KindStr, value.KindList, value.KindDict:
		hide(part, add)
	}
}
