package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { configValidators.add("DpathValidator", dpathValidator) }

// dpathValidator lowers DpathValidator, which checks what a path of the config leads to. The templates of the
// path see an empty config.
func dpathValidator(b *Builder, n *manifest.Node) plan.Expr {
	path := plan.SliceOf("configure", "Template")
	for _, segment := range items(n.Field("field_path")) {
		path.Items = append(path.Items, b.textOf(segment, n, "DpathValidator.field_path", validatedScope))
	}
	if path.Items == nil {
		b.lenientf(n, spanOf(n.Field("field_path"), n), "bad-value", "DpathValidator.field_path names at least one key")
	}
	return plan.New("configure", "Dpath",
		plan.F("FieldPath", filled(path)),
		plan.F("ValidationStrategy", b.lower(validationStrategies, n.Field("validation_strategy"))),
	)
}
