package stream

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// An Authenticator contributes to each request (the authenticators). The context of Authenticate has a Transport.
type Authenticator interface {
	Construct(s *Stream) error
	// Authenticate adds the credentials to options.
	Authenticate(ctx context.Context, options *request.Options) error
}

// A Refresher is an Authenticator that can get new credentials before the old ones expire.
type Refresher interface {
	// Refresh replaces the credentials that sent, the Authorization header of a request that was refused, has.
	// It does nothing and says true when others have replaced them since. False without an error says that there
	// is no way to get others.
	Refresh(ctx context.Context, sent string) (refreshed bool, err error)
}

// A ResponseWatcher is an Authenticator that learns from the responses, such as how much of a quota is left.
type ResponseWatcher interface {
	Watch(ctx context.Context, a *Attempt)
}

// EmitConfig tells the platform at once to keep a changed configuration: a refresh token that it does not hear
// of is lost. The message holds the secrets as they are; keys that are null are left out, as of a record.
func EmitConfig(ctx context.Context, config value.Value) {
	if out := Log(ctx).out; out != nil {
		out.Write(protocol.AppendControl(nil, value.AppendRecord(nil, config)))
	}
}
