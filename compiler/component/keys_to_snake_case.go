package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { transformations.add("KeysToSnakeCase", keysToSnakeCase) }

// keysToSnakeCase lowers KeysToSnakeCase: the keys of a record and of its objects in snake case.
func keysToSnakeCase(*Builder, *manifest.Node) plan.Expr {
	return plan.New("record", "KeysToSnakeCase")
}
