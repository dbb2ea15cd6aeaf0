package cursor

import (
	"time"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// The members of a state as the reference keeps it while it runs, which some connectors have written.
const (
	stateTypeKey = "state_type"
	slicesKey    = "slices"
	legacyKey    = "legacy" // the members that the state had besides
	startKey     = "start"
	endKey       = "end"
	recentKey    = "most_recent_cursor_value"
)

// concurrentSlices are the intervals of a state of the concurrent form; false for another form.
func concurrentSlices(state value.Value) (slices value.Value, concurrent bool) {
	kind, _ := state.Get(stateTypeKey)
	name, _ := kind.AsString()
	if name != "date-range" && name != "integer" {
		return value.Value{}, false
	}
	slices, _ = state.Get(slicesKey)
	return slices, true
}

// restore takes over the intervals of a concurrent state. Where there are none, the reference fails; we start anew.
func (w *windows) restore(slices value.Value) error {
	b := w.of
	w.known, _ = w.known.Get(legacyKey)
	w.low = b.start
	for i := range slices.Len() {
		next, err := b.interval(slices.At(i))
		if err != nil {
			return err
		}
		if i == 0 {
			w.low = next.end
			if !next.recent.IsZero() {
				w.low = next.recent
			}
		}
		w.read = w.read.insert(next, b.granularity)
	}
	if len(w.read) == 0 {
		w.read = intervals{{start: b.start, end: b.start, recent: b.start}}
	}
	return nil
}

// missing is Python's error for a key that is not there.
func missing(key string) error {
	return &value.Error{Class: value.KeyError, Message: "'" + key + "'"}
}

// interval reads one member of the slices.
func (b *bounds) interval(from value.Value) (next interval, err error) {
	for _, part := range []struct {
		key string
		at  *time.Time
	}{{startKey, &next.start}, {endKey, &next.end}, {recentKey, &next.recent}} {
		v, ok := from.Get(part.key)
		if !ok && part.key == recentKey {
			continue
		}
		if !ok {
			return next, missing(part.key)
		}
		if *part.at, err = b.parse(v); err != nil {
			return next, err
		}
	}
	return next, nil
}
