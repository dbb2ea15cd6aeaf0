package stream

import (
	"fmt"
	"slices"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
)

// A Group is streams of which one is read at a time (StreamGroup with
// BlockSimultaneousSyncsAction).
type Group struct {
	Name    string
	Streams []string // their names; the last group that names a stream has it
}

// blocking says which streams may not start yet. It is used under the lock of
// the run, and nil for a run without groups.
//
// Nobody waits for ever: a stream waits only for others that are being read, and
// those wait for no one. A child reads its own copy of a parent.
type blocking struct {
	group     map[string]string   // of each stream that is read and has one
	ancestors map[string][]string // of each stream, those that have a group
	active    map[string]bool     // streams with a group that are being read, by themselves or for a child
	told      map[string]bool     // streams that were said to wait
	changed   chan struct{}       // is closed when a stream ends
}

// newBlocking is nil when no group has a stream that is read.
func newBlocking(groups []Group, readings []*reading) *blocking {
	read := map[string]*Stream{}
	for _, r := range readings {
		read[r.stream.Name] = r.stream
	}
	b := &blocking{
		group: map[string]string{}, ancestors: map[string][]string{},
		active: map[string]bool{}, told: map[string]bool{}, changed: make(chan struct{}),
	}
	for _, g := range groups {
		for _, name := range g.Streams {
			if read[name] != nil {
				b.group[name] = g.Name
			}
		}
	}
	if len(b.group) == 0 {
		return nil
	}
	for name := range read {
		b.ancestors[name] = b.grouped(ancestorsOf(name, read, map[string]bool{}))
	}
	return b
}

// grouped are those of the streams that have a group.
func (b *blocking) grouped(names []string) []string {
	return slices.DeleteFunc(names, func(name string) bool { return b.group[name] == "" })
}

// ancestorsOf are the parents of a stream, theirs, and so on, as the reference
// sees them: only those of streams with a cursor of their own, and only through
// streams that are read in this run.
func ancestorsOf(name string, read map[string]*Stream, seen map[string]bool) (all []string) {
	s := read[name]
	if s == nil || s.IncrementalSync == nil || seen[name] {
		return nil
	}
	seen[name] = true
	child, ok := s.Retriever.(Child)
	if !ok {
		return nil
	}
	for _, parent := range child.Parents() {
		if !slices.Contains(all, parent.Name) {
			all = append(all, parent.Name)
		}
		all = append(all, ancestorsOf(parent.Name, read, seen)...)
	}
	return all
}

// reason says why a stream may not start yet, "" when it may.
func (b *blocking) reason(name string) string {
	if b == nil {
		return ""
	}
	if b.active[name] {
		return fmt.Sprintf("a child of it is reading it (group '%s')", b.group[name])
	}
	if group := b.group[name]; group != "" {
		for other := range b.active {
			if b.group[other] == group {
				return fmt.Sprintf("stream '%s' of the same group '%s' is being read", other, group)
			}
		}
	}
	for _, parent := range b.ancestors[name] {
		if b.active[parent] {
			return fmt.Sprintf("its parent stream '%s' (group '%s') is being read", parent, b.group[parent])
		}
	}
	return ""
}

// deferred says once of each stream that it waits.
func (b *blocking) deferred(out *Writer, name, reason string) {
	if !b.told[name] {
		b.told[name] = true
		out.Log(protocol.LevelInfo, fmt.Sprintf("Deferring stream '%s': %s. Trying the next stream.", name, reason))
	}
}

// begin marks the stream, and the ancestors that it reads, as being read.
func (b *blocking) begin(name string) {
	if b == nil {
		return
	}
	if b.group[name] != "" {
		b.active[name] = true
	}
	for _, parent := range b.ancestors[name] {
		b.active[parent] = true
	}
}

// end lets streams that waited for these try again.
func (b *blocking) end(names ...string) {
	for _, name := range names {
		delete(b.active, name)
	}
	close(b.changed)
	b.changed = make(chan struct{})
}
