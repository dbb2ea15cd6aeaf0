package cursor

import (
	"context"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// rest is what is left of a window behind the records that one reading of it saw.
type rest struct {
	of       *window
	newest   time.Time // the zero time for none
	shuffled bool      // a record was older than one before it
}

// Rest starts to follow a reading.
func (v *window) Rest() stream.Rest { return &rest{of: v} }

// Observe looks at a record that was read.
func (r *rest) Observe(record value.Value) {
	at, known := r.of.valueOf(record)
	switch {
	case !known:
	case r.newest.IsZero() || at.After(r.newest):
		r.newest = at
	case at.Before(r.newest):
		r.shuffled = true
	}
}

// Of is the slice from the newest record on. As in the reference, the end stays as it is.
func (r *rest) Of(ctx context.Context, slice *stream.Slice) *stream.Slice {
	b := r.of.of.of
	if r.shuffled {
		stream.Log(ctx).Warnf("Stream %s: records do not come in the order of their cursor, so that reading on behind the newest may miss some.", b.stream)
	}
	if r.newest.IsZero() {
		return slice
	}
	left := stream.NewSlice(slice.Partition, value.DictOf(
		b.startKey, value.Str(b.format(r.newest)),
		b.endKey, slice.CursorSlice.Index(b.endKey),
	), slice.ExtraFields)
	left.Window = slice.Window
	return left
}
