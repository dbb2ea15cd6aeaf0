package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { transformations.add("RemoveFields", removeFields) }

// removeFields lowers RemoveFields, which deletes fields of a record by pointers that may hold globs.
func removeFields(b *Builder, n *manifest.Node) plan.Expr {
	var pointers [][]string
	for _, p := range items(n.Field("field_pointers")) {
		pointers = append(pointers, texts(p))
	}
	return plan.New("record", "RemoveFields",
		plan.F("FieldPointers", plan.Lit{Value: pointers}),
		plan.F("Condition", b.template(n, "condition", propertyScope)),
	)
}
