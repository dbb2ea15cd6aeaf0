package stream

import (
	"context"
	"iter"

	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A SliceObserver follows one reading of a stream and knows the state to write.
// The engine calls it from several workers.
type SliceObserver interface {
	// Slices generates what is to be read: the partitions of the stream, divided into windows of its cursor.
	Slices(ctx context.Context) iter.Seq2[*Slice, error]
	// Observe sees each record after it was taken for the output; it keeps nothing of it.
	Observe(r *Record)
	// Close ends a slice whose records were all sent. A state that comes back is
	// written next; the engine closes the slices of a stream one at a time.
	Close(ctx context.Context, slice *Slice) (state []byte, err error)
	// State is the state as it is now, for a stream whose child keeps it (parent_state).
	State() value.Value
	// End is the last state of the reading; complete says that nothing failed.
	End(ctx context.Context, complete bool) []byte
}

// A Window is what the cursor that made a slice knows of its requests and records.
type Window interface {
	// Inject adds the bounds of the slice (start_time_option, end_time_option).
	Inject(slice *Slice, options *request.Options) error
	// Contains says that the record is one to sync: not older than the state, not after the end.
	Contains(record value.Value) bool
	// IsDataFeed says that the pagination ends with a page whose last record is not to be synced.
	IsDataFeed() bool
	// IsClientSideIncremental says that the selector drops the records that are not to be synced.
	IsClientSideIncremental() bool
}

// NoCursorKey stands alone in the state of a stream that is read anew each time.
const NoCursorKey = "__ab_no_cursor_state_message"

// fullRefresh observes a stream without a cursor.
type fullRefresh struct{ partitions Partitions }

func (f fullRefresh) Slices(ctx context.Context) iter.Seq2[*Slice, error] {
	return f.partitions.Slices(ctx)
}

func (fullRefresh) Observe(*Record) {}

func (fullRefresh) Close(context.Context, *Slice) ([]byte, error) { return nil, nil }

func (fullRefresh) State() value.Value { return value.DictOf(value.Str(NoCursorKey), value.True) }

func (fullRefresh) End(context.Context, bool) []byte { return []byte(`{"` + NoCursorKey + `":true}`) }
