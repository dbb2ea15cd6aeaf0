package requester

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// rotationWait is how many seconds an API is left alone that refuses one of several tokens.
const rotationWait = 0.1

// sign completes the headers of an attempt. A Signer is asked each time. Others have said all when the request
// was prepared, and say it anew for the next attempts: a token may have expired meanwhile. Credentials
// elsewhere in the request stay as they are.
func (t *tries) sign(ctx context.Context) error {
	auth := new(request.Options)
	var err error
	switch authenticator := stream.Chosen(t.requester.Authenticator).(type) {
	case nil:
		return nil
	case stream.Signer:
		auth.Headers, err = authenticator.Sign(ctx, stream.Outgoing{Method: t.prepared.method, URL: t.prepared.url, Header: t.prepared.headers.text})
		if auth.Headers.Kind() != value.KindDict {
			return err
		}
	default:
		if t.number == 1 {
			return nil
		}
		err = authenticator.Authenticate(ctx, auth)
	}
	if err != nil {
		return err
	}
	t.prepared.authenticate(auth)
	return nil
}

// rotates says that the next attempt has other credentials than this one, which the API's rate limit refused.
func (t *tries) rotates(ctx context.Context, a *stream.Attempt) bool {
	rotator, ok := stream.Chosen(t.requester.Authenticator).(stream.Rotator)
	if !ok || !rotator.CanRotate(a) {
		return false
	}
	stream.Log(ctx).Infof("the rate limit of one token is met: another one is used in %g seconds, whatever the error handler would wait", rotationWait)
	return true
}
