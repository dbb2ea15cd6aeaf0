package requester

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// renewing is an authenticator whose token a refresh replaces, or that fails to.
type renewing struct {
	token *string
	sent  *[]string
	err   error
}

func (renewing) Construct(*stream.Stream) error { return nil }

func (r renewing) Authenticate(_ context.Context, options *request.Options) error {
	options.Headers = value.DictOf(value.Str("Authorization"), value.Str("Bearer "+*r.token))
	return nil
}

func (r renewing) Refresh(_ context.Context, sent string) (bool, error) {
	*r.sent = append(*r.sent, sent)
	if r.err == nil {
		*r.token = "new"
	}
	return r.err == nil, r.err
}

// stale resolves what has a status of 401 to a refresh.
type stale struct{ retries }

func (stale) Interpret(_ context.Context, a *stream.Attempt) (stream.Resolution, error) {
	if a.Response.Status == http.StatusUnauthorized {
		return stream.Resolution{Action: stream.ActionRefreshTokenThenRetry, Message: "stale"}, nil
	}
	return stream.DefaultResolution(a), nil
}

func TestRefreshTokenThenRetry(t *testing.T) {
	refused := func(status int) error {
		return (&stream.Response{Status: status, Reason: "No", URL: "https://login.example.test"}).StatusFailure()
	}
	for name, c := range map[string]struct {
		statuses []int
		err      error
		requests int
		message  string
		kind     stream.FailureType
		waits    string
	}{
		"refused once":         {[]int{401, 200}, nil, 2, "", "", "1"},
		"refused for ever":     {[]int{401}, nil, 2, "Refreshed OAuth access token is rejected by the API.", stream.ConfigError, "1"},
		"busy in between":      {[]int{401, 503, 200}, nil, 3, "", "", "1 2"},
		"the login is down":    {[]int{401}, refused(503), 2, "API rejects the current OAuth access token and the token refresh failed.", stream.TransientError, "1"},
		"the login is too hot": {[]int{401, 200}, refused(429), 2, "", "", "1"},
		"the login refuses":    {[]int{401}, refused(400), 1, "OAuth token refresh request is rejected by the token endpoint.", stream.ConfigError, ""},
		"the user must log in": {[]int{401}, &stream.Error{Message: "log in", FailureType: stream.ConfigError}, 1, "log in", stream.ConfigError, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, answers(c.statuses...))
			ctx, written := reading(t, "items")
			token, sent := "old", []string{}
			h := HTTP{URLBase: Fixed(s.URL), Authenticator: renewing{&token, &sent, c.err}, ErrorHandler: stale{retries{5}}}
			_, err := h.Send(ctx, emptySlice())
			checkError(t, err, c.message, c.kind)
			got := s.requests()
			if len(got) != c.requests {
				t.Fatalf("%d requests, want %d", len(got), c.requests)
			}
			if strings.Join(sent, " ") != "Bearer old" {
				t.Errorf("refreshed the tokens %q", sent)
			}
			if len(got) > 1 && got[1].header.Get("Authorization") != "Bearer "+token {
				t.Errorf("the second attempt has %q", got[1].header.Get("Authorization"))
			}
			if waits := loggedWaits(written()); waits != c.waits {
				t.Errorf("asked for waits %q, want %q", waits, c.waits)
			}
		})
	}
}

// Credentials that cannot be replaced are sent again, as long as there are retries.
func TestRefreshWithoutARefresher(t *testing.T) {
	s := serve(t, answers(401))
	ctx, written := reading(t, "items")
	calls := 0
	h := HTTP{URLBase: Fixed(s.URL), Authenticator: counting{&calls}, ErrorHandler: stale{retries{2}}}
	_, err := h.Send(ctx, emptySlice())
	checkError(t, err, "Exhausted available request attempts. Please see logs for more details. Exception: stale (GET "+s.URL+"/ answered 401: no)", stream.SystemError)
	if out := written(); loggedWaits(out) != "1 2" || strings.Count(out, "wants new credentials") != 3 {
		t.Errorf("logged %s", out)
	}
}

// What only the retriever can do something about is handed to it at once.
func TestRejected(t *testing.T) {
	for action, want := range map[stream.Action]struct {
		message string
		class   string
	}{
		stream.ActionResetPagination:    {"", "PaginationResetRequiredException"},
		stream.ActionReducePageSize:     {"The API rejected a page of stream items and asked the connector for a smaller one: too much", value.ConfigurationError},
		stream.ActionSplitRequestWindow: {"The API rejected the current request window of stream items and requires a smaller one: too much", value.ConfigurationError},
	} {
		s := serve(t, answers(413))
		ctx, written := reading(t, "items")
		h := HTTP{URLBase: Fixed(s.URL), ErrorHandler: scripted{retries: retries{5}, resolutions: []stream.Resolution{{Action: action, Message: "too much"}}}}
		_, err := h.Send(ctx, emptySlice())
		var rejected *stream.Rejected
		if !errors.As(err, &rejected) || rejected.Action != action || rejected.Message != "too much" {
			t.Errorf("%s: %v", action, err)
		}
		if got := stream.Explain(err, "").Message; got != want.message || stream.ClassOf(err) != want.class {
			t.Errorf("%s: %s %q", action, stream.ClassOf(err), got)
		}
		if len(s.requests()) != 1 || loggedWaits(written()) != "" {
			t.Errorf("%s: tried again", action)
		}
	}
}
