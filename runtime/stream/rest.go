package stream

import (
	"context"

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
