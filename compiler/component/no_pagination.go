package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { paginators.add("NoPagination", noPagination) }

// noPagination lowers NoPagination: one page is all there is.
func noPagination(*Builder, *manifest.Node) plan.Expr { return plan.New("page", "None") }
