package requester

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// retries is the default error handling with another number of retries.
type retries struct{ n int }

func (retries) Construct(*stream.Stream) error { return nil }
func (r retries) Retries() (int, error)        { return r.n, nil }
func (retries) ReadsBody() bool                { return false }
func (retries) Interpret(_ context.Context, a *stream.Attempt) (stream.Resolution, error) {
	return stream.DefaultResolution(a), nil
}
func (retries) Backoff(context.Context, *stream.Attempt) (float64, error) { return 0, nil }

// answers gives one status after the other; the last one stays.
func answers(statuses ...int) http.HandlerFunc {
	next := 0
	return func(w http.ResponseWriter, r *http.Request) {
		status := statuses[min(next, len(statuses)-1)]
		next++
		w.WriteHeader(status)
		io.WriteString(w, `{"detail": "no"}`)
	}
}

func TestRetriesOfStatuses(t *testing.T) {
	const exhausted = "Exhausted available request attempts. Please see logs for more details. Exception: "
	for _, c := range []struct {
		name     string
		statuses []int
		requests int
		message  string // "" for success
		kind     stream.FailureType
		waits    string
		limited  int // statuses of rate limits
	}{
		{"500 then 200", []int{500, 200}, 2, "", "", "1", 0},
		{"429 then 200", []int{429, 429, 200}, 3, "", "", "1 2", 2},
		{"500 for ever", []int{500}, 6, exhausted + "HTTP Status Code: 500. Error: Internal server error. (GET URL/ answered 500: no)", stream.TransientError, "1 2 4 8 16", 0},
		{"409 for ever", []int{409}, 6, exhausted + "Response was not ok: `409 Client Error: Conflict for url: URL/`. Response content is: {\"detail\": \"no\"}", stream.SystemError, "1 2 4 8 16", 0},
		{"501 for ever", []int{501}, 6, exhausted + "Response was not ok: `501 Server Error: Not Implemented for url: URL/`. Response content is: {\"detail\": \"no\"}", stream.SystemError, "1 2 4 8 16", 0},
		{"429 for ever", []int{429}, 6, "API rate limit exceeded. (GET URL/ answered 429: no)", stream.TransientError, "1 2 4 8 16", 6},
		{"mixed", []int{429, 500, 429, 200}, 4, "", "", "1 1 1", 2},
		{"400", []int{400}, 1, "HTTP Status Code: 400. Error: Bad request. Please check your request parameters. (GET URL/ answered 400: no)", stream.SystemError, "", 0},
		{"401", []int{401}, 1, "HTTP Status Code: 401. Error: Unauthorized. Please ensure you are authenticated correctly. (GET URL/ answered 401: no)", stream.ConfigError, "", 0},
		{"304 is no error", []int{304}, 1, "", "", "", 0},
		{"600 is no error", []int{600}, 1, "", "", "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serve(t, answers(c.statuses...))
			ctx, written := reading(t, "items")
			start := time.Now()
			_, err := HTTP{URLBase: Fixed(s.URL)}.Send(ctx, emptySlice())
			if n := len(s.requests()); n != c.requests {
				t.Errorf("%d requests, want %d", n, c.requests)
			}
			checkError(t, err, strings.ReplaceAll(c.message, "URL", s.URL), c.kind)
			out := written()
			if got := loggedWaits(out); got != c.waits {
				t.Errorf("asked for waits %q, want %q", got, c.waits)
			}
			if n := strings.Count(out, "RATE_LIMITED"); n != c.limited {
				t.Errorf("%d rate limits, want %d", n, c.limited)
			}
			if time.Since(start) > 5*time.Second {
				t.Error("LOWCODE_MAX_WAIT does not cap the waits")
			}
		})
	}
}

func checkError(t *testing.T, err error, message string, kind stream.FailureType) {
	t.Helper()
	if message == "" {
		if err != nil {
			t.Errorf("got %v", err)
		}
		return
	}
	var failure *stream.Error
	if !errors.As(err, &failure) || failure.Message != message || failure.FailureType != kind {
		t.Errorf("got %#v, want %s %s", err, kind, message)
	}
}

// loggedWaits are the waits that the log speaks of.
func loggedWaits(out string) string {
	var waits []string
	for _, line := range strings.Split(out, "\n") {
		if _, after, ok := strings.Cut(line, " in "); ok && strings.Contains(line, "retrying") {
			wait, _, _ := strings.Cut(after, " seconds")
			waits = append(waits, wait)
		}
	}
	return strings.Join(waits, " ")
}

func TestFailureQuotesTheExchange(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header()["date"] = nil
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(400)
		io.WriteString(w, `{"error": {"message": "not so"}}`)
	})
	ctx, _ := reading(t, "items")
	h := HTTP{URLBase: Fixed(s.URL), HTTPMethod: "POST", RequestBodyJSON: Object{{Fixed("a"), Leaf(Fixed("1"))}}}
	_, err := h.Send(ctx, emptySlice())
	var failure *stream.Error
	if !errors.As(err, &failure) {
		t.Fatal(err)
	}
	want := "'POST' request to '" + s.URL + "/' failed with status code '400' and error message: 'not so'. " +
		"Request (body): 'b'{\"a\": 1}''. Response (body): '{'error': {'message': 'not so'}}'. Response (headers): '{'Content-Type': 'application/json', "
	if !strings.HasPrefix(failure.Internal, want) {
		t.Errorf("got  %s\nwant %s…", failure.Internal, want)
	}
}

