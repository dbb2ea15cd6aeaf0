package cursor

import (
	"time"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// StateTime is the time that a state has reached: of a stream of partitions, that of
// its global cursor. A state without such a time, or with one that cannot be read, has none.
func (d DatetimeBased) StateTime(s *stream.Stream, state value.Value) (at time.Time, ok bool) {
	b, err := d.open(s)
	if err != nil {
		return at, false
	}
	if s.Retriever.Partitioned() {
		state, _ = state.Get("state")
	}
	v := b.reached(state)
	if !v.Truthy() {
		return at, false
	}
	at, err = b.parse(v)
	return at, err == nil
}

// reached is the cursor value of a state: in the concurrent form, of its first interval.
func (b *bounds) reached(state value.Value) value.Value {
	slices, concurrent := concurrentSlices(state)
	if !concurrent {
		v, _ := state.Get(b.field)
		return v
	}
	if slices.Len() == 0 {
		return value.Value{}
	}
	first := slices.At(0)
	if recent, _ := first.Get(recentKey); recent.Truthy() {
		return recent
	}
	end, _ := first.Get(endKey)
	return end
}
