package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { extractors.add("DpathExtractor", dpathExtractor) }

// dpathExtractor lowers DpathExtractor, which finds the records at a path of the body.
func dpathExtractor(b *Builder, n *manifest.Node) plan.Expr {
	if d := present(n, "decoder"); d != nil {
		b.decoder(d)
	}
	path := plan.ListOf("record", "Dpath")
	for _, segment := range items(n.Field("field_path")) {
		if x := b.textOf(segment, n, "DpathExtractor.field_path", pathScope); x != nil {
			path.Items = append(path.Items, x)
		}
	}
	if expander := present(n, "record_expander"); expander != nil {
		return b.recordExpander(expander, path)
	}
	return path
}
