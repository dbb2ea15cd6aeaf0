package requester

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// A refreshing is what became of the new credentials that a request asked for.
type refreshing uint8

const (
	notRefreshed   refreshing = iota
	refreshFailed             // for now: the next attempt has the old ones
	refreshedToken            // the next attempt has new ones
)

// refresh gets new credentials before the request is tried again (REFRESH_TOKEN_THEN_RETRY), once for each
// request: one that is refused again afterwards fails.
func (t *tries) refresh(ctx context.Context, a *stream.Attempt, resolution stream.Resolution) error {
	if t.refreshed != notRefreshed {
		return t.refusedAgain(ctx, a, resolution)
	}
	refresher, ok := stream.Chosen(t.requester.Authenticator).(stream.Refresher)
	if !ok {
		stream.Log(ctx).Warnf("the error handler wants new credentials, and the authenticator has none: %s %s is tried again with the old ones",
			a.Method, stream.PlainURL(a.URL))
		return nil
	}
	t.refreshed = refreshFailed
	sent, _ := a.Header("Authorization")
	done, err := refresher.Refresh(ctx, sent)
	if err != nil {
		return t.refreshError(ctx, a, err)
	}
	if done {
		t.refreshed = refreshedToken
	}
	return nil
}

// refreshError is the error of a refresh that no other attempt can mend: the user has to log in again. Others
// leave the request to the old credentials.
func (t *tries) refreshError(ctx context.Context, a *stream.Attempt, err error) error {
	if failure := (*stream.Error)(nil); errors.As(err, &failure) && failure.FailureType == stream.ConfigError {
		return err
	}
	var status *stream.StatusError
	if errors.As(err, &status) && status.Status >= 400 && status.Status < 500 && status.Status != http.StatusTooManyRequests {
		internal := fmt.Sprintf("'%s' request to '%s' was rejected with %s and the OAuth token endpoint rejected the refresh request: %s",
			a.Method, a.URL, how(a), stream.TextOf(err))
		stream.Log(ctx).Errorf("%s", internal)
		return &stream.Error{
			Message: "OAuth token refresh request is rejected by the token endpoint.", Internal: internal, FailureType: stream.ConfigError, Err: err,
		}
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	stream.Log(ctx).Warnf("getting new credentials: %s; trying again with the old ones", stream.TextOf(err))
	return nil
}

// refusedAgain is the error of a request that is refused after its credentials were to be replaced.
func (t *tries) refusedAgain(ctx context.Context, a *stream.Attempt, resolution stream.Resolution) error {
	failure := &stream.Error{
		Message:     "Refreshed OAuth access token is rejected by the API.",
		Internal:    fmt.Sprintf("'%s' request to '%s' was rejected with %s again after the OAuth token was refreshed; not refreshing again.", a.Method, a.URL, how(a)),
		FailureType: stream.ConfigError,
	}
	if t.refreshed == refreshFailed {
		failure.Message = "API rejects the current OAuth access token and the token refresh failed."
		failure.Internal = fmt.Sprintf("'%s' request to '%s' was rejected with %s and the OAuth token could not be refreshed; not refreshing again.", a.Method, a.URL, how(a))
		failure.FailureType = stream.TransientError
	}
	if resolution.Message != "" {
		failure.Internal += fmt.Sprintf(" Error handler message: '%s'", resolution.Message)
	}
	stream.Log(ctx).Errorf("%s", failure.Internal)
	return failure
}

// how an attempt was refused.
func how(a *stream.Attempt) string {
	if a.Response == nil {
		return fmt.Sprintf("exception '%s'", stream.TextOf(a.Err))
	}
	return fmt.Sprintf("status code '%d'", a.Response.Status)
}
