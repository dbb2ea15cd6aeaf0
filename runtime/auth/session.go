package auth

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/timefmt"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A session is a SessionToken's memory for one stream.
type session struct {
	of *SessionToken
	// login is the stream that the login is sent for: it has a name, cookies and credentials of its own.
	login *stream.Stream

	mu      sync.Mutex // one login at a time where tokens last
	token   value.Value
	expires time.Time // zero before the first login
}

func newSession(of *SessionToken, name string) *session {
	return &session{of: of, login: &stream.Stream{Name: name + "_login_requester"}}
}

// read is the token, of a new login unless there is one that lasts.
func (s *session) read(ctx context.Context) (value.Value, error) {
	if s.of.ExpirationDuration == "" {
		token, err := s.ask(ctx)
		hide(token, protocol.AddPassingSecret)
		return token, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.expires.IsZero() && !s.expires.Before(timefmt.Now()) {
		return s.token, nil
	}
	token, err := s.ask(ctx)
	if err != nil {
		return token, err
	}
	hide(token, protocol.AddSecret)
	lasts, err := timefmt.ParseDuration(s.of.ExpirationDuration)
	if err != nil {
		return token, err
	}
	s.token = token
	s.expires, err = lasts.AddTo(timefmt.Now())
	return token, err
}

// ask logs in.
func (s *session) ask(ctx context.Context) (value.Value, error) {
	nothing := stream.NewSlice(value.Value{}, value.Value{}, value.Value{})
	response, err := s.of.LoginRequester.Send(stream.With(ctx, s.login), stream.Request{Slice: nothing})
	if err != nil {
		return value.Value{}, err
	}
	defer response.Release()
	if response.Status == 0 { // the network failed, and the error handler ignores it
		return value.Value{}, readError("Failed to get session token, response got ignored by requester")
	}
	document, err := s.decode(ctx, response)
	if err != nil {
		return value.Value{}, err
	}
	path := value.Path(s.of.SessionTokenPath)
	token, found, err := path.Find(document)
	switch {
	case err != nil:
		return token, err
	case !found:
		stream.Log(ctx).Errorf("the answer to the login %s has no session token at %s", stream.PlainURL(response.URL), pathText(path))
		return token, &value.Error{Class: value.KeyError, Message: pathText(path)}
	case token.IsNull():
		return token, readError("Failed to get session token, token is None")
	}
	return token.Clone(), nil // the body of the response goes away
}

// errEnough ends the decoding after the first document.
var errEnough = errors.New("the first document is enough")

// decode is the first document of the answer, an empty dict when there is none.
func (s *session) decode(ctx context.Context, response *stream.Response) (first value.Value, err error) {
	first = value.DictOf()
	if s.of.Decoder != nil {
		err = s.of.Decoder.Decode(ctx, response, func(v value.Value) error {
			first = v.Clone()
			return errEnough
		})
		if errors.Is(err, errEnough) {
			err = nil
		}
		return first, err
	}
	v, ok := response.JSON()
	switch {
	case !ok:
		return first, nil
	case v.Kind() != value.KindList:
		return v.Open(), nil
	case v.Len() > 0:
		return v.Open().At(0), nil
	}
	return first, nil
}

// pathText is a path as a list of Python.
func pathText(path value.Path) string {
	var items []value.Value
	for _, segment := range path {
		items = append(items, value.Str(segment))
	}
	return value.ListOf(items...).Repr()
}

func readError(message string) error {
	return &value.Error{Class: "ReadException", Message: message}
}
