// Package manifest reads the YAML of a manifest.
//
// In goes a file, out comes a tree of nodes that know their place in it to the
// character. Scalars mean what PyYAML's safe loader says, since that is what
// reads manifests today: yes is true, 1e3 is text, 017 is fifteen. The package
// knows YAML and nothing of components; it alone imports yaml.v3.
package manifest

import (
	"math/big"

	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// A Kind is what a node holds.
type Kind int8

// The kinds.
const (
	Scalar Kind = iota
	Map
	List
)

// String is the name of the kind in messages.
func (k Kind) String() string {
	switch k {
	case Map:
		return "a map"
	case List:
		return "a list"
	default:
		return "a scalar"
	}
}

// A Node is a value with its place. Nodes are shared, by aliases and by references, and
// never change; the With methods give changed copies.
type Node struct {
	Kind   Kind
	Span   source.Span // the value; tags and anchors before it are not part of it
	Value  any         // of a Scalar: nil, bool, int64, *big.Int, float64, string, Date or DateTime
	Fields []Field     // of a Map, in order, each key once
	Items  []*Node     // of a List

	Origin string     // the reference that the node was reached by, "#/definitions/x"; "" when it stands here itself
	Via    []diag.Ref // all references that led here, the nearest last

	style style // how the text of a scalar is written, for SpanAt
	size  int   // the nodes below and this one, those that are shared counted each time
}

// A Field is one entry of a map. Keys are scalars.
type Field struct{ Key, Value *Node }

// NewText is a string that is not written in the file; messages about it point to span.
func NewText(text string, span source.Span) *Node { return &Node{Value: text, Span: span, size: 1} }

// WithFields is a copy of a map with other fields.
func (n *Node) WithFields(fields []Field) *Node {
	c := *n
	c.Fields, c.size = fields, 1
	for _, f := range fields {
		c.size = addSizes(c.size, f.Key.Size(), f.Value.Size())
	}
	return &c
}

// WithItems is a copy of a list with other items.
func (n *Node) WithItems(items []*Node) *Node {
	c := *n
	c.Items, c.size = items, 1
	for _, item := range items {
		c.size = addSizes(c.size, item.Size())
	}
	return &c
}

// WithVia is a copy that was reached by these references.
func (n *Node) WithVia(via []diag.Ref) *Node {
	c := *n
	c.Via = via
	return &c
}

// WithOrigin is a copy that was reached by the reference origin.
func (n *Node) WithOrigin(origin string) *Node {
	c := *n
	c.Origin = origin
	return &c
}

// MaxSize is the largest tree that is worked on, in nodes, shared ones counted each time. The
// largest public manifest has an eighth of it once its references are resolved.
const MaxSize = 4 << 20

// Size is the number of nodes in the tree, shared ones counted each time; past MaxSize it no longer counts exactly.
func (n *Node) Size() int { return max(n.size, 1) }

// addSizes stops far above MaxSize and far below an overflow: aliases can double it in each line.
func addSizes(sizes ...int) int {
	sum := 0
	for _, s := range sizes {
		sum = min(sum+s, 4*MaxSize)
	}
	return sum
}

// Field is the value of the key name, nil when there is none or n is no map.
func (n *Node) Field(name string) *Node {
	if i := n.index(name); i >= 0 {
		return n.Fields[i].Value
	}
	return nil
}

// Key is the key name itself, for its place; nil when there is none.
func (n *Node) Key(name string) *Node {
	if i := n.index(name); i >= 0 {
		return n.Fields[i].Key
	}
	return nil
}

// Has says that the map n has the key name, be its value null or not.
func (n *Node) Has(name string) bool { return n.index(name) >= 0 }

func (n *Node) index(name string) int {
	if n == nil {
		return -1
	}
	for i, f := range n.Fields {
		if key, ok := f.Key.Value.(string); ok && key == name {
			return i
		}
	}
	return -1
}

// Keys are the keys of a map that are text, in order.
func (n *Node) Keys() []string {
	if n == nil {
		return nil
	}
	keys := make([]string, 0, len(n.Fields))
	for _, f := range n.Fields {
		if key, ok := f.Key.Text(); ok {
			keys = append(keys, key)
		}
	}
	return keys
}

// Text is the string that n is; ok is false when n is absent or something else.
func (n *Node) Text() (text string, ok bool) {
	if n == nil {
		return "", false
	}
	text, ok = n.Value.(string)
	return text, ok
}

// Bool is the boolean that n is; ok is false when n is absent or something else.
func (n *Node) Bool() (value, ok bool) {
	if n == nil {
		return false, false
	}
	value, ok = n.Value.(bool)
	return value, ok
}

// Int is the integer that n is; ok is false when n is absent, something else, or does not fit.
func (n *Node) Int() (value int64, ok bool) {
	if n == nil {
		return 0, false
	}
	value, ok = n.Value.(int64)
	return value, ok
}

// Type is the component type, the text under "type", or "".
func (n *Node) Type() string {
	text, _ := n.Field("type").Text()
	return text
}

// Truthy is the truth of a node as Python sees it: empty, zero, false and null are false.
func (n *Node) Truthy() bool {
	if n == nil {
		return false
	}
	switch n.Kind {
	case Map:
		return len(n.Fields) > 0
	case List:
		return len(n.Items) > 0
	}
	switch v := n.Value.(type) {
	case nil:
		return false
	case bool:
		return v
	case int64:
		return v != 0
	case *big.Int:
		return v.Sign() != 0
	case float64:
		return v != 0
	case string:
		return v != ""
	default:
		return true
	}
}
