package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { recordSelectors.add("RecordSelector", recordSelector) }

// recordSelector lowers RecordSelector: which records a page holds, and which of them count.
func recordSelector(b *Builder, n *manifest.Node) plan.Expr {
	return plan.New("record", "Selector",
		plan.F("Extractor", b.lower(extractors, n.Field("extractor"))),
		plan.F("RecordFilter", b.recordFilter(present(n, "record_filter"))),
		plan.F("SchemaNormalization", b.schemaNormalization(present(n, "schema_normalization"))),
		plan.F("TransformBeforeFiltering", b.transformBeforeFiltering(n)),
	)
}

// recordFilter lowers the filter. Where the cursor of the stream drops records itself, the reference replaces a class
// by a filter of its own, which has no more than the condition.
func (b *Builder) recordFilter(n *manifest.Node) plan.Expr {
	if n == nil || !b.clientSide || customs[n.Type()] == nil {
		return b.lower(recordFilters, n)
	}
	b.warnf(n, spanOf(n.Field("class_name"), n), "no-effect", "the class is not used: is_client_side_incremental filters in its place")
	if absent(n.Field("condition")) {
		return nil
	}
	return recordFilter(b, n)
}

// transformBeforeFiltering is true by default for a stream whose cursor drops records itself.
func (b *Builder) transformBeforeFiltering(n *manifest.Node) plan.Expr {
	if b.clientSide && present(n, "transform_before_filtering") == nil {
		return plan.Lit{Value: true}
	}
	return b.bool(n, "transform_before_filtering")
}

// schemaNormalization lowers the word Default; None is no normalisation.
func (b *Builder) schemaNormalization(n *manifest.Node) plan.Expr {
	if n == nil {
		return nil
	}
	if n.Kind != manifest.Scalar {
		return b.lower(schemaNormalizations, n)
	}
	if word, _ := text(n); word != "Default" {
		return nil
	}
	return plan.Name{Pkg: "record", Name: "Default"}
}
