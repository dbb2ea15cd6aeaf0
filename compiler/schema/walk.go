package schema

import "github.com/lowcode-dev/lowcode/compiler/manifest"

// Walk calls visit for each component of a resolved manifest that the language finds in its place, the
// manifest itself first. It does not go into what is written in code, which may hold anything.
func Walk(root *manifest.Node, visit func(n *manifest.Node, c *Component)) {
	walk(root, Lookup("DeclarativeSource"), visit)
}

func walk(n *manifest.Node, c *Component, visit func(*manifest.Node, *Component)) {
	if n.Kind != manifest.Map {
		return
	}
	visit(n, c)
	if c.Custom {
		return
	}
	for _, f := range n.Fields {
		name, _ := f.Key.Text()
		if field := c.field(name); field != nil && name != "type" {
			shapes, _ := parseType(field.Type) // the tests parse every type of the tables
			walkBelow(f.Value, shapes, visit)
		}
	}
}

// walkBelow goes on in the components that a field holds.
func walkBelow(n *manifest.Node, shapes []shape, visit func(*manifest.Node, *Component)) {
	switch n.Kind {
	case manifest.Map:
		if c := componentOf(n, shapes); c != nil {
			walk(n, c, visit)
			return
		}
		for _, f := range n.Fields {
			walkBelow(f.Value, held(shapes, "map"), visit)
		}
	case manifest.List:
		for _, item := range n.Items {
			walkBelow(item, held(shapes, "list"), visit)
		}
	}
}
