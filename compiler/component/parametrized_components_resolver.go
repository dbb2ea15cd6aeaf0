package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// parametrizedComponentsResolver lowers ParametrizedComponentsResolver: one stream for each set of parameters.
func (b *Builder) parametrizedComponentsResolver(n *manifest.Node, mappings plan.Expr) plan.Expr {
	sets := n.Field("stream_parameters").Field("list_of_parameters_for_stream")
	if absent(sets) {
		return nil // which the schema has refused
	}
	return plan.New("dynamic", "ParametrizedComponents",
		plan.F("StreamParameters", jsonOf(sets)),
		plan.F("ComponentsMapping", mappings),
	)
}
