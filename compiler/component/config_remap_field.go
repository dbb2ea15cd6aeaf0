package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { configTransformations.add("ConfigRemapField", configRemapField) }

// configRemapField lowers ConfigRemapField, which replaces a value of the config by the one that a map has for it.
func configRemapField(b *Builder, n *manifest.Node) plan.Expr {
	path := plan.SliceOf("configure", "Template")
	for _, segment := range items(n.Field("field_path")) {
		path.Items = append(path.Items, b.textOf(segment, n, "ConfigRemapField.field_path", bareRuleScope))
	}
	if path.Items == nil {
		b.errorf(n, spanOf(n.Field("field_path"), n), "bad-value", "ConfigRemapField.field_path names at least one key")
	}
	by := n.Field("map")
	if _, ok := text(by); ok {
		return plan.New("configure", "RemapField",
			plan.F("MapText", b.template(n, "map", bareRuleScope)), plan.F("FieldPath", path))
	}
	return plan.New("configure", "RemapField", plan.F("Map", b.remapped(by, n)), plan.F("FieldPath", path))
}

// remapped lowers the map: its keys and texts are templates, its other values are data.
func (b *Builder) remapped(by, n *manifest.Node) plan.Expr {
	out := plan.SliceOf("configure", "Mapped")
	for _, entry := range by.Fields {
		of := plan.F("Data", nil)
		if _, ok := text(entry.Value); ok {
			of = plan.F("Value", b.textOf(entry.Value, n, "ConfigRemapField.map", bareRuleScope))
		} else {
			of.Value = b.literal(entry.Value, n)
		}
		key := b.textOf(entry.Key, n, "ConfigRemapField.map", bareRuleScope)
		out.Items = append(out.Items, plan.New("", "", plan.F("Key", key), of))
	}
	return filled(out)
}