// An API that says when it wants to be asked again is not asked before.
func TestRetryAfter(t *testing.T) {
	t.Setenv("LOWCODE_NOW", "2026-01-15T12:00:00Z")
	for _, c := range []struct {
		status      int
		after, want string
	}{
		{429, "2", "2 2 4"},
		{429, "1.5", "1.5 2 4"},
		{503, "3", "3 3 4"},
		{500, "3", "1 2 4"},
		{429, "-5", "1 2 4"},
		{429, "soon", "1 2 4"},
		{429, "86400", "1 2 4"},
		{429, "NaN", "1 2 4"},
		{429, "Thu, 15 Jan 2026 12:00:20 GMT", "20 20 20"},
		{429, "Thu, 15 Jan 2026 11:00:00 GMT", "1 2 4"},
	} {
		s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", c.after)
			w.WriteHeader(c.status)
		})
		ctx, written := reading(t, "items")
		if _, err := (HTTP{URLBase: Fixed(s.URL), ErrorHandler: retries{3}}).Send(ctx, emptySlice()); err == nil {
			t.Error("no error")
		}
		if got := loggedWaits(written()); got != c.want {
			t.Errorf("%d after %q: waits %q, want %q", c.status, c.after, got, c.want)
		}
	}
}

// scripted says what each attempt means.
type scripted struct {
	retries
	resolutions []stream.Resolution
	backoff     float64
}

func (s scripted) Interpret(_ context.Context, a *stream.Attempt) (stream.Resolution, error) {
	return s.resolutions[a.Number-1], nil
}

func (s scripted) Backoff(context.Context, *stream.Attempt) (float64, error) { return s.backoff, nil }

func TestAskedWaits(t *testing.T) {
	s := serve(t, answers(503, 503, 200))
	ctx, written := reading(t, "items")
	again := stream.Resolution{Action: stream.ActionRetry}
	h := HTTP{URLBase: Fixed(s.URL), ErrorHandler: scripted{retries{5}, []stream.Resolution{again, again, {Action: stream.ActionSuccess}}, 7}}
	if _, err := h.Send(ctx, emptySlice()); err != nil {
		t.Fatal(err)
	}
	if got := loggedWaits(written()); got != "8 8" {
		t.Errorf("asked for waits %q", got)
	}
}

func TestIgnoredResponse(t *testing.T) {
	s := serve(t, answers(404))
	ctx, _ := reading(t, "items")
	h := HTTP{URLBase: Fixed(s.URL), ErrorHandler: scripted{resolutions: []stream.Resolution{{Action: stream.ActionIgnore}}}}
	r, err := h.Send(ctx, emptySlice())
	if err != nil || r.Ok || r.Status != 404 {
		t.Errorf("got %+v, %v", r, err)
	}
}

// The budgets of 429 and of other errors are counted apart, and a 500 between
// two rate limits gives the inner one a new budget.
func TestNestedBudgets(t *testing.T) {
	s := serve(t, answers(429, 429, 500, 429, 429, 429))
	ctx, written := reading(t, "items")
	_, err := HTTP{URLBase: Fixed(s.URL), ErrorHandler: retries{2}}.Send(ctx, emptySlice())
	checkError(t, err, "API rate limit exceeded. (GET "+s.URL+"/ answered 429: no)", stream.TransientError)
	if n := len(s.requests()); n != 6 {
		t.Errorf("%d requests, want 6", n)
	}
	if got := loggedWaits(written()); got != "1 2 1 1 2" {
		t.Errorf("asked for waits %q", got)
	}
}

func TestWaitHonoursCancellation(t *testing.T) {
	s := serve(t, answers(500))
	ctx, _ := reading(t, "items")
	t.Setenv("LOWCODE_MAX_WAIT", "")
	stop := errors.New("stop")
	ctx, cancel := context.WithCancelCause(ctx)
	time.AfterFunc(50*time.Millisecond, func() { cancel(stop) })
	start := time.Now()
	if _, err := (HTTP{URLBase: Fixed(s.URL)}).Send(ctx, emptySlice()); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
	if time.Since(start) > 900*time.Millisecond {
		t.Error("the wait went on")
	}
}

func TestCredentialsAreRenewedOnRetries(t *testing.T) {
	s := serve(t, answers(500, 200))
	calls := 0
	h := HTTP{URLBase: Fixed(s.URL), Authenticator: counting{&calls}}
	if _, err := send(t, h, emptySlice()); err != nil {
		t.Fatal(err)
	}
	if got := s.requests(); got[0].header.Get("X-Token") != "1" || got[1].header.Get("X-Token") != "2" {
		t.Errorf("tokens %q and %q", got[0].header.Get("X-Token"), got[1].header.Get("X-Token"))
	}
}
