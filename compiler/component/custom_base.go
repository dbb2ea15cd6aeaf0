package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
)

// A shaper says that a value has the shape that a field of our component has. A class may give its fields other ones.
type shaper func(n *manifest.Node) bool

func isScalar(n *manifest.Node) bool { return n.Kind == manifest.Scalar }

func isList(n *manifest.Node) bool { return n.Kind == manifest.List }

// isMapping is a text, or a flat map.
func isMapping(n *manifest.Node) bool {
	for _, f := range n.Fields {
		if f.Value.Kind != manifest.Scalar {
			return false
		}
	}
	return n.Kind != manifest.List
}

func isDocument(n *manifest.Node) bool { return n.Kind != manifest.List }

func isBool(n *manifest.Node) bool {
	_, ok := n.Bool()
	return ok
}

// fits says that a value is a component of a slot.
func (s *slot) fits(n *manifest.Node) bool {
	_, ok := s.by[n.Type()]
	return ok
}

// wellFormed are the fields of a class that are those of our component; what has another shape is for the class alone.
func wellFormed(n *manifest.Node, fields map[string]shaper) map[string]bool {
	keys := map[string]bool{}
	for key, fits := range fields {
		if f := n.Field(key); !absent(f) && fits(f) {
			keys[key] = true
		}
	}
	return keys
}

// only is a component without the fields that are not ours.
func only(n *manifest.Node, keys map[string]bool) *manifest.Node {
	var fields []manifest.Field
	for _, f := range n.Fields {
		if key, _ := f.Key.Text(); keys[key] || key == "type" || key == "$parameters" {
			fields = append(fields, f)
		}
	}
	return n.WithFields(fields)
}
