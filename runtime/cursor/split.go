package cursor

import (
	"errors"
	"iter"
	"slices"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// slices generates the windows to read, oldest first: what lies between the
// stretches that were read, and what comes after the last one.
func (w *windows) slices() iter.Seq2[*window, error] {
	return func(yield func(*window, error) bool) {
		if err := w.generate(slices.Clone(w.read), yield); err != nil && err != errStopped {
			yield(nil, err)
		}
	}
}

func (w *windows) generate(read intervals, yield func(*window, error) bool) error {
	b := w.of
	s := splitter{windows: w, yield: yield}
	if b.start.Before(read[0].start) {
		if err := s.split(b.start, read[0].start, false); err != nil {
			return err
		}
	}
	for i, next := range read[1:] {
		from, err := add(read[i].end, b.granularity)
		if err != nil {
			return err
		}
		if err := s.split(from, next.start, false); err != nil {
			return err
		}
	}
	from, err := subtract(read[len(read)-1].end, b.lookback)
	if err != nil {
		return err
	}
	end, err := b.end()
	if err != nil {
		return err
	}
	return s.split(from, end, true)
}

// A splitter divides ranges into windows.
type splitter struct {
	windows *windows
	yield   func(*window, error) bool
}

// split divides the range from lower to upper. last says that it ends with the
// present: its last window includes upper, while others leave it to the stretch that follows.
func (s splitter) split(lower, upper time.Time, last bool) error {
	b := s.windows.of
	if lower.After(upper) || lower.Equal(upper) && isZero(b.granularity) || upper.Before(b.start) {
		return nil
	}
	lower, err := b.clamp.up(later(lower, b.start))
	if err != nil {
		return err
	}
	if lower.After(upper) || lower.Equal(upper) && (b.of.IsCompareStrictly || !last) {
		return nil
	}
	if isZero(b.step) && !b.unlimited || b.unlimited && last { // the last range ends where a window without end does
		return s.whole(lower, upper, last)
	}
	next, err := s.next(lower)
	if err != nil {
		return err
	}
	if !next.Before(upper) {
		return s.whole(lower, upper, last)
	}
	return s.steps(lower, upper, last)
}

// whole makes a single window of a range.
func (s splitter) whole(lower, upper time.Time, last bool) (err error) {
	b := s.windows.of
	if !last || isZero(b.granularity) {
		if upper, err = b.clamp.up(upper); err != nil {
			return err
		}
	}
	if !last {
		if upper, err = subtract(upper, b.granularity); err != nil {
			return err
		}
	}
	return s.emit(lower, upper)
}

// steps makes windows of a step each. A month later is reckoned from where the
// window before ended, so that a 31st is lost for good.
func (s splitter) steps(lower, upper time.Time, last bool) error {
	b := s.windows.of
	for ended := false; !ended; {
		next, err := s.boundary(lower, upper)
		if err != nil {
			return err
		}
		start, err := b.clamp.up(lower)
		if err != nil || !start.Before(next) {
			return err
		}
		ended = next.Equal(upper)
		end := next
		if !last || !ended {
			if end, err = subtract(next, b.granularity); err != nil {
				return err
			}
		}
		if err := s.emit(start, end); err != nil {
			return err
		}
		lower = next
	}
	return nil
}

// boundary is where the window from lower ends, which may be past upper when it is clamped.
func (s splitter) boundary(lower, upper time.Time) (time.Time, error) {
	next, err := s.next(lower)
	if err != nil {
		return next, err
	}
	if next.After(upper) {
		next = upper
	}
	if next.Equal(upper) {
		return next, nil
	}
	return s.windows.of.clamp.up(next)
}

// next is a step after t. Where there is no step, or none that the calendar has, it is the end of all windows.
func (s splitter) next(t time.Time) (time.Time, error) {
	b := s.windows.of
	if b.unlimited {
		return b.end()
	}
	next, err := add(t, b.step)
	if isClass(err, value.OverflowError) {
		return b.end()
	}
	return next, err
}

// errStopped ends a generation whose reader wants no more.
var errStopped = errors.New("no more windows are wanted")

func (s splitter) emit(start, end time.Time) error {
	if !s.yield(s.windows.window(start, end), nil) {
		return errStopped
	}
	return nil
}
