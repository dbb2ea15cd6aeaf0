package stream

import (
	"context"
	"iter"
)

// A SliceObserver follows one reading of a stream and knows the state to write.
// The engine calls it from several workers.
type SliceObserver interface {
	// Slices divides the partitions of the router into slices to read.
	Slices(ctx context.Context, partitions iter.Seq2[*Slice, error]) iter.Seq2[*Slice, error]
	// Observe sees each record after it was taken for the output; it keeps nothing of it.
	Observe(r *Record)
	// Close ends a slice whose records were all sent. A state that comes back is
	// written next; the engine closes the slices of a stream one at a time.
	Close(ctx context.Context, slice *Slice) (state []byte, err error)
	// End is the last state of the reading; complete says that nothing failed.
	End(ctx context.Context, complete bool) []byte
}

// noCursorState is the state of a stream that is read anew each time.
const noCursorState = `{"__ab_no_cursor_state_message":true}`

// fullRefresh observes a stream without a cursor.
type fullRefresh struct{}

func (fullRefresh) Slices(_ context.Context, partitions iter.Seq2[*Slice, error]) iter.Seq2[*Slice, error] {
	return partitions
}

func (fullRefresh) Observe(*Record) {}

func (fullRefresh) Close(context.Context, *Slice) ([]byte, error) { return nil, nil }

func (fullRefresh) End(context.Context, bool) []byte { return []byte(noCursorState) }
