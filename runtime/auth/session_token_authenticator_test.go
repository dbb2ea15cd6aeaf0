package auth

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// logging is a requester of logins that gives another token each time.
type logging struct {
	mu     sync.Mutex
	times  int
	stream string // that it was last asked for
	answer string // "" for a token
	status int
}

func (*logging) Construct(*stream.Stream) error { return nil }
func (l *logging) Cached() stream.Requester     { return l }

func (l *logging) Send(ctx context.Context, _ stream.Request) (*stream.Response, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.times++
	l.stream = stream.Of(ctx).Name
	body := l.answer
	if body == "" {
		body = fmt.Sprintf(`{"token": "session-%d"}`, l.times)
	}
	return &stream.Response{Status: l.status, Body: []byte(body), Release: func() {}}, nil
}

// asRequester authenticates a request as a requester does, and gives its headers.
func asRequester(t *testing.T, a *SessionToken) value.Value {
	t.Helper()
	ctx := stream.With(context.Background(), &stream.Stream{Name: "items"})
	if err := a.Construct(stream.Of(ctx)); err != nil {
		t.Fatal(err)
	}
	var options request.Options
	if err := a.Authenticate(ctx, &options); err != nil {
		t.Fatal(err)
	}
	headers, err := a.Sign(ctx, stream.Outgoing{})
	if err != nil {
		t.Fatal(err)
	}
	return headers
}

func TestLoginsPerRequest(t *testing.T) {
	at := func(place request.Place, name string) SessionTokenRequest {
		return SessionTokenRequestAPIKey{InjectInto: request.Option{InjectInto: place, FieldName: config.Fixed(name)}}
	}
	for name, c := range map[string]struct {
		how      SessionTokenRequest
		duration string
		logins   int
		headers  string
	}{
		"bearer":                {SessionTokenRequestBearer{}, "", 2, "{'Authorization': 'Bearer session-2'}"},
		"bearer that lasts":     {SessionTokenRequestBearer{}, "PT1H", 1, "{'Authorization': 'Bearer session-1'}"},
		"header":                {at(request.Header, "X-S"), "", 6, "{'X-S': 'session-6'}"},
		"header without a name": {at(request.Header, ""), "", 2, "{}"},
		"header that lasts":     {at(request.Header, "X-S"), "P1M", 1, "{'X-S': 'session-1'}"},
		"parameter":             {at(request.Parameter, "s"), "", 1, ""},
		"field":                 {at(request.BodyJSON, "s"), "", 1, ""},
	} {
		t.Run(name, func(t *testing.T) {
			login := &logging{status: 200}
			a := &SessionToken{LoginRequester: login, SessionTokenPath: []string{"token"}, ExpirationDuration: c.duration, RequestAuthentication: c.how}
			if got := asRequester(t, a).String(); got != c.headers {
				t.Errorf("the headers are %s, want %s", got, c.headers)
			}
			if login.times != c.logins || login.stream != "items_login_requester" {
				t.Errorf("%d logins of %s, want %d", login.times, login.stream, c.logins)
			}
			if protocol.Mask("session-1") == "session-1" {
				t.Error("the token is not masked")
			}
		})
	}
}

func TestOneLoginAtATime(t *testing.T) {
	login := &logging{status: 200}
	a := &SessionToken{
		LoginRequester: login, SessionTokenPath: []string{"token"}, ExpirationDuration: "PT1H", RequestAuthentication: SessionTokenRequestBearer{},
	}
	ctx := stream.With(context.Background(), &stream.Stream{Name: "items"})
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if err := a.Authenticate(ctx, new(request.Options)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if login.times != 1 {
		t.Errorf("%d logins", login.times)
	}
}

func TestLoginsWithoutAToken(t *testing.T) {
	for name, c := range map[string]struct {
		login       *logging
		class, text string
	}{
		"missing":  {&logging{status: 200, answer: `{"other": 1}`}, value.KeyError, "['token']"},
		"not JSON": {&logging{status: 200, answer: `<html>`}, value.KeyError, "['token']"},
		"null":     {&logging{status: 200, answer: `{"token": null}`}, "ReadException", "Failed to get session token, token is None"},
		"ignored":  {&logging{}, "ReadException", "Failed to get session token, response got ignored by requester"},
	} {
		t.Run(name, func(t *testing.T) {
			a := &SessionToken{LoginRequester: c.login, SessionTokenPath: []string{"token"}, RequestAuthentication: SessionTokenRequestBearer{}}
			err := a.Authenticate(context.Background(), new(request.Options))
			var failure *value.Error
			if !errors.As(err, &failure) || failure.Class != c.class || failure.Message != c.text {
				t.Errorf("got %v, want %s: %s", err, c.class, c.text)
			}
		})
	}
	list := &logging{status: 200, answer: `[{"token": "in-a-list"}]`}
	a := &SessionToken{LoginRequester: list, SessionTokenPath: []string{"token"}, RequestAuthentication: SessionTokenRequestBearer{}}
	if got := asRequester(t, a).String(); got != "{'Authorization': 'Bearer in-a-list'}" {
		t.Errorf("got %s", got)
	}
}

func TestTokensThatAreNoText(t *testing.T) {
	for _, duration := range []string{"", "PT1H"} {
		login := &logging{status: 200, answer: `{"token": ["listed` + duration + `", {"value": "nested` + duration + `", "age": 12345}]}`}
		a := &SessionToken{
			LoginRequester: login, SessionTokenPath: []string{"token"}, ExpirationDuration: duration, RequestAuthentication: SessionTokenRequestBearer{},
		}
		headers := asRequester(t, a).String()
		want := "a **** and a **** of 12345"
		if got := protocol.Mask("a listed" + duration + " and a nested" + duration + " of 12345"); got != want {
			t.Errorf("got %s, want %s, for %s", got, want, headers)
		}
	}
}
