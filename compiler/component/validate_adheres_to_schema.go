package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { validationStrategies.add("ValidateAdheresToSchema", validateAdheresToSchema) }

// validateAdheresToSchema lowers ValidateAdheresToSchema, which checks a value against a JSON schema.
func validateAdheresToSchema(b *Builder, n *manifest.Node) plan.Expr {
	schema := n.Field("base_schema")
	if _, ok := text(schema); ok {
		return plan.New("configure", "AdheresToSchema", plan.F("SchemaText", b.template(n, "base_schema", ruleScope)))
	}
	return plan.New("configure", "AdheresToSchema",
		plan.F("BaseSchema", plan.Lit{Value: string(schema.AppendJSON(nil))}))
}
