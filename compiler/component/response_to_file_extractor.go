package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { extractors.add("ResponseToFileExtractor", responseToFileExtractor) }

// responseToFileExtractor lowers ResponseToFileExtractor: rows of CSV.
func responseToFileExtractor(b *Builder, n *manifest.Node) plan.Expr {
	return plan.New("record", "ResponseToFile", plan.F("PreserveNAValues", b.bool(n, "preserve_na_values")))
}
