package stream

import (
	"context"
	"runtime/debug"
	"sync/atomic"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A guarded observer fails its stream instead of the process when it panics,
// and is asked nothing from then on: what it knows may be half of a change, and
// a state made of that could cover records that were never read.
type guarded struct {
	observer SliceObserver
	opening  error // why there is no observer
	broken   atomic.Bool

	// last is the state that a next reading can start from, whatever happens: of
	// the start, or what was written last. It is used by who may close a slice.
	last []byte
}

// guard starts to observe s. Of a panic, or of a stub in custom.go, only this stream hears, when its turn
// comes; an error says that the state cannot be used and fails the command, as in the reference.
func guard(s *Stream, state value.Value) (*guarded, error) {
	g := &guarded{last: []byte("{}")}
	if state.Kind() != value.KindUndefined {
		g.last = state.AppendJSON(nil)
	}
	var err error
	func() {
		defer g.recovered(&g.opening)
		g.observer, err = s.Observe(state)
	}()
	if IsUnimplemented(err) {
		g.opening, err = err, nil
		g.broken.Store(true)
	}
	return g, err
}

// recovered is Recovered for what the observer does.
func (g *guarded) recovered(err *error) {
	if thrown := recover(); thrown != nil {
		*err = &Panic{Value: thrown, Stack: debug.Stack()}
		g.broken.Store(true)
	}
}

// each gives the slices to use, whose error ends the generation.
func (g *guarded) each(ctx context.Context, use func(*Slice) error) (err error) {
	defer g.recovered(&err)
	if g.opening != nil {
		return g.opening
	}
	for slice, err := range g.observer.Slices(ctx) {
		if err == nil {
			err = use(slice)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (g *guarded) observe(r *Record) (err error) {
	defer g.recovered(&err)
	if !g.broken.Load() {
		g.observer.Observe(r)
	}
	return nil
}

// close closes a slice. The state is nil when there is nothing to write.
func (g *guarded) close(ctx context.Context, slice *Slice) (state []byte, err error) {
	defer g.recovered(&err)
	if g.broken.Load() {
		return nil, nil
	}
	state, err = g.observer.Close(ctx, slice)
	if err == nil && state != nil {
		g.last = state
	}
	return state, err
}

// end is the last state. An observer that is broken, or breaks now, has none:
// then it is the state that was written last, or that of the start.
func (g *guarded) end(ctx context.Context, complete bool) (state []byte, err error) {
	state = g.last
	defer g.recovered(&err)
	if g.broken.Load() {
		return state, nil
	}
	if last := g.observer.End(ctx, complete); last != nil {
		state = last
	}
	return state, nil
}
