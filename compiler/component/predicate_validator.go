package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { configValidators.add("PredicateValidator", predicateValidator) }

// predicateValidator lowers PredicateValidator, which checks one value: a text is a template, anything else is data.
func predicateValidator(b *Builder, n *manifest.Node) plan.Expr {
	of := plan.F("Data", nil)
	if v := n.Field("value"); v != nil {
		if _, ok := text(v); ok {
			of = plan.F("Value", b.template(n, "value", ruleScope))
		} else {
			of.Value = b.literal(v, n)
		}
	}
	return plan.New("configure", "Predicate", of,
		plan.F("ValidationStrategy", b.lower(validationStrategies, n.Field("validation_strategy"))),
	)
}
