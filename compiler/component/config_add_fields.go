package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { configTransformations.add("ConfigAddFields", configAddFields) }

// configAddFields lowers ConfigAddFields, which sets keys of the config to values of templates, one after another.
func configAddFields(b *Builder, n *manifest.Node) plan.Expr {
	fields := plan.SliceOf("configure", "AddedField")
	for _, f := range items(n.Field("fields")) {
		path := texts(f.Field("path"))
		if len(path) == 0 {
			b.errorf(f, spanOf(f.Field("path"), f), "bad-value", "the path of an added field names at least one key")
		}
		b.knowKey(path)
		fields.Items = append(fields.Items, b.addedField(f, ruleScope))
	}
	return plan.New("configure", "AddFields",
		plan.F("Fields", fields),
		plan.F("Condition", b.template(n, "condition", ruleFieldScope)),
	)
}
