package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// configMapping lowers a flat map of an authenticator: its keys and its texts are templates that see the config,
// its other values are data.
func (b *Builder) configMapping(n *manifest.Node, field string) plan.Expr {
	f := present(n, field)
	if f == nil {
		return nil
	}
	place := n.Type() + "." + field
	out := plan.ListOf("auth", "Mapping")
	for _, entry := range f.Fields {
		if absent(entry.Value) {
			continue // null is not sent
		}
		value := plan.F("Data", nil)
		if _, ok := text(entry.Value); ok {
			value = plan.F("Value", b.textOf(entry.Value, n, place, configScope))
		} else {
			value.Value = b.literal(entry.Value, n)
		}
		out.Items = append(out.Items, plan.New("", "", plan.F("Key", b.textOf(entry.Key, n, place, configScope)), value))
	}
	if out.Items == nil {
		return nil
	}
	return out
}
