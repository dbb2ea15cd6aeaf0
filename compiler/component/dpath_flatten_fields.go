package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { transformations.add("DpathFlattenFields", dpathFlattenFields) }

// dpathFlattenFields lowers DpathFlattenFields: the object at a path moves its keys to the top.
func dpathFlattenFields(b *Builder, n *manifest.Node) plan.Expr {
	path := plan.SliceOf("record", "Template")
	for _, segment := range items(n.Field("field_path")) {
		if x := b.textOf(segment, n, "DpathFlattenFields.field_path", pathScope); x != nil {
			path.Items = append(path.Items, x)
		}
	}
	return plan.New("record", "DpathFlattenFields",
		plan.F("FieldPath", path),
		plan.F("DeleteOriginValue", b.bool(n, "delete_origin_value")),
		plan.F("ReplaceRecord", b.bool(n, "replace_record")),
		plan.F("KeyTransformation", b.keyTransformation(present(n, "key_transformation"))),
	)
}
