package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { paginationStrategies.add("CursorPagination", cursorPagination) }

// cursorPagination lowers CursorPagination, which follows a token that each page names.
func cursorPagination(b *Builder, n *manifest.Node) plan.Expr {
	b.unsupportedFields(n, "decoder")
	return plan.New("page", "Cursor",
		plan.F("PageSize", b.template(n, "page_size", configScope)),
		plan.F("CursorValue", b.template(n, "cursor_value", pageScope)),
		plan.F("StopCondition", b.condition(n, "stop_condition", pageScope)),
	)
}
