package schema

import (
	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
)

// slips warns of fields that a component does not have and whose name is near one that it has. The
// reference ignores them without a word.
func slips(n *manifest.Node, c *Component, diags *diag.List) {
	if c.Custom || c.Closed {
		return
	}
	parameters := n.Field("$parameters")
	for _, f := range n.Fields {
		name, ok := f.Key.Text()
		if !ok || name == "type" || name == "$parameters" || c.field(name) != nil {
			continue
		}
		if near := diag.Nearest(name, c.fieldNames()); near != "" && !parameters.Has(name) && !n.Has(near) {
			diags.Warnf(f.Key.Span, "unknown-field", "%s has no field %q, which is ignored", c.typeName(), name).
				From(n.Via).Hintf("did you mean %q?", near)
		}
	}
}
