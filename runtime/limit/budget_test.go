package limit

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
)

func outgoing(method, url string) stream.Outgoing {
	return stream.Outgoing{Method: method, URL: url, Header: func(name string) (string, bool) {
		return "a", strings.EqualFold(name, "X-Kind")
	}}
}

func perSecond(limit string, matchers ...HTTPRequestMatcher) Policy {
	return MovingWindowCallRatePolicy{Rates: []Rate{{Limit: config.Fixed(limit), Interval: "PT1S"}}, Matchers: matchers}
}

func open(t *testing.T, h HTTPAPIBudget) stream.Budget {
	t.Helper()
	b, err := h.Open()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// acquire fails the test unless the request may go out after so long.
func acquire(t *testing.T, b stream.Budget, url string, want time.Duration) {
	t.Helper()
	start := time.Now()
	if err := b.Acquire(context.Background(), outgoing("GET", url)); err != nil {
		t.Fatal(err)
	}
	if got := time.Since(start).Round(time.Millisecond); got != want {
		t.Errorf("%s waited for %v, want %v", url, got, want)
	}
}

func TestTheFirstPolicyThatMatchesCounts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := open(t, HTTPAPIBudget{Policies: []Policy{
			UnlimitedCallRatePolicy{Matchers: []HTTPRequestMatcher{{URLPathPattern: "^/free"}}},
			perSecond("1", HTTPRequestMatcher{URLPathPattern: "^/slow"}),
		}})
		for range 9 {
			acquire(t, b, "https://a.example/free", 0)
			acquire(t, b, "https://a.example/other", 0)
		}
		acquire(t, b, "https://a.example/slow", 0)
		acquire(t, b, "https://a.example/slow", 1001*time.Millisecond)
	})
}

// TestWorkersShareTheBudget has more of them than calls: never more than the limit go out in a second.
func TestWorkersShareTheBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := open(t, HTTPAPIBudget{Policies: []Policy{perSecond("5")}})
		var mu sync.Mutex
		sent := map[time.Duration]int{}
		start := time.Now()
		var workers sync.WaitGroup
		for range 20 {
			workers.Go(func() {
				if err := b.Acquire(context.Background(), outgoing("GET", "https://a.example/")); err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				sent[time.Since(start).Round(time.Millisecond)/(1001*time.Millisecond)]++
			})
		}
		workers.Wait()
		for second, n := range sent {
			if n != 5 || second > 3 {
				t.Errorf("%d requests in second %d", n, second)
			}
		}
	})
}

func TestWaitsEndWithTheRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := open(t, HTTPAPIBudget{Policies: []Policy{FixedWindowCallRatePolicy{Period: "P10D", CallLimit: 1}}})
		acquire(t, b, "https://a.example/", 0)
		over := errors.New("the run is over")
		ctx, cancel := context.WithCancelCause(context.Background())
		time.AfterFunc(time.Minute, func() { cancel(over) })
		start := time.Now()
		if err := b.Acquire(ctx, outgoing("GET", "https://a.example/")); !errors.Is(err, over) || time.Since(start) != time.Minute {
			t.Errorf("got %v after %v", err, time.Since(start))
		}
	})
}

func TestMaxWaitShortensTheWindow(t *testing.T) {
	t.Setenv("LOWCODE_MAX_WAIT", "0.05")
	synctest.Test(t, func(t *testing.T) {
		b := open(t, HTTPAPIBudget{Policies: []Policy{FixedWindowCallRatePolicy{Period: "P10D", CallLimit: 2}}})
		for range 3 {
			acquire(t, b, "https://a.example/", 0)
			acquire(t, b, "https://a.example/", 0)
			time.Sleep(time.Second)
			acquire(t, b, "https://a.example/", 50*time.Millisecond)
			acquire(t, b, "https://a.example/", 0)
			time.Sleep(time.Second)
			b.(*budget).clock.reach(b.(*budget).clock.read() + 11*86400*second)
		}
	})
}

func TestResponsesCorrectTheBudget(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		header map[string]string
		want   time.Duration
		warns  bool
	}{
		{"nothing is told", 200, nil, 0, false},
		{"a status", 429, nil, time.Hour + time.Millisecond, false},
		{"no calls left", 200, map[string]string{"ratelimit-remaining": "0"}, time.Hour + time.Millisecond, false},
		{"calls left in spite of the status", 429, map[string]string{"ratelimit-remaining": " 7 "}, 0, false},
		{"a reset", 429, map[string]string{"ratelimit-reset": "946684830"}, 30*time.Second + time.Millisecond, false}, // synctest begins in 2000
		{"no number", 200, map[string]string{"ratelimit-remaining": "soon"}, 0, true},
		{"a reset that is no date", 429, map[string]string{"ratelimit-reset": "99999999999999"}, time.Hour + time.Millisecond, false},
	} {
		synctest.Test(t, func(t *testing.T) {
			var out bytes.Buffer
			ctx, w := stream.NewWriter(context.Background(), &out)
			ctx = stream.WithLogger(ctx, w, false)
			b := open(t, HTTPAPIBudget{Policies: []Policy{FixedWindowCallRatePolicy{Period: "PT1H", CallLimit: 100}}})
			acquire(t, b, "https://a.example/", 0)
			for range 3 {
				b.Update(ctx, outgoing("GET", "https://a.example/"), stream.Incoming{Status: c.status, Header: func(name string) string { return c.header[name] }})
			}
			acquire(t, b, "https://a.example/", c.want)
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			if got := strings.Count(out.String(), "WARN"); (got == 1) != c.warns || got > 1 {
				t.Errorf("%s: %d warnings: %s", c.name, got, out.String())
			}
		})
	}
}
