package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { transformations.add("AddFields", addFields) }

// addFields lowers AddFields, which sets fields of a record to values of templates, one after another.
func addFields(b *Builder, n *manifest.Node) plan.Expr {
	fields := plan.SliceOf("record", "AddedField")
	for _, f := range items(n.Field("fields")) {
		fields.Items = append(fields.Items, b.addedField(f, recordScope))
	}
	return plan.New("record", "AddFields",
		plan.F("Fields", fields),
		plan.F("Condition", b.template(n, "condition", fieldScope)),
	)
}

// valueTypes are the values of AddedFieldDefinition.value_type with the kinds that stand for them.
var valueTypes = map[string]string{"string": "KindStr", "number": "KindFloat", "integer": "KindInt", "boolean": "KindBool"}

// addedField lowers AddedFieldDefinition, of a record or of the config. Its path is not interpolated.
func (b *Builder) addedField(n *manifest.Node, sc scope) plan.Expr {
	var kind plan.Expr
	if word, ok := text(present(n, "value_type")); ok {
		kind = plan.Name{Pkg: "value", Name: valueTypes[word]}
	}
	return plan.New("", "",
		plan.F("Path", plan.Lit{Value: texts(n.Field("path"))}),
		plan.F("Value", b.textOf(n.Field("value"), n, "AddedFieldDefinition.value", sc)),
		plan.F("ValueType", kind),
	)
}
