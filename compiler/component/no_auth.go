package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { authenticators.add("NoAuth", noAuth) }

// noAuth lowers NoAuth, which sends no credentials.
func noAuth(*Builder, *manifest.Node) plan.Expr { return plan.New("auth", "NoAuth") }
