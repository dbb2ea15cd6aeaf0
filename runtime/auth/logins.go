package auth

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// loginLasts is how long the token of a login is used.
const loginLasts = 24 * time.Hour

// A login is what makes one the same as another: to one address for one user. The texts are as Python prints the
// values, so that 5 and "5" are two.
type login struct{ url, user, password, key string }

// logins are the tokens that LegacySessionTokens have got. All streams of the process share them.
type logins struct {
	mu    sync.Mutex // one login at a time
	known map[login]loggedIn
}

type loggedIn struct {
	token string
	until time.Time
}

var theLogins = &logins{known: map[login]loggedIn{}}

// token is the token of a login that was made before, or is made now.
func (l *logins) token(ctx context.Context, by login, user, password value.Value) (string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if known, ok := l.known[by]; ok && time.Now().Before(known.until) {
		return known.token, nil
	}
	token, err := by.send(ctx, user, password)
	if err != nil {
		return "", err
	}
	l.known[by] = loggedIn{token, time.Now().Add(loginLasts)}
	return token, nil
}

// send logs in.
func (l login) send(ctx context.Context, user, password value.Value) (string, error) {
	credentials := value.DictOf(value.Str("username"), user, value.Str("password"), password)
	response, err := stream.TransportOf(ctx).Exchange(ctx, stream.Exchange{
		Method: http.MethodPost, URL: l.url, Headers: [][2]string{{"Content-Type", "application/json"}}, Body: credentials.AppendPython(nil),
	})
	if err != nil {
		return "", err
	}
	defer response.Release()
	if err := response.StatusFailure(); err != nil {
		return "", err
	}
	answer, err := response.LoadJSON()
	if err != nil {
		return "", err
	}
	token, ok := answer.Open().Get(l.key)
	if !ok {
		stream.Log(ctx).Errorf("the answer to the login %s has no key %q", stream.PlainURL(l.url), l.key)
		return "", &value.Error{Class: value.KeyError, Message: value.Str(l.key).Repr()}
	}
	token = token.Clone() // the body of the response goes away
	hide(token, protocol.AddSecret)
	return token.String(), nil
}
