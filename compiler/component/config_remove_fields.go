package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { configTransformations.add("ConfigRemoveFields", configRemoveFields) }

// configRemoveFields lowers ConfigRemoveFields, which deletes keys of the config.
func configRemoveFields(b *Builder, n *manifest.Node) plan.Expr {
	var pointers [][]string
	for _, pointer := range items(n.Field("field_pointers")) {
		pointers = append(pointers, texts(pointer))
	}
	return plan.New("configure", "RemoveFields",
		plan.F("FieldPointers", plan.Lit{Value: pointers}),
		plan.F("Condition", b.condition(n, "condition", bareRuleScope)),
	)
}
