package cursor

import (
	"context"
	"fmt"
	"iter"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// unpartitioned follows a reading of a stream without a router: one cursor,
// whose state goes out after each window.
type unpartitioned struct{ windows *windows }

// Slices makes a slice of each window.
func (u *unpartitioned) Slices(ctx context.Context) iter.Seq2[*stream.Slice, error] {
	u.windows.of.logTo(stream.Log(ctx))
	return func(yield func(*stream.Slice, error) bool) {
		for v, err := range u.windows.slices() {
			if err != nil {
				yield(nil, err)
				return
			}
			slice := stream.NewSlice(value.Value{}, v.cursorSlice(), value.Value{})
			slice.Window = v
			if !yield(slice, nil) {
				return
			}
		}
	}
}

// Observe looks at the cursor field of a record.
func (u *unpartitioned) Observe(r *stream.Record) {
	if v, ok := r.Slice.Window.(*window); ok {
		v.observe(r.Data)
	}
}

// Close notes that a window was read.
func (u *unpartitioned) Close(_ context.Context, slice *stream.Slice) ([]byte, error) {
	v, ok := slice.Window.(*window)
	if !ok {
		return nil, fmt.Errorf("closing a slice that the cursor of %s did not make", u.windows.of.stream)
	}
	if err := u.windows.close(v); err != nil {
		return nil, err
	}
	return u.json(), nil
}

// State is {cursor field: value}.
func (u *unpartitioned) State() value.Value { return u.windows.state() }

// End is the state once more, whatever happened.
func (u *unpartitioned) End(context.Context, bool) []byte { return u.json() }

func (u *unpartitioned) json() []byte { return u.windows.state().AppendJSON(nil) }
