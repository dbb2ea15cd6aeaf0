package dpath

import (
	"iter"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A removal deletes what matches a path. From a list only the last element
// goes away; another one becomes null, so that the rest keep their places.
type removal struct {
	path Path
	deep int // the place of ** in path, or -1
	// leaf decides in place of the path which leaves go: the reference asks the
	// condition for every leaf of the record, wherever the pointer points.
	leaf  func(value.Value) (bool, error)
	count int
}

// Remove deletes from root and returns how many values went away.
func (p Path) Remove(root value.Value, leaf func(value.Value) (bool, error)) (int, error) {
	deep, err := p.Deep()
	if err != nil {
		return 0, err
	}
	r := removal{path: p, deep: deep, leaf: leaf}
	switch {
	case leaf != nil:
		err = r.leaves(root)
	case deep >= 0:
		r.walk(root, nil)
	case len(p) > 0:
		r.follow(root, p)
	}
	return r.count, err
}

// follow deletes at the end of the path.
func (r *removal) follow(node value.Value, p Path) {
	if len(p) == 1 {
		r.drop(node, keysOf(p[0].children(node)))
		return
	}
	for key := range p[0].children(node) {
		r.follow(open(node, key), p[1:])
	}
}

// walk deletes what a path with ** matches: first among the children of the
// node, then inside those that are left.
func (r *removal) walk(node value.Value, at []step) {
	if !isMutable(node) {
		return
	}
	w := deepWalk{path: r.path, deep: r.deep}
	var matched []value.Value
	n := node.Len()
	for key := range node.All() {
		w.at = append(at, step{key, n})
		if w.matches() {
			matched = append(matched, key)
		}
	}
	r.drop(node, matched)
	for key, child := range node.All() {
		r.walk(child, append(at, step{key, n}))
	}
}

// leaves deletes the leaves that the condition is true for, at any depth.
func (r *removal) leaves(node value.Value) error {
	if !isMutable(node) {
		return nil
	}
	var matched []value.Value
	for key, child := range node.All() {
		if IsContainer(child) {
			continue
		}
		yes, err := r.leaf(child)
		if err != nil {
			return err
		}
		if yes {
			matched = append(matched, key)
		}
	}
	r.drop(node, matched)
	for _, child := range node.All() {
		if err := r.leaves(child); err != nil {
			return err
		}
	}
	return nil
}

// drop deletes the children of those keys, in their order: an element is the
// last one when all behind it are gone.
func (r *removal) drop(node value.Value, keys []value.Value) {
	for _, key := range keys {
		r.count++
		if name, ok := key.AsString(); ok {
			node.Delete(name)
			continue
		}
		i, ok := key.AsInt()
		switch {
		case !ok || node.Kind() != value.KindList:
		case int(i) == node.Len()-1:
			node.Truncate(int(i))
		default:
			node.SetAt(int(i), value.Null)
		}
	}
}

// open is the child at a key that is there, opened where it stands, so that a
// change of it is a change of the node.
func open(node, key value.Value) value.Value {
	if name, ok := key.AsString(); ok {
		child, _ := node.Get(name)
		return child
	}
	i, _ := key.AsInt()
	return node.At(int(i))
}

func keysOf(children iter.Seq2[value.Value, value.Value]) (keys []value.Value) {
	for key := range children {
		keys = append(keys, key)
	}
	return keys
}

func isMutable(v value.Value) bool {
	kind := v.Kind()
	return kind == value.KindDict || kind == value.KindList
}
