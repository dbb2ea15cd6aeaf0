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
		plan.F("RecordFilter", b.lower(recordFilters, present(n, "record_filter"))),
		plan.F("SchemaNormalization", b.schemaNormalization(present(n, "schema_normalization"))),
		plan.F("TransformBeforeFiltering", b.transformBeforeFiltering(n)),
	)
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
		b.errorf(n, n.Span, "unsupported", "%s is not supported yet", n.Type())
		return nil
	}
	if word, _ := text(n); word != "Default" {
		return nil
	}
	return plan.Name{Pkg: "record", Name: "Default"}
}
