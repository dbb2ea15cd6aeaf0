package component

import (
	"github.com/lowcode-dev/lowcode/compiler/jinja"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { paginationStrategies.add("CursorPagination", cursorPagination) }

// cursorPagination lowers CursorPagination, which follows a token that each page names.
func cursorPagination(b *Builder, n *manifest.Node) plan.Expr {
	if decoder := present(n, "decoder"); decoder != nil {
		d := b.warnf(n, decoder.Span, "no-effect", "the decoder of a CursorPagination has no effect: pages are read by that of the retriever")
		d.Hint = "move it to SimpleRetriever.decoder"
	}
	if present(n, "page_size") == nil {
		b.unboundPageSize(n)
	}
	return plan.New("page", "Cursor",
		plan.F("PageSize", b.template(n, "page_size", configScope)),
		plan.F("CursorValue", b.template(n, "cursor_value", pageScope)),
		plan.F("StopCondition", b.condition(n, "stop_condition", pageScope)),
	)
}

// unboundPageSize refuses templates that read a page size which the strategy does not have: a comparison with it
// would end the pagination after the first page. The reference refuses the whole source, in every command.
func (b *Builder) unboundPageSize(n *manifest.Node) {
	for _, field := range []string{"cursor_value", "stop_condition"} {
		f := n.Field(field)
		source, _ := text(f)
		start, end, reads := jinja.Reads(source, "page_size")
		if !reads {
			continue
		}
		d := b.errorf(n, f.SpanAt(start, end), "missing-field", "CursorPagination.%s reads page_size, which the strategy does not have", field)
		d.Hint = "add page_size to the CursorPagination"
	}
}
