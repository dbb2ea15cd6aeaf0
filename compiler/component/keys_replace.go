package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { transformations.add("KeysReplace", keysReplace) }

// keysReplace lowers KeysReplace: a text in every key is replaced by another.
func keysReplace(b *Builder, n *manifest.Node) plan.Expr {
	return plan.New("record", "KeysReplace",
		plan.F("Old", b.template(n, "old", recordScope)),
		plan.F("New", b.template(n, "new", recordScope)),
	)
}
