package auth

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/timefmt"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// SessionToken sends a token that a login gives (SessionTokenAuthenticator). Each stream logs in for itself. It is
// used by its address, which tells several in one stream apart.
type SessionToken struct {
	LoginRequester        stream.Requester
	SessionTokenPath      []string
	ExpirationDuration    string // of ISO 8601: how long a token is good; without it the login is repeated for each use
	RequestAuthentication SessionTokenRequest
	Decoder               stream.Decoder // of the login's answer, nil for JSON
}

// A SessionTokenRequest is how the token is sent: SessionTokenRequestBearer or SessionTokenRequestAPIKey.
type SessionTokenRequest interface {
	// add sets what token gives in the options of a request.
	add(options *request.Options, token func() (value.Value, error)) error
}

// Construct checks the requester of the login, which is another one than that of the stream.
func (t *SessionToken) Construct(s *stream.Stream) error {
	if t.ExpirationDuration != "" {
		if _, err := timefmt.ParseDuration(t.ExpirationDuration); err != nil {
			return err
		}
	}
	return t.LoginRequester.Construct(t.session(s).login)
}

// session is what the authenticator remembers for a stream.
func (t *SessionToken) session(s *stream.Stream) *session {
	return stream.Memo(s, t, func() *session { return newSession(t, s.Name) })
}

// Authenticate sets the token.
func (t *SessionToken) Authenticate(ctx context.Context, options *request.Options) error {
	s := t.session(stream.Of(ctx))
	return t.RequestAuthentication.add(options, func() (value.Value, error) { return s.read(ctx) })
}

// Sign sets a token in a header anew: the reference asks for it a second time when the request is made ready,
// and before each further attempt, which logs in again where tokens do not last.
func (t *SessionToken) Sign(ctx context.Context, _ stream.Outgoing) (value.Value, error) {
	if key, ok := t.RequestAuthentication.(SessionTokenRequestAPIKey); ok && key.InjectInto.InjectInto != request.Header {
		return value.Value{}, nil
	}
	options := new(request.Options)
	err := t.Authenticate(ctx, options)
	return options.Headers, err
}

// SessionTokenRequestBearer sends the token in the header Authorization (SessionTokenRequestBearerAuthenticator).
type SessionTokenRequestBearer struct{}

func (SessionTokenRequestBearer) add(options *request.Options, token func() (value.Value, error)) error {
	v, err := token()
	if err == nil {
		authorize(options, "Bearer "+v.String())
	}
	return err
}

// SessionTokenRequestAPIKey sends the token where the manifest says (SessionTokenRequestApiKeyAuthenticator).
type SessionTokenRequestAPIKey struct {
	InjectInto request.Option
	APIToken   Template // what is sent; the zero Template is the token itself
}

// add sets the token. For a header it is asked for three times, and the last answer counts: the reference reads
// the header's name, twice, off a header with its text.
func (a SessionTokenRequestAPIKey) add(options *request.Options, token func() (value.Value, error)) error {
	reads := 1
	if a.InjectInto.InjectInto == request.Header && a.hasName() {
		reads = 3
	}
	for range reads {
		text, err := a.text(token)
		if err != nil {
			return err
		}
		if err := inject(a.InjectInto, options, text); err != nil {
			return err
		}
	}
	return nil
}

// hasName says that there is a name to put the token under; without one a header is not sent.
func (a SessionTokenRequestAPIKey) hasName() bool {
	name, err := a.InjectInto.FieldName.Text()
	return err != nil || name.String() != ""
}

// text is what is sent.
func (a SessionTokenRequestAPIKey) text(token func() (value.Value, error)) (string, error) {
	v, err := token()
	if err != nil {
		return "", err
	}
	template := a.APIToken
	if template.IsZero() {
		template = Text("{{ session_token }}", func(s stream.SessionScope) value.Value { return s.SessionToken })
	}
	v, err = template.Text(stream.SessionScope{SessionToken: v})
	return v.String(), err
}
