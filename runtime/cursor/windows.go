package cursor

import (
	"sync/atomic"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// windows is one cursor: that of a stream, or of one partition.
type windows struct {
	of     *bounds
	low    time.Time   // the oldest value that the state has not covered, before lookback
	read   intervals   // what was read, in this run or earlier
	known  value.Value // the members of the state, of which the cursor changes only its own
	warned atomic.Bool // of a record without a cursor value
}

// windows starts a cursor from a state: {field: value}, the form that a concurrent
// cursor of the reference may leave behind, or Undefined for none.
func (b *bounds) windows(state value.Value) (*windows, error) {
	w := &windows{of: b, known: state}
	if slices, concurrent := concurrentSlices(state); concurrent {
		return w, w.restore(slices)
	}
	from := b.start
	if v, ok := state.Get(b.field); ok {
		at, err := b.parse(v)
		if err != nil {
			return nil, err
		}
		if !at.Before(from) {
			from = at
		}
	}
	w.low = from
	w.read = intervals{{start: b.start, end: from, recent: from}}
	return w, nil
}

// close notes that a window was read.
func (w *windows) close(v *window) error {
	if v.err != nil {
		return v.err
	}
	w.read = w.read.insert(interval{v.start, v.end, v.newest}, w.of.granularity)
	return nil
}

// value is the cursor's value as a state has it. It stays at the first stretch
// that was read without a gap, so that what lies in a gap is read again.
func (w *windows) value() string { return w.of.format(w.read[0].mark()) }

// state is {field: value} and what else the incoming state held.
func (w *windows) state() value.Value {
	state := value.DictOf()
	for key, v := range w.known.All() {
		state.SetKey(key, v)
	}
	state.Set(w.of.field, value.Str(w.value()))
	return state
}

// oldest is the lowest value of a record to sync: the state less the lookback,
// but not less than the configured start, or than the state where that is older still.
func (w *windows) oldest() time.Time {
	from, err := subtract(w.low, w.of.lookback)
	if err != nil || isZero(w.of.lookback) {
		return w.low
	}
	floor := w.of.start
	if w.low.Before(floor) {
		floor = w.low
	}
	return later(from, floor)
}

// warn says once that a record has no cursor value.
func (w *windows) warn() {
	if w.warned.CompareAndSwap(false, true) {
		warnMissing(w.of.log, w.of.field, w.of.stream)
	}
}

func warnMissing(log stream.Logger, field, name string) {
	log.Warnf("Could not find cursor field `%s` in record for stream %s. The incremental sync will assume it needs to be synced", field, name)
}
