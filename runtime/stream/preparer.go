package stream

import (
	"context"
	"iter"
)

// A Preparer is a retriever that has work to do before a slice can be read: an
// AsyncRetriever's jobs. It does it while the slices are generated, so that the
// slices which come out can be read at once.
type Preparer interface {
	// Prepare gives the slices that are ready, each with the parts and the window of one that went in, in any
	// order. Some may be left out: there is nothing to read of them.
	Prepare(ctx context.Context, slices iter.Seq2[*Slice, error]) iter.Seq2[*Slice, error]
}

// prepared observes a stream whose slices are prepared.
type prepared struct {
	SliceObserver
	by Preparer
}

// prepare is the observer of s with what its retriever does to the slices.
func (s *Stream) prepare(observer SliceObserver) SliceObserver {
	if by, ok := s.Retriever.(Preparer); ok {
		return prepared{observer, by}
	}
	return observer
}

// Slices generates the slices that are ready.
func (p prepared) Slices(ctx context.Context) iter.Seq2[*Slice, error] {
	return p.by.Prepare(ctx, p.SliceObserver.Slices(ctx))
}
