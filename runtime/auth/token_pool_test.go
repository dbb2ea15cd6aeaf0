package auth

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// quotaSource answers from a script: what is left of each token, call by call.
type quotaSource struct {
	answers map[string][]string // by credentials
	asked   *[]string
}

func (quotaSource) Construct(*stream.Stream) error { return nil }
func (q quotaSource) Cached() stream.Requester     { return q }

func (q quotaSource) Send(_ context.Context, in stream.Request) (*stream.Response, error) {
	sent, _ := in.Options.Headers.Get("Authorization")
	*q.asked = append(*q.asked, sent.String())
	rest := q.answers[sent.String()]
	if len(rest) == 0 {
		return nil, errors.New("the quotas of " + sent.String() + " were asked for too often")
	}
	q.answers[sent.String()] = rest[1:]
	return &stream.Response{Status: 200, Ok: true, Body: []byte(rest[0]), Release: func() {}}, nil
}

// left is the answer of a source.
func left(remaining int, reset time.Time) string {
	return fmt.Sprintf(`{"left": %d, "reset": %d, "limit": 100}`, remaining, reset.Unix())
}

// pooled is an authenticator of two tokens that no other test shares.
func pooled(t *testing.T, answers map[string][]string) (r *RateLimitedMultipleToken, asked *[]string) {
	t.Helper()
	asked = new([]string)
	return &RateLimitedMultipleToken{
		Tokens: []config.Template{config.Fixed("a1b2;; c3d4")}, TokenDelimiter: ";", AuthMethod: "Bearer", Header: "Authorization",
		QuotaStatusSource: quotaSource{answers, asked},
		Quotas: []TokenQuota{{
			Name: t.Name(), RemainingPath: []string{"left"}, ResetPath: []string{"reset"}, LimitPath: []string{"limit"},
			RemainingHeader: "X-Left", ResetHeader: "X-Reset", ExhaustionStatusCodes: []int{429},
		}},
		MaxWaitTime: config.Fixed("PT1H"),
	}, asked
}

// signs makes so many requests and gives the tokens that they were sent with.
func signs(t *testing.T, r *RateLimitedMultipleToken, n int) string {
	t.Helper()
	var out []string
	for range n {
		headers, err := r.Sign(context.Background(), stream.Outgoing{Method: "GET", URL: "https://api.example.com/items"})
		if err != nil {
			out = append(out, err.Error())
			continue
		}
		credentials, _ := headers.Get("Authorization")
		out = append(out, strings.TrimPrefix(credentials.String(), "Bearer "))
	}
	return strings.Join(out, " ")
}

func TestTokensAreUsedAsTheirQuotasLast(t *testing.T) {
	t.Setenv("LOWCODE_MAX_WAIT", "0")
	later, tooLate := time.Now().Add(time.Minute), time.Now().Add(3*time.Hour)
	r, asked := pooled(t, map[string][]string{
		"Bearer a1b2": {left(2, later), left(1, tooLate)},
		"Bearer c3d4": {left(1, later), left(0, tooLate)},
	})
	if got, want := signs(t, r, 5), "a1b2 a1b2 c3d4 a1b2 Rate limit is exceeded for all provided tokens."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(*asked) != 4 {
		t.Errorf("the quotas were asked for as %q", *asked)
	}
}

func TestTokensLearnFromAnswers(t *testing.T) {
	reset := time.Now().Add(time.Minute)
	r, _ := pooled(t, map[string][]string{"Bearer a1b2": {left(50, reset)}, "Bearer c3d4": {left(50, reset)}})
	answer := func(token string, status int, headers ...string) *stream.Attempt {
		dict := value.DictOf()
		for i := 0; i < len(headers); i += 2 {
			dict.Set(headers[i], value.Str(headers[i+1]))
		}
		return &stream.Attempt{
			Method: "GET", URL: "https://api.example.com/items",
			Header:   func(string) (string, bool) { return "Bearer " + token, true },
			Response: &stream.Response{Status: status, Headers: func() value.Value { return dict }},
		}
	}
	if got := signs(t, r, 2); got != "a1b2 a1b2" {
		t.Errorf("got %s", got)
	}
	refused := answer("a1b2", 429)
	if r.CanRotate(refused) {
		t.Error("a token with calls left is replaced")
	}
	r.Watch(context.Background(), refused)
	if !r.CanRotate(refused) {
		t.Error("a token that is refused is not replaced")
	}
	if got := signs(t, r, 1); got != "c3d4" {
		t.Errorf("got %s", got)
	}
	r.Watch(context.Background(), answer("c3d4", 200, "X-Left", "0"))
	r.Watch(context.Background(), answer("a1b2", 200, "X-Left", "7", "X-Reset", fmt.Sprint(reset.Add(time.Hour).Unix())))
	r.Watch(context.Background(), answer("somebody", 200, "X-Left", "0"))
	if got := signs(t, r, 1); got != "a1b2" {
		t.Errorf("got %s", got)
	}
}

func TestQuotasThatAreNotThere(t *testing.T) {
	r, _ := pooled(t, map[string][]string{"Bearer a1b2": {`{"left": 5}`}})
	if got := signs(t, r, 1); got != `Quota status response does not contain the configured reset path for token quota "TestQuotasThatAreNotThere".` {
		t.Errorf("got %s", got)
	}
	none := &RateLimitedMultipleToken{Tokens: []config.Template{config.Fixed(" ")}, TokenDelimiter: ",", MaxWaitTime: config.Fixed("PT2H")}
	if err := none.Construct(&stream.Stream{}); err == nil || err.Error() != "Authentication tokens are missing from the configuration." {
		t.Errorf("got %v", err)
	}
}
