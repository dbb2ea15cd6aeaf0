package stream

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func responseOf(status int, kind, body string) *Response {
	return &Response{
		Status: status, Ok: status < 400 || status >= 600, Reason: "Reason", URL: "http://h/x", Body: []byte(body),
		Headers: func() value.Value { return value.DictOf(value.Str("content-TYPE"), value.Str(kind)) },
	}
}

func TestDefaultResolution(t *testing.T) {
	for _, c := range []struct {
		attempt Attempt
		action  Action
		kind    FailureType
		message string // its start
	}{
		{Attempt{Response: responseOf(200, "", "")}, ActionSuccess, "", ""},
		{Attempt{Response: responseOf(304, "", "")}, ActionSuccess, "", ""},
		{Attempt{Response: responseOf(600, "", "")}, ActionSuccess, "", ""},
		{Attempt{Response: responseOf(400, "", "")}, ActionFail, SystemError, "HTTP Status Code: 400. Error: Bad request."},
		{Attempt{Response: responseOf(403, "", "")}, ActionFail, ConfigError, "HTTP Status Code: 403. Error: Forbidden."},
		{Attempt{Response: responseOf(408, "", "")}, ActionRetry, TransientError, "HTTP Status Code: 408. Error: Request timeout."},
		{Attempt{Response: responseOf(429, "", "")}, ActionRateLimited, TransientError, "HTTP Status Code: 429. Error: Too many requests."},
		{Attempt{Response: responseOf(504, "", "")}, ActionRetry, TransientError, "HTTP Status Code: 504. Error: Gateway timeout."},
		{Attempt{Response: responseOf(422, "", "why")}, ActionRetry, SystemError, "Response was not ok: `422 Client Error: Reason for url: http://h/x`. Response content is: why"},
		{Attempt{Response: responseOf(599, "", "")}, ActionRetry, SystemError, "Response was not ok: `599 Server Error: "},
		{Attempt{Err: &value.Error{Class: "InvalidSchema", Message: "x"}}, ActionFail, ConfigError, "Invalid Protocol Schema: "},
		{Attempt{Err: &value.Error{Class: "InvalidURL", Message: "x"}}, ActionRetry, TransientError, "Invalid URL specified or DNS error occurred: "},
		{Attempt{Err: &value.Error{Class: "SSLError", Message: "expired"}}, ActionFail, SystemError, "SSLError: expired"},
		{Attempt{Err: &value.Error{Class: "NameResolutionError", Message: "h"}}, ActionRetry, TransientError, "NameResolutionError: h"},
		{Attempt{Err: &value.Error{Class: "ReadTimeout", Message: "late"}}, ActionRetry, SystemError, "ReadTimeout: late"},
	} {
		got := DefaultResolution(&c.attempt)
		if got.Action != c.action || got.FailureType != c.kind || !strings.HasPrefix(got.Message, c.message) {
			t.Errorf("got %+v, want %s %s %s", got, c.action, c.kind, c.message)
		}
	}
}

func TestShorten(t *testing.T) {
	long := strings.Repeat("é", shownText)
	got := Shorten(long)
	if len(got) > shownText+100 || !strings.HasPrefix(long, strings.TrimSuffix(got[:shownText], "\xc3")) || strings.ContainsRune(got, '\uFFFD') {
		t.Errorf("got %d bytes", len(got))
	}
	if Shorten("short") != "short" {
		t.Error("a short text was changed")
	}
}

// What masking leaves of a long text is short enough to show its end, where half of a secret may be.
func TestShortenShowsNoHalfOfASecret(t *testing.T) {
	secret := "half-of-" + strings.Repeat("a-secret", 50)
	protocol.AddSecret(secret)
	if got := Shorten(strings.Repeat(secret, 300)); strings.Contains(got, "half-of-") {
		t.Errorf("got %s", got)
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct{ kind, body, want string }{
		{"application/json", "é", "é"},
		{"text/html", "é", "Ã©"}, // a rule of HTTP that few servers know
		{"text/html; charset=utf-8", "é", "é"},
		{"application/json; charset=ISO-8859-1", "\xe9", "é"},
		{"application/octet-stream", "\xe9", "é"},
		{"application/json; charset=utf-8", "\xe9", "\uFFFD"},
		{"", "é", "é"},
	} {
		if got := responseOf(200, c.kind, c.body).Text(); got != c.want {
			t.Errorf("%q as %q: %q, want %q", c.body, c.kind, got, c.want)
		}
	}
	if got := (&Response{Body: []byte("x")}).Text(); got != "x" {
		t.Errorf("without headers: %q", got)
	}
}

func TestErrorText(t *testing.T) {
	for _, c := range []struct {
		body, want string
		ok         bool
	}{
		{`{"error": {"message": "not so"}}`, "not so", true},
		{`{"message": "", "errors": [{"msg": "a"}, "b", {"x": 1}]}`, "a, b", true},
		{`"text"`, "text", true},
		{`{"code": 1}`, "", false},
		{`{"error": 5}`, "", false},
		{`[]`, "", true},
		{`<html>`, "<html>", true},
		{"\xff", "", false},
	} {
		if got, ok := responseOf(400, "", c.body).ErrorText(); got != c.want || ok != c.ok {
			t.Errorf("%s: %q, %v; want %q, %v", c.body, got, ok, c.want, c.ok)
		}
	}
}

func TestWait(t *testing.T) {
	t.Setenv(maxWaitVariable, "0.01")
	start := time.Now()
	if err := Wait(context.Background(), math.Inf(1)); err != nil || time.Since(start) > time.Second {
		t.Errorf("waited %v, %v", time.Since(start), err)
	}
	stop := errors.New("stop")
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(stop)
	t.Setenv(maxWaitVariable, "")
	if err := Wait(ctx, 1e300); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
	t.Setenv(maxWaitVariable, "soon")
	if err := Wait(context.Background(), 1); err == nil || !strings.Contains(err.Error(), maxWaitVariable) {
		t.Errorf("got %v", err)
	}
}
