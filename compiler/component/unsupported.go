package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
)

// unsupported holds each component of the language that is not lowered yet, with the reason that its
// diagnostic gives. A component leaves this list when its own file comes.
var unsupported = map[string]string{}

// unsupportedFields refuses fields of a component that the language has and lowcode does not support yet.
// A field that holds nothing (null, an empty list) asks for nothing and is let through.
func (b *Builder) unsupportedFields(n *manifest.Node, fields ...string) {
	for _, name := range fields {
		f := n.Field(name)
		if f == nil || empty(f) {
			continue
		}
		b.errorf(n, f.Span, "unsupported", "%s.%s is not supported yet", n.Type(), name)
	}
}

// empty says that a field holds nothing: null, an empty list or map, or false.
func empty(n *manifest.Node) bool {
	switch n.Kind {
	case manifest.Scalar:
		return n.Value == nil || n.Value == false
	case manifest.List:
		return len(n.Items) == 0
	default:
		return len(n.Fields) == 0
	}
}
