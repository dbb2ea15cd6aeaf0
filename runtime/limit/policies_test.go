package limit

import (
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
)

// windowOf is the window of a policy that can be opened.
func windowOf(t *testing.T, p Policy) window {
	t.Helper()
	opened, err := p.open()
	if err != nil {
		t.Fatal(err)
	}
	return opened.window
}

// A step is one call at a time in milliseconds, or what a response tells before it.
type step struct {
	at     instant
	weight int
	told   *told
	wait   instant // until it may be tried again, 0 when it goes out
}

func walk(t *testing.T, name string, w window, steps []step) {
	t.Helper()
	const start instant = 1_700_000_000_000
	for i, s := range steps {
		if s.told != nil {
			if s.told.resets {
				s.told.reset += start
			}
			w.update(start+s.at, *s.told)
			continue
		}
		wait, err := w.take(start+s.at, max(s.weight, 1))
		if err != nil || wait != s.wait {
			t.Errorf("%s: step %d: got a wait of %d ms, %v, want %d", name, i, wait, err, s.wait)
		}
	}
}

func TestMovingWindow(t *testing.T) {
	two := []Rate{{Limit: config.Fixed("2"), Interval: "PT1S"}, {Limit: config.Fixed("3"), Interval: "PT1M"}}
	for _, c := range []struct {
		name  string
		rates []Rate
		steps []step
	}{
		{"a call leaves the window one millisecond after the interval", two[:1], []step{
			{at: 0}, {at: 400}, {at: 500, wait: 501}, {at: 1000, wait: 1}, {at: 1001}, {at: 1002, wait: 399},
		}},
		{"all rates hold, in whatever order", []Rate{two[1], two[0]}, []step{
			{at: 0}, {at: 0}, {at: 10, wait: 991}, {at: 1001}, {at: 3000, wait: 57001}, {at: 60001},
		}},
		{"a weight is so many calls", two[1:], []step{{at: 0, weight: 2}, {at: 5, weight: 2, wait: 59996}, {at: 5}}},
		{"no calls left fills the window", two[:1], []step{{at: 0}, {at: 100, told: &told{tellsLeft: true}}, {at: 200, wait: 801}, {at: 1001}, {at: 1002, wait: 99}}},
		{"calls that are left change nothing", two[:1], []step{{at: 0}, {at: 1, told: &told{left: 1, tellsLeft: true}}, {at: 2}}},
		{"nor does a window whose end is known", two[:1], []step{{at: 0}, {at: 1, told: &told{tellsLeft: true, resets: true, reset: 5}}, {at: 2}}},
		{"a clock that goes back", two[:1], []step{{at: 1000}, {at: 0}, {at: 1500, wait: 501}}},
	} {
		walk(t, c.name, windowOf(t, MovingWindowCallRatePolicy{Rates: c.rates}), c.steps)
	}
}

func TestMovingWindowForgets(t *testing.T) {
	w := windowOf(t, MovingWindowCallRatePolicy{Rates: []Rate{{Limit: config.Fixed("10"), Interval: "PT1S"}}}).(*movingWindow)
	for i := range instant(10_000) {
		if wait, err := w.take(i*200, 1); wait != 0 || err != nil {
			t.Fatalf("call %d waits %d ms, %v", i, wait, err)
		}
	}
	if len(w.calls) > 20 {
		t.Errorf("the window keeps %d calls of which 5 count", len(w.calls))
	}
}

func TestFixedWindow(t *testing.T) {
	hour := FixedWindowCallRatePolicy{Period: "PT1H", CallLimit: 2}
	const h = 3600 * second
	for _, c := range []struct {
		name  string
		steps []step
	}{
		{"the first call begins the period", []step{{at: 0}, {at: h - 1}, {at: h - 1, wait: 2}, {at: h, wait: 1}, {at: h + 1}, {at: h + 2}, {at: h + 3, wait: h - 2}}},
		{"after a pause a call begins the next one", []step{{at: 0}, {at: 9*h + 5}, {at: 9*h + 6}, {at: 9*h + 7, wait: h - 1}}},
		{"fewer calls are left", []step{{at: 0}, {at: 1, told: &told{tellsLeft: true}}, {at: 2, wait: h - 1}}},
		{"more calls are not", []step{{at: 0}, {at: 1, told: &told{left: 9, tellsLeft: true}}, {at: 2}, {at: 3, wait: h - 2}}},
		{"the end is told", []step{{at: 0}, {at: 1}, {at: 2, told: &told{resets: true, reset: 5000}}, {at: 3, wait: 4998}, {at: 5001}}},
		{"an end in the past begins a period", []step{{at: 0}, {at: 1}, {at: 2, told: &told{resets: true, reset: -9 * h}}, {at: 3}, {at: 4}, {at: 5, wait: h - 1}}},
	} {
		walk(t, c.name, windowOf(t, hour), c.steps)
	}
}

