package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { paginators.add("DefaultPaginator", defaultPaginator) }

// defaultPaginator lowers DefaultPaginator: a strategy that finds the next page, and where its token and
// the page size go.
func defaultPaginator(b *Builder, n *manifest.Node) plan.Expr {
	size, strategy := n.Field("page_size_option"), n.Field("pagination_strategy")
	if !absent(size) && !absent(strategy) && noPageSize(strategy) {
		d := b.errorf(n, size.Span, "conflict", "page_size_option needs a page_size in the pagination strategy")
		d.Hint = "add page_size to the " + strategy.Type()
		return nil
	}
	return plan.New("page", "Default",
		plan.F("PageTokenOption", b.lower(pageTokenOptions, present(n, "page_token_option"))),
		plan.F("PageSizeOption", b.requestOption(present(n, "page_size_option"), nil)),
		plan.F("PaginationStrategy", b.lower(paginationStrategies, strategy)),
	)
}

// noPageSize says that a strategy of ours has no page size, or none that counts (0 and "").
func noPageSize(strategy *manifest.Node) bool {
	size := strategy.Field("page_size")
	if absent(size) {
		_, ours := paginationStrategies.by[strategy.Type()]
		return ours && customs[strategy.Type()] == nil
	}
	t, _ := templateText(size)
	return t == "" || t == "0"
}
