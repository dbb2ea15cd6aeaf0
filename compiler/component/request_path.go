package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { pageTokenOptions.add("RequestPath", requestPath) }

// requestPath lowers RequestPath: the page token replaces the path of the request.
func requestPath(*Builder, *manifest.Node) plan.Expr { return plan.New("page", "RequestPath") }
