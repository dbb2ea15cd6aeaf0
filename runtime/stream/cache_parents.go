package stream

// A Child reads other streams: a retriever or a router with parents of its own.
type Child interface {
	// Parents are the streams that it reads itself, not theirs.
	Parents() []*Stream
}

// CacheParents keeps the responses of streams that others read, so that a parent which several children
// and the sync itself read is requested once (use_cache). It reaches what the reference reaches: the
// direct parents of each stream, and the streams that have the name of one.
func CacheParents(streams ...*Stream) []*Stream {
	named := map[string]bool{}
	for _, s := range streams {
		for _, parent := range parentsOf(s) {
			parent.cache()
			named[parent.Name] = true
		}
	}
	for _, s := range streams {
		if named[s.Name] {
			s.cache()
		}
	}
	return streams
}

// cache keeps the responses of the stream, and of both that a StateDelegatingStream is read by.
func (s *Stream) cache() {
	s.Retriever = s.Retriever.Cached()
	if d := s.delegating; d != nil {
		d.FullRefreshStream.cache()
		d.IncrementalStream.cache()
	}
}

func parentsOf(s *Stream) []*Stream {
	if child, ok := s.Retriever.(Child); ok && s.delegating == nil {
		return child.Parents()
	}
	return nil
}
