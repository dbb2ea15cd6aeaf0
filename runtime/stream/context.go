package stream

import (
	"context"
	"sync"
)

type streamKey struct{}

// With is the context in which s is read. A parent that a child reads has its own.
func With(ctx context.Context, s *Stream) context.Context {
	return context.WithValue(ctx, streamKey{}, s)
}

// Of is the stream that is being read. Components are values that streams may
// share, so they do not remember it; outside of a reading it is a stream without a name.
func Of(ctx context.Context) *Stream {
	if s, ok := ctx.Value(streamKey{}).(*Stream); ok {
		return s
	}
	return new(Stream)
}

// memory is what components remember for one stream, such as a token or a
// compiled schema. A copy of the stream for a child has its own.
type memory struct {
	entries sync.Map // key -> func() any
}

// Memo gives what make made when it was first asked for key in the context of
// s, and makes it at most once. Keys are of a type that the caller keeps to itself.
func Memo[T any](s *Stream, key any, make func() T) T {
	entry, ok := s.memory.entries.Load(key)
	if !ok {
		entry, _ = s.memory.entries.LoadOrStore(key, sync.OnceValue(func() any { return make() }))
	}
	return entry.(func() any)().(T)
}
