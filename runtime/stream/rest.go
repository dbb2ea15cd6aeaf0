package stream

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/timefmt"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Divisible is a Window of which a rest can be read (PaginationReset with SPLIT_USING_CURSOR).
type Divisible interface {
	// Rest starts to follow one reading of the window.
	Rest() Rest
}

// A Rest is what is left of a window behind the records that were read. One worker reads it.
type Rest interface {
	Observe(record value.Value)
	// Of is the slice, which has the window, from the newest record on; the slice itself when there was none.
	Of(ctx context.Context, slice *Slice) *Slice
}

// Splittable is a Window that can be read in halves (RequestWindowSplitting).
type Splittable interface {
	// Split is what to read in the place of the slice, which has the window: its two halves, or nothing when they
	// would be no windows of the cursor any more, or when the window is no longer than least, 0 for any.
	Split(slice *Slice, least timefmt.Delta) ([]*Slice, error)
}
