package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { paginationStrategies.add("OffsetIncrement", offsetIncrement) }

// offsetIncrement lowers OffsetIncrement, which counts records until a page is short or empty. Its page
// size may look at the response.
func offsetIncrement(b *Builder, n *manifest.Node) plan.Expr {
	return plan.New("page", "Offset",
		plan.F("PageSize", b.template(n, "page_size", offsetScope)),
		plan.F("InjectOnFirstRequest", b.bool(n, "inject_on_first_request")),
	)
}
