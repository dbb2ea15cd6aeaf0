package limit

import (
	"time"

	"github.com/lowcode-dev/lowcode/runtime/timefmt"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// FixedWindowCallRatePolicy allows so many calls in each period (FixedWindowCallRatePolicy).
// The first period begins with the first call; responses may say when one ends.
type FixedWindowCallRatePolicy struct {
	Period    string // a duration of ISO 8601
	CallLimit int
	Matchers  []HTTPRequestMatcher // the requests that count, all when empty
}

func (f FixedWindowCallRatePolicy) open() (*policy, error) {
	period, err := timefmt.ParseDuration(f.Period)
	if err != nil {
		return nil, err
	}
	return newPolicy("fixed window", f.Matchers, &fixedWindow{period: period, limit: f.CallLimit})
}

// fixedWindow is where a policy is in its period.
type fixedWindow struct {
	period timefmt.Duration
	limit  int
	calls  int
	next   instant // when the period ends, 0 before the first call
}

func (w *fixedWindow) take(now instant, weight int) (wait instant, err error) {
	if weight > w.limit {
		return 0, &value.Error{Class: value.ValueError, Message: "Weight can not exceed the call limit"}
	}
	if err := w.roll(now); err != nil {
		return 0, err
	}
	if w.calls+weight > w.limit {
		return w.next - now + millisecond, nil
	}
	w.calls += weight
	return 0, nil
}

// roll begins a new period when the last one is over: where that ended, or now
// if a whole period went by without a call.
func (w *fixedWindow) roll(now instant) error {
	if w.next != 0 && now <= w.next {
		return nil
	}
	w.calls = 0
	next, err := w.after(w.next)
	if w.next == 0 || err == nil && next < now {
		next, err = w.after(now)
	}
	w.next = next
	return err
}

func (w *fixedWindow) after(at instant) (instant, error) {
	end, err := w.period.AddTo(time.UnixMilli(int64(at)).UTC())
	return instant(end.UnixMilli()), err
}

// update only ever lowers the calls that are left, so that a limit below the
// API's own holds, and takes over when the period ends.
func (w *fixedWindow) update(now instant, t told) {
	if err := w.roll(now); err != nil { // take has reported it
		return
	}
	if t.tellsLeft && w.limit-w.calls > t.left {
		w.calls = w.limit - t.left
	}
	if t.resets {
		w.next = t.reset
	}
}
