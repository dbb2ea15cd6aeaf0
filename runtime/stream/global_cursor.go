package stream

// A GlobalCursor is a retriever, or a router, that knows whether its partitions
// can have cursors of their own.
type GlobalCursor interface {
	// ForcesGlobalCursor says that they cannot: what is together in a partition is an
	// accident of the reading (GroupingPartitionRouter).
	ForcesGlobalCursor() bool
}

// ForcesGlobalCursor says that the partitions of s share one cursor, unless the
// state that a reading goes on from has decided otherwise.
func (s *Stream) ForcesGlobalCursor() bool {
	r, ok := s.Retriever.(GlobalCursor)
	return ok && r.ForcesGlobalCursor()
}
