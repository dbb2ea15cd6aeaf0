package retrieve

import (
	"context"
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// PaginationReset is what happens when the pages of a slice begin again, which
// an error handler can ask for (PaginationReset). Records that were read before
// are read once more.
type PaginationReset struct {
	// SplitUsingCursor goes on with what is left of the slice behind the newest record, where the slice has a
	// window of a cursor; without it, the same slice is read once more, and only once.
	SplitUsingCursor bool
	// NumberOfRecords begins the pages again after the page with so many records, 0 for never.
	NumberOfRecords int
}

// tracker follows the reading of one slice.
type tracker struct {
	limit   int
	records int           // since the pages began
	rest    stream.Rest   // nil where the slice is read as it is
	slice   *stream.Slice // as it is
	same    int           // resets that changed nothing
}

func (p *PaginationReset) follow(slice *stream.Slice) tracker {
	t := tracker{slice: slice}
	if p == nil {
		return t
	}
	t.limit = p.NumberOfRecords
	if window, ok := slice.Window.(stream.Divisible); ok && p.SplitUsingCursor {
		t.rest = window.Rest()
	}
	return t
}

// observe sees each record of the slice.
func (t *tracker) observe(record value.Value) {
	t.records++
	if t.rest != nil {
		t.rest.Observe(record)
	}
}

// full says that the limit is reached.
func (t *tracker) full() bool { return t.limit > 0 && t.records >= t.limit }

// reset is the slice to read from its first page on, after one that may be a
// part of the whole already. Without a cursor the same slice may come once; what
// a cursor cannot make smaller would never end.
func (t *tracker) reset(ctx context.Context, read *stream.Slice) (*stream.Slice, error) {
	next, allowed := read, 2
	if t.rest != nil {
		allowed = 1
		next = t.rest.Of(ctx, t.slice)
	}
	t.records = 0
	if !next.Value().Eq(read.Value()).Truthy() {
		t.same = 0
	} else if t.same++; t.same >= allowed {
		return nil, &stream.Error{
			Internal:    fmt.Sprintf("There were %d attempts with the same slice already while the max allowed is %d", t.same, allowed),
			FailureType: stream.SystemError,
		}
	}
	stream.Log(ctx).Infof("the pages begin again, for the slice %s after %s", next.Repr(), read.Repr())
	return next, nil
}
