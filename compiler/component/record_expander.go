package component

import (
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// truncatedList is the name that the reference gives to what fetches complete lists.
const truncatedList = "record_expander_truncated_list"

// recordExpander lowers RecordExpander around the extractor of the records that have the list.
func (b *Builder) recordExpander(n *manifest.Node, extractor plan.Expr) plan.Expr {
	retriever := present(n, "truncated_list_retriever")
	indicator := n.Field("truncation_indicator_path")
	if retriever != nil && len(items(indicator)) == 0 {
		b.errorf(n, retriever.Span, "missing-field", "truncated_list_retriever needs truncation_indicator_path")
	}
	if retriever != nil {
		b.noPatterns(n, "expand_records_from_field")
	}
	b.noPatterns(n, "truncation_indicator_path")
	none, _ := text(n.Field("on_no_records"))
	return plan.New("record", "Expander",
		plan.F("Extractor", extractor),
		plan.F("ExpandRecordsFromField", b.recordPath(n, "expand_records_from_field")),
		plan.F("MergeParent", b.bool(n, "merge_parent")),
		plan.F("ParentFields", b.parentFields(n)),
		plan.F("RemainOriginalRecord", b.bool(n, "remain_original_record")),
		plan.F("EmitParent", onlyIf(none == "emit_parent")),
		plan.F("TruncationIndicatorPath", b.recordPath(n, "truncation_indicator_path")),
		plan.F("TruncatedListRetriever", b.truncatedListRetriever(retriever)),
	)
}

// recordPath lowers a path inside a record.
func (b *Builder) recordPath(n *manifest.Node, field string) plan.Expr {
	out := plan.SliceOf("record", "Template")
	for _, segment := range items(n.Field(field)) {
		if x := b.textOf(segment, n, n.Type()+"."+field, pathScope); x != nil {
			out.Items = append(out.Items, x)
		}
	}
	if out.Items == nil {
		return nil
	}
	return out
}

// noPatterns refuses a path that can lead to more than one place.
func (b *Builder) noPatterns(n *manifest.Node, field string) {
	for _, segment := range items(n.Field(field)) {
		if t, _ := text(segment); !strings.Contains(t, "{{") && strings.ContainsAny(t, "*?[") {
			b.errorf(n, segment.Span, "bad-value", "%s leads to one place: it takes no patterns", field)
		}
	}
}

// parentFields lowers the ParentFieldPaths.
func (b *Builder) parentFields(n *manifest.Node) plan.Expr {
	out := plan.SliceOf("record", "ParentField")
	for _, item := range items(n.Field("parent_fields")) {
		for _, field := range []string{"parent_path", "record_path"} {
			if len(items(item.Field(field))) == 0 {
				b.errorf(item, spanOf(item.Field(field), item), "bad-value", "%s must have at least one element", field)
			}
			b.noPatterns(item, field)
		}
		out.Items = append(out.Items, plan.New("", "",
			plan.F("ParentPath", b.recordPath(item, "parent_path")),
			plan.F("RecordPath", b.recordPath(item, "record_path")),
		))
	}
	if out.Items == nil {
		return nil
	}
	return out
}

// truncatedListRetriever lowers the retriever of complete lists to a stream of its own, whose slice is the parent's record.
func (b *Builder) truncatedListRetriever(n *manifest.Node) plan.Expr {
	if n == nil {
		return nil
	}
	for _, field := range []string{"partition_router", "pagination_reset"} {
		if f := present(n, field); f != nil && !empty(f) {
			b.errorf(n, f.Span, "conflict", "truncated_list_retriever takes no %s", field)
		}
	}
	fields, extra, clientSide := b.sliceFields, b.extra, b.clientSide
	b.sliceFields, b.extra, b.clientSide = []string{"parent_record"}, nil, false
	defer func() { b.sliceFields, b.extra, b.clientSide = fields, extra, clientSide }()
	s := plan.New("stream", "Stream",
		plan.F("Name", plan.Lit{Value: truncatedList}),
		plan.F("Retriever", b.lower(retrievers, n)),
	)
	return address(s)
}
