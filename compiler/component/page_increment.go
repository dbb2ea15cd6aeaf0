package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { paginationStrategies.add("PageIncrement", pageIncrement) }

// pageIncrement lowers PageIncrement, which counts pages until one is short or empty.
func pageIncrement(b *Builder, n *manifest.Node) plan.Expr {
	return plan.New("page", "Increment",
		plan.F("PageSize", b.template(n, "page_size", configScope)),
		plan.F("StartFromPage", b.int(n, "start_from_page")),
		plan.F("InjectOnFirstRequest", b.bool(n, "inject_on_first_request")),
	)
}
