package schema

import (
	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
)

// slips warns of fields that a component does not have and whose name is near one that it has. The
// reference ignores them without a word.
func slips(n *manifest.Node, c *Component, diags *diag.List) {
	if c == nil || c.Custom || n.Kind != manifest.Map {
		return
	}
	parameters := n.Field("$parameters")
	for _, f := range n.Fields {
		name, ok := f.Key.Text()
		if !ok || name == "type" || name == "$parameters" {
			continue
		}
		field := c.field(name)
		if field == nil {
			if near := diag.Nearest(name, c.fieldNames()); near != "" && !c.Closed && !parameters.Has(name) && !n.Has(near) {
				diags.Warnf(f.Key.Span, "unknown-field", "%s has no field %q, which is ignored", c.typeName(), name).
					From(n.Via).Hintf("did you mean %q?", near)
			}
			continue
		}
		shapes, _ := parseType(field.Type) // the tests parse every type of the tables
		below(f.Value, shapes, diags)
	}
}

// below goes on in the components that a field holds.
func below(n *manifest.Node, shapes []shape, diags *diag.List) {
	switch n.Kind {
	case manifest.Map:
		if c := componentOf(n, shapes); c != nil {
			slips(n, c, diags)
			return
		}
		for _, f := range n.Fields {
			below(f.Value, held(shapes, "map"), diags)
		}
	case manifest.List:
		for _, item := range n.Items {
			below(item, held(shapes, "list"), diags)
		}
	}
}
