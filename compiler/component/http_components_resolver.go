package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// httpComponentsResolver lowers HttpComponentsResolver: one stream for each record that an API lists. Its templates
// see the slices of its own router.
func (b *Builder) httpComponentsResolver(n *manifest.Node, mappings plan.Expr) plan.Expr {
	stream := n.WithFields([]manifest.Field{{Key: n.Key("retriever"), Value: n.Field("retriever")}})
	defer b.enter(&plan.DeclarativeStream{}, stream)() // which has no schema
	return plan.New("dynamic", "HTTPComponents",
		plan.F("Retriever", b.lower(retrievers, n.Field("retriever"))),
		plan.F("ComponentsMapping", mappings),
	)
}
