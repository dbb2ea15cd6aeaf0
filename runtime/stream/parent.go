package stream

import (
	"context"
	"iter"
)

// ReadParent reads s for a child: its records are not emitted but followed.
// follow gets each slice of the parent and a function that reads it; an error
// ends the reading. As in the reference, the next slice is made before one is
// read, and when that fails, neither is read. The observer, which comes from
// Observe, is only asked for slices: what it sees of records is the caller's.
func ReadParent(
	ctx context.Context, s *Stream, observer SliceObserver,
	follow func(slice *Slice, last bool, read func(emit func(*Record) error) error) error,
) error {
	ctx = WithJobPlaces(With(ctx, s), NewJobPlaces(1))
	next, stop := iter.Pull2(observer.Slices(ctx))
	defer stop()
	current, err, more := next()
	for more && err == nil {
		var following *Slice
		following, err, more = next()
		if more && err != nil {
			return err
		}
		slice := current
		if err := follow(slice, !more, func(emit func(*Record) error) error {
			return s.read(ctx, slice, emit)
		}); err != nil {
			return err
		}
		current = following
	}
	return err
}
