package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { transformations.add("FlattenFields", flattenFields) }

// flattenFields lowers FlattenFields: a nested record becomes a flat one. Lists are flattened too unless
// flatten_lists is false.
func flattenFields(_ *Builder, n *manifest.Node) plan.Expr {
	lists, given := n.Field("flatten_lists").Bool()
	if !given || lists {
		return plan.New("record", "FlattenFields", plan.F("FlattenLists", plan.Lit{Value: true}))
	}
	return plan.New("record", "FlattenFields")
}
