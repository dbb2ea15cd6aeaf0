package cursor

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// perPartition follows a reading of a stream with a router: each partition has a
// cursor of its own, or all of them share a global one (global_substream_cursor).
//
// Slices runs in one goroutine, Observe in those of the workers, Close and End
// one at a time in any. The lock is never held while partitions are generated,
// which may send requests.
type perPartition struct {
	stream     *stream.Stream
	declared   DatetimeBased
	partitions stream.Partitions
	log        stream.Logger // these three are set before the first slice goes out
	began      time.Time
	bounds     *bounds
	unparsable atomic.Bool // a record's cursor value could not be read, and a warning said so

	mu         sync.Mutex // guards what follows
	global     bool       // the partitions share one cursor
	cursors    cursors
	parents    parentStates
	before     maximum // the global cursor that the reading goes on from
	newest     maximum // the global cursor as the records move it, for the next reading
	observed   bool    // a record with a cursor value was read
	lookback   int64   // seconds that a new partition starts before the global cursor
	throttle   throttle
	abandoned  []byte // the state as it was when the partitions began to share a cursor
	duplicated bool   // a partition came twice, and a warning said so
	open       int    // slices that went out and were not closed
	fruitless  bool   // the generation failed, and the parents' state covers nothing that was lost with it
}

// newPerPartition starts to follow a reading that goes on from state. The
// declaration is only evaluated when a cursor is needed, as in the reference:
// for the state, or for the first partition.
func newPerPartition(d DatetimeBased, s *stream.Stream, state value.Value) (stream.SliceObserver, error) {
	c := &perPartition{
		stream:   s,
		declared: d,
		global:   d.GlobalSubstreamCursor || s.ForcesGlobalCursor(),
		cursors:  newCursors(),
	}
	if err := c.restore(state); err != nil {
		return nil, err
	}
	var err error
	if c.partitions, err = s.Retriever.Partitions(state); err != nil {
		return nil, err
	}
	return c, nil
}

// evaluate opens the declaration once.
func (c *perPartition) evaluate() error {
	if c.bounds != nil {
		return nil
	}
	b, err := c.declared.open(c.stream)
	if err != nil {
		return err
	}
	b.logTo(c.log)
	c.bounds = b
	return nil
}

// Observe looks at the cursor field of a record. A record without one is not
// looked at, and one whose value cannot be read gives a warning, but both are synced.
func (c *perPartition) Observe(r *stream.Record) {
	v, ok := r.Slice.Window.(*partitionWindow)
	if !ok {
		return
	}
	field, ok := r.Data.Get(c.bounds.field)
	if !ok || field.IsNull() {
		return
	}
	at, err := c.bounds.parse(field)
	switch {
	case err == nil:
		v.observe(at)
	case isClass(err, value.ValueError):
		if c.unparsable.CompareAndSwap(false, true) {
			c.log.Warnf("Skipping cursor update for stream '%s': failed to parse cursor field '%s' value %s: %s",
				c.stream.Name, c.bounds.field, field.Repr(), stream.TextOf(err))
		}
	case v.err == nil:
		v.err = err
	}
}

// Close notes that a slice was read, and gives a state when it is time for one.
func (c *perPartition) Close(_ context.Context, slice *stream.Slice) ([]byte, error) {
	v, ok := slice.Window.(*partitionWindow)
	if !ok {
		return nil, fmt.Errorf("closing a slice that the cursor of %s did not make", c.stream.Name)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.settle(v); err != nil {
		return nil, err
	}
	return c.checkpoint(time.Now()), nil
}

// settle moves the cursors to what was read, and forgets a partition that is done.
func (c *perPartition) settle(v *partitionWindow) error {
	if v.err != nil {
		return v.err
	}
	p := v.partition
	if !c.global {
		if err := p.windows.close(v.window); err != nil {
			return err
		}
	}
	if v.seen.known {
		c.observed = true
		c.newest.raise(v.seen.text)
	}
	p.open--
	c.open--
	if !p.done() {
		return nil
	}
	if !c.global {
		c.newest.raise(p.windows.value())
	}
	c.parents.leave(p.cohort)
	p.cohort = nil
	if c.global {
		p.windows = nil
	}
	return nil
}

// checkpoint is the state, or nil while the last one is recent. Partitions that
// share a cursor have nothing new to say before the end, except about their
// parents: the first state is kept back then. Later ones go out as they were, for
// the reference is silent to the end, and platforms take a silent connector for a dead one.
func (c *perPartition) checkpoint(now time.Time) []byte {
	first, due := c.throttle.ask(now)
	switch {
	case !due:
		return nil
	case !c.global || c.parents.known.Truthy():
		return c.json()
	case first:
		return nil
	case c.abandoned != nil:
		return c.abandoned
	}
	return c.json()
}

// End is the last state. Only a reading without any failure moves the global
// cursor and the parents: what failed must be found again by the next one. The
// reference moves both when parents failed but no partition did, and so loses
// the partitions that did not come.
func (c *perPartition) End(_ context.Context, complete bool) []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	if complete && c.observed {
		c.before = c.newest
		c.lookback = int64((time.Since(c.began) + time.Second - 1) / time.Second)
	}
	if complete || c.fruitless && c.open == 0 && !c.parents.known.Truthy() {
		c.parents.known = c.partitions.ParentState()
	}
	return c.json()
}

// A maximum is the newest value of the cursor field, as a state has it. The
// reference compares the texts, also where their order is not that of time.
type maximum struct {
	text  string
	known bool
}

func (m *maximum) raise(text string) {
	if !m.known || m.text < text {
		*m = maximum{text, true}
	}
}
