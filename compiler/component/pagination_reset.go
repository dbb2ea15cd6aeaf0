package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// paginationReset lowers PaginationReset of a retriever: how the pages of a slice begin again.
func (b *Builder) paginationReset(retriever *manifest.Node) plan.Expr {
	n := present(retriever, "pagination_reset")
	if n == nil {
		return nil
	}
	limits := present(n, "limits")
	if limits != nil && present(retriever.Field("record_selector"), "record_filter") != nil {
		d := b.errorf(n, limits.Span, "conflict", "PaginationReset.limits cannot be together with a record_filter")
		d.Notes = append(d.Notes, "the limit counts the records that the filter keeps, which says nothing of the pages that were read")
	}
	if count := present(limits, "number_of_records"); count != nil {
		if number, ok := count.Int(); ok && number < 1 {
			b.lenientf(limits, count.Span, "bad-value", "number_of_records must be at least 1")
		}
	}
	action, _ := text(n.Field("action"))
	m := plan.New("retrieve", "PaginationReset",
		plan.F("SplitUsingCursor", onlyIf(action == "SPLIT_USING_CURSOR")),
		plan.F("NumberOfRecords", b.int(limits, "number_of_records")),
	)
	return address(m)
}

// onlyIf is true, or nil, which leaves the field out.
func onlyIf(yes bool) plan.Expr {
	if yes {
		return plan.Lit{Value: true}
	}
	return nil
}
