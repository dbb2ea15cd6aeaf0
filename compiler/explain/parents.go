package explain

import (
	"go/ast"
	"reflect"
	"slices"
)

// found is what was found in a package so far.
type found struct {
	streams []Stream
	parents []parent
	noted   map[note]bool
}

// A parent is a stream that is read for another one.
type parent struct {
	by     *reader
	stream ast.Expr
	child  string
}

// A note is a parent that was noted.
type note struct {
	literal *ast.CompositeLit
	child   string
}

// note notes a stream that is read for another one.
func (f *found) note(by *reader, stream ast.Expr, child string) {
	if f.noted == nil {
		f.noted = map[note]bool{}
	}
	key := note{by.p.Literal(stream), child}
	if key.literal == nil || f.noted[key] {
		return
	}
	f.noted[key] = true
	f.parents = append(f.parents, parent{by, stream, child})
}

// addParents adds the parents that are not among the streams, and theirs.
func (f *found) addParents() {
	for i := 0; i < len(f.parents); i++ { // explaining a parent notes its own
		p := f.parents[i]
		for _, s := range p.by.streams(p.stream) {
			f.addParent(s, p.child)
		}
	}
}

func (f *found) addParent(s Stream, child string) {
	for i := range f.streams {
		known := &f.streams[i]
		if !sameReading(*known, s) {
			continue
		}
		if known.ReadFor != nil && !slices.Contains(known.ReadFor, child) {
			known.ReadFor = append(known.ReadFor, child)
		}
		return
	}
	s.ReadFor = []string{child}
	f.streams = append(f.streams, s)
}

// sameReading says that two streams are read alike, whatever for.
func sameReading(a, b Stream) bool {
	if a.Name != b.Name {
		return false
	}
	a.If, a.ReadFor = b.If, b.ReadFor
	return reflect.DeepEqual(a, b)
}
