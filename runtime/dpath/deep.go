package dpath

import "github.com/lowcode-dev/lowcode/runtime/value"

// A deepWalk finds the values that match a path with **. It goes the way of the
// reference: all children of a node come before all grandchildren.
type deepWalk struct {
	path  Path
	deep  int // the place of ** in path
	at    []step
	visit func(value.Value) bool
}

// A step is a key on the way to where a walk is, and how many it was one of.
type step struct {
	key value.Value
	n   int
}

// walk returns false to stop.
func (w *deepWalk) walk(node value.Value) bool {
	if !IsContainer(node) {
		return true
	}
	node = node.Open()
	n, depth := node.Len(), len(w.at)
	for key, child := range node.All() {
		w.at = append(w.at[:depth], step{key, n})
		if w.matches() && !w.visit(child) {
			return false
		}
	}
	for key, child := range node.All() {
		w.at = append(w.at[:depth], step{key, n})
		if !w.walk(child) {
			return false
		}
	}
	w.at = w.at[:depth]
	return true
}

// matches says that where the walk is matches the path: what stands before **
// at the front, what stands behind it at the end, and anything between.
func (w *deepWalk) matches() bool {
	tail := w.path[w.deep+1:]
	if len(w.at) < len(w.path)-1 {
		return false
	}
	for i, s := range w.path[:w.deep] {
		if !s.Matches(w.at[i].key, w.at[i].n) {
			return false
		}
	}
	for i, at := range w.at[len(w.at)-len(tail):] {
		if !tail[i].Matches(at.key, at.n) {
			return false
		}
	}
	return true
}
