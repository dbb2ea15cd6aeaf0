package faults

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// refusals are answers that ask for patience.
var refusals = []fault{
	{"F7", "429 with Retry-After: 2", "1 s, the header is not looked at", true, func(t *testing.T) string {
		return patient(t, 429, "2", 2*time.Second, 3*time.Second)
	}},
	{"F8", "Retry-After: 1.5", "1 s", true, func(t *testing.T) string {
		return patient(t, 429, "1.5", 1500*time.Millisecond, 2500*time.Millisecond)
	}},
	{"F8", "Retry-After with a date in 3 s", "1 s", true, func(t *testing.T) string {
		date := time.Now().Add(3 * time.Second).Truncate(time.Second)
		a := serve(t, refusing(1, 503, "Retry-After", date.UTC().Format(http.TimeFormat)))
		r := read(t, "items", a.URL)
		r.complete(t, 3)
		if again := a.requests()[1].at; again.Before(date) || again.Sub(date) > 2*time.Second {
			t.Errorf("asked again at %v, not at %v", again, date)
		}
		return "waits until the date"
	}},
	{"F8", "Retry-After: -5", "1 s", false, func(t *testing.T) string {
		return unmoved(t, "-5")
	}},
	{"F8", "Retry-After: soon", "1 s", false, func(t *testing.T) string {
		return unmoved(t, "soon")
	}},
	{"F8", "429 without Retry-After", "1 s", false, func(t *testing.T) string {
		a := serve(t, refusing(1, 429))
		r := read(t, "items", a.URL, quick)
		return defaultWaits(t, r)
	}},
	{"F8", "Retry-After: 86400", "1 s", false, func(t *testing.T) string {
		return unmoved(t, "86400")
	}},
	{"F8", "Retry-After: 86400 with a limit of 60 s", "a transient error", false, func(t *testing.T) string {
		a := serve(t, refusing(1, 429, "Retry-After", "86400"))
		r := read(t, "waiting", a.URL)
		r.failed(t, "transient_error", "longer than the connector is allowed to wait")
		if len(r.errors) == 1 && !strings.Contains(r.errors[0].Error.Internal, "86400.0s is greater than or equal to the maximum of 60.0s") {
			t.Errorf("the internal message does not name the limit: %s", r.errors[0].Error.Internal)
		}
		if n := len(a.requests()); n != 1 {
			t.Errorf("%d requests", n)
		}
		return "transient_error that names both"
	}},
	{"F8", "Retry-After: -5 where the manifest reads it", "the sync ends with a ValueError", false, func(t *testing.T) string {
		return defaultWaits(t, read(t, "waiting", serve(t, refusing(1, 429, "Retry-After", "-5")).URL, quick))
	}},
	{"F9", "X-RateLimit-Reset in 3 s", "as here", true, func(t *testing.T) string {
		reset := time.Now().Add(3 * time.Second).Truncate(time.Second)
		a := serve(t, refusing(1, 429, "X-RateLimit-Reset", fmt.Sprint(reset.Unix())))
		r := read(t, "waiting", a.URL)
		r.complete(t, 3)
		if all := a.requests(); len(all) != 2 || all[1].at.Before(reset) || all[1].at.Sub(reset) > 2*time.Second {
			t.Errorf("asked again after%s", seconds(a.gaps()))
		}
		return "waits until then"
	}},
	{"F10", "503 three times, then all is well", "as here", false, func(t *testing.T) string {
		r := read(t, "items", serve(t, refusing(3, 503)).URL, quick)
		r.complete(t, 3)
		if r.waits() != "1 2 4" {
			t.Errorf("waits of %s s", r.waits())
		}
		return "all records after waits of 1, 2 and 4 s"
	}},
	{"F10", "503 for ever", "6 tries, then it fails", false, func(t *testing.T) string {
		a := serve(t, refusing(1000, 503))
		r := read(t, "items", a.URL, quick)
		r.failed(t, "transient_error", "503")
		if r.waits() != "1 2 4 8 16" {
			t.Errorf("waits of %s s", r.waits())
		}
		return triedOften(t, a, r)
	}},
}

// patient reads from an API that refuses once and says how long to wait.
func patient(t *testing.T, status int, after string, least, most time.Duration) string {
	a := serve(t, refusing(1, status, "Retry-After", after))
	r := read(t, "items", a.URL)
	r.complete(t, 3)
	if gaps := a.gaps(); len(gaps) != 1 || gaps[0] < least || gaps[0] > most {
		t.Errorf("asked again after%s", seconds(gaps))
	}
	return "asks again after" + seconds(a.gaps())
}

// unmoved reads from an API that says something about the wait which nobody can heed.
func unmoved(t *testing.T, after string) string {
	return defaultWaits(t, read(t, "items", serve(t, refusing(1, 429, "Retry-After", after)).URL, quick))
}

func defaultWaits(t *testing.T, r reading) string {
	t.Helper()
	r.complete(t, 3)
	if r.waits() != "1" {
		t.Errorf("waits of %s s", r.waits())
	}
	return fmt.Sprintf("the usual wait, %s s", r.waits())
}