func TestPoliciesThatCannotBeOpened(t *testing.T) {
	rate := func(limit, interval string) Policy {
		return MovingWindowCallRatePolicy{Rates: []Rate{{Limit: config.Fixed(limit), Interval: interval}}}
	}
	for name, p := range map[string]Policy{
		"no rates":         MovingWindowCallRatePolicy{},
		"no limit":         rate("0", "PT1S"),
		"a limit of words": rate("five", "PT1S"),
		"no interval":      rate("5", "second"),
		"an empty one":     rate("5", "PT0S"),
		"a month":          rate("5", "P1M"),
		"no period":        FixedWindowCallRatePolicy{Period: "hour", CallLimit: 5},
		"no weight":        UnlimitedCallRatePolicy{Matchers: []HTTPRequestMatcher{{Weight: config.Fixed("0")}}},
		"no pattern":       UnlimitedCallRatePolicy{Matchers: []HTTPRequestMatcher{{URLPathPattern: "("}}},
	} {
		if _, err := p.open(); err == nil {
			t.Errorf("%s: the policy opens", name)
		}
	}
}

func TestWeightsThatNeverFit(t *testing.T) {
	for _, p := range []Policy{
		FixedWindowCallRatePolicy{Period: "PT1H", CallLimit: 2},
		MovingWindowCallRatePolicy{Rates: []Rate{{Limit: config.Fixed("9"), Interval: "PT1S"}, {Limit: config.Fixed("2"), Interval: "PT2S"}}},
	} {
		if _, err := windowOf(t, p).take(0, 3); err == nil {
			t.Errorf("%T: a request of weight 3 waits for room that never comes", p)
		}
	}
}

func TestMatchers(t *testing.T) {
	request := func(url string) target {
		r := targetOf(outgoing("GET", url))
		return r
	}
	for _, c := range []struct {
		name string
		m    HTTPRequestMatcher
		url  string
		want bool
	}{
		{"nothing asked for", HTTPRequestMatcher{}, "https://a.example/x", true},
		{"a method in small letters", HTTPRequestMatcher{Method: "get"}, "https://a.example/x", true},
		{"another method", HTTPRequestMatcher{Method: "POST"}, "https://a.example/x", false},
		{"the base with a slash", HTTPRequestMatcher{URLBase: "https://a.example/"}, "https://a.example/x", true},
		{"the base with a path", HTTPRequestMatcher{URLBase: "https://a.example/x"}, "https://a.example/x", false},
		{"another port", HTTPRequestMatcher{URLBase: "https://a.example"}, "https://a.example:8443/x", false},
		{"a part of the path", HTTPRequestMatcher{URLPathPattern: "v[12]/it"}, "https://a.example/v1/items?x=/no", true},
		{"the path without its last slash", HTTPRequestMatcher{URLPathPattern: "items$"}, "https://a.example/items/", true},
		{"the query is no path", HTTPRequestMatcher{URLPathPattern: "no"}, "https://a.example/items?x=/no#no", false},
		{"a look-ahead", HTTPRequestMatcher{URLPathPattern: "^/(?!status)"}, "https://a.example/status", false},
		{"a parameter", HTTPRequestMatcher{Params: Pairs{{"a b", "1&2"}}}, "https://a.example/x?a+b=1%262&c=3", true},
		{"the last of a name", HTTPRequestMatcher{Params: Pairs{{"a", "1"}}}, "https://a.example/x?a=1&a=2", false},
		{"an empty parameter is none", HTTPRequestMatcher{Params: Pairs{{"a", ""}}}, "https://a.example/x?a=", false},
		{"a header", HTTPRequestMatcher{Headers: Pairs{{"x-kind", "a"}}}, "https://a.example/x", true},
		{"another header", HTTPRequestMatcher{Headers: Pairs{{"X-Kind", "b"}}}, "https://a.example/x", false},
	} {
		m, err := c.m.open()
		if err != nil {
			t.Fatal(err)
		}
		if got, err := m.matches(request(c.url)); got != c.want || err != nil {
			t.Errorf("%s: got %v, %v", c.name, got, err)
		}
	}
}
