package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { extractors.add("CombinedExtractor", combinedExtractor) }

// combinedExtractor lowers CombinedExtractor, which takes records from several places of a page.
func combinedExtractor(b *Builder, n *manifest.Node) plan.Expr {
	inner := plan.SliceOf("record", "Extractor")
	for _, item := range items(n.Field("extractors")) {
		if x := b.lower(extractors, item); x != nil {
			inner.Items = append(inner.Items, x)
		}
	}
	return plan.New("record", "Combined",
		plan.F("Extractors", inner),
		plan.F("FirstMatch", onlyIf(isFirstMatch(n))),
		plan.F("SkipEmptyRecords", b.bool(n, "skip_empty_records")),
	)
}

func isFirstMatch(n *manifest.Node) bool {
	mode, _ := text(n.Field("mode"))
	return mode == "first_match"
}

// unites says that an extractor adds up the records of several places.
func unites(extractor *manifest.Node) bool {
	if extractor.Type() != "CombinedExtractor" {
		return false
	}
	for _, item := range items(extractor.Field("extractors")) {
		if unites(item) {
			return true
		}
	}
	return !isFirstMatch(extractor)
}

// checkOffsets refuses an offset that would be the sum of several lists.
func (b *Builder) checkOffsets(paginator, extractor *manifest.Node) {
	strategy := paginator.Field("pagination_strategy")
	if strategy.Type() != "OffsetIncrement" || !unites(extractor) {
		return
	}
	d := b.errorf(strategy, strategy.Span, "conflict", "OffsetIncrement cannot count the records of a CombinedExtractor that unites several lists")
	d.Notes = append(d.Notes, "the next offset would be the sum of all lists: records would be skipped")
	d.Hint = "use another pagination strategy, or mode: first_match"
}
