package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// configMigration lowers ConfigMigration, whose changes of the config are kept.
func (b *Builder) configMigration(n *manifest.Node) plan.Expr {
	description, _ := text(n.Field("description"))
	return plan.New("", "",
		plan.F("Description", plan.String(description)),
		plan.F("Transformations", filled(b.lowerAll(configTransformations, n.Field("transformations")))),
	)
}
