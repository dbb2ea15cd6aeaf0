package limit

import (
	"cmp"
	"fmt"
	"slices"
	"sort"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/timefmt"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// MovingWindowCallRatePolicy allows so many calls in any stretch of time (MovingWindowCallRatePolicy).
type MovingWindowCallRatePolicy struct {
	Rates    []Rate
	Matchers []HTTPRequestMatcher // the requests that count, all when empty
}

// Rate is so many calls in an interval, a duration of ISO 8601 without months and years (Rate).
type Rate struct {
	Limit    config.Template
	Interval string
}

func (m MovingWindowCallRatePolicy) open() (*policy, error) {
	if len(m.Rates) == 0 {
		return nil, &value.Error{Class: value.ValueError, Message: "The list of rates can not be empty"}
	}
	w := &movingWindow{}
	for _, declared := range m.Rates {
		r, err := declared.open()
		if err != nil {
			return nil, err
		}
		w.rates = append(w.rates, r)
	}
	slices.SortStableFunc(w.rates, func(a, b rate) int { return cmp.Compare(a.interval, b.interval) })
	return newPolicy("moving window", m.Matchers, w)
}

func (r Rate) open() (rate, error) {
	limit, err := whole(r.Limit)
	if err != nil {
		return rate{}, err
	}
	interval, err := timefmt.ParseDuration(r.Interval)
	if err != nil {
		return rate{}, err
	}
	out := rate{limit: limit, interval: instant(interval.Delta / (timefmt.Second / 1000))}
	switch {
	case !interval.IsDelta() || out.interval <= 0:
		return out, &value.Error{Class: value.ValueError, Message: fmt.Sprintf("the interval of a rate must be a positive time without months and years: %s", r.Interval)}
	case limit < 1:
		return out, &value.Error{Class: value.ValueError, Message: fmt.Sprintf("the limit of a rate must be at least 1, got %d", limit)}
	}
	return out, nil
}

// rate is a Rate that was evaluated.
type rate struct {
	limit    int
	interval instant
}

// movingWindow is the calls of the longest interval, in the order of time.
type movingWindow struct {
	rates []rate // the shortest interval first
	calls []call
	gone  int // the sum of the calls that were forgotten
}

// A call is a request that was counted.
type call struct {
	at  instant
	sum int // of the weights up to it
}

// total is the sum of all weights.
func (w *movingWindow) total() int {
	if n := len(w.calls); n > 0 {
		return w.calls[n-1].sum
	}
	return w.gone
}

// before is the sum of the weights of the calls older than at.
func (w *movingWindow) before(at instant) int {
	i := sort.Search(len(w.calls), func(i int) bool { return w.calls[i].at >= at })
	if i == 0 {
		return w.gone
	}
	return w.calls[i-1].sum
}

func (w *movingWindow) take(now instant, weight int) (wait instant, err error) {
	lowest := w.rates[0].limit
	for _, r := range w.rates {
		lowest = min(lowest, r.limit)
	}
	if weight > lowest {
		return 0, &value.Error{Class: value.ValueError, Message: fmt.Sprintf(
			"Weight can not exceed the lowest configured rate limit (%d)", lowest)}
	}
	for _, r := range w.rates {
		wait = max(wait, w.wait(now, r, weight))
	}
	if wait == 0 {
		w.put(now, weight)
	}
	return wait, nil
}

// wait is how long until so many calls of a rate are free.
func (w *movingWindow) wait(now instant, r rate, weight int) instant {
	over := w.total() - w.before(now-r.interval) + weight - r.limit
	if over <= 0 {
		return 0
	}
	// The youngest of the calls that must leave the window.
	must := w.before(now-r.interval) + over
	i := sort.Search(len(w.calls), func(i int) bool { return w.calls[i].sum >= must })
	return w.calls[i].at + r.interval - now + millisecond
}

// put counts a call and forgets those that no rate looks at any more.
func (w *movingWindow) put(now instant, weight int) {
	oldest := now - w.rates[len(w.rates)-1].interval
	old := sort.Search(len(w.calls), func(i int) bool { return w.calls[i].at >= oldest })
	if old > len(w.calls)/2 {
		w.gone = w.calls[old-1].sum
		w.calls = append(w.calls[:0], w.calls[old:]...)
	}
	w.calls = append(w.calls, call{max(now, w.latest()), w.total() + weight})
}

// latest is the time of the last call: a clock that was set back does not disturb the order.
func (w *movingWindow) latest() instant {
	if n := len(w.calls); n > 0 {
		return w.calls[n-1].at
	}
	return 0
}

// update knows one thing to do: when no calls are left and the API does not say
// until when, the strictest rate is full.
func (w *movingWindow) update(now instant, t told) {
	if !t.tellsLeft || t.left != 0 || t.resets {
		return
	}
	free := w.rates[0].limit
	for _, r := range w.rates {
		free = min(free, r.limit-(w.total()-w.before(now-r.interval)))
	}
	if free > 0 {
		w.put(now, free)
	}
}
