package resolve

import (
	"slices"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
)

// An editor changes the fields of a map, in a copy that is made when it is needed: most
// components of most manifests stay as they are, and are shared.
type editor struct {
	node   *manifest.Node
	fields []manifest.Field
	copied bool
}

func (e *editor) index(key any) int {
	return slices.IndexFunc(e.fields, func(f manifest.Field) bool { return f.Key.Value == key })
}

// get is the value of a key, nil when there is none.
func (e *editor) get(key string) *manifest.Node {
	if i := e.index(key); i >= 0 {
		return e.fields[i].Value
	}
	return nil
}

func (e *editor) change() {
	if !e.copied {
		e.fields = slices.Clone(e.fields)
		e.copied = true
	}
}

// set gives a key a value, in its place or at the end.
func (e *editor) set(key, value *manifest.Node) {
	e.change()
	if i := e.index(key.Value); i >= 0 {
		e.fields[i].Value = value
		return
	}
	e.fields = append(e.fields, manifest.Field{Key: key, Value: value})
}

// replace gives the field at an index another value.
func (e *editor) replace(i int, value *manifest.Node) {
	if e.fields[i].Value != value {
		e.change()
		e.fields[i].Value = value
	}
}

func (e *editor) remove(key string) {
	if i := e.index(key); i >= 0 {
		e.change()
		e.fields = slices.Delete(e.fields, i, i+1)
	}
}

// result is the map as it is now.
func (e *editor) result() *manifest.Node {
	if !e.copied {
		return e.node
	}
	return e.node.WithFields(e.fields)
}
