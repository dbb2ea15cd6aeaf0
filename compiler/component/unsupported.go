package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
)

// unsupported holds each component of the language that is not lowered yet, with the reason that its
// diagnostic gives. A component leaves this list when its own file comes.
var unsupported = map[string]string{}

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
