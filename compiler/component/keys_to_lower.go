package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { transformations.add("KeysToLower", keysToLower) }

// keysToLower lowers KeysToLower: the keys of a record in lower case.
func keysToLower(*Builder, *manifest.Node) plan.Expr { return plan.New("record", "KeysToLower") }
