package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { decoders.add("JsonItemsDecoder", jsonItemsDecoder) }

// jsonItemsDecoder lowers JsonItemsDecoder, which reads the elements of one array of a document.
func jsonItemsDecoder(b *Builder, n *manifest.Node) plan.Expr {
	path, _ := text(n.Field("items_path"))
	if path == "" {
		b.lenientf(n, n.Field("items_path").Span, "bad-value", "items_path must name the array")
	}
	return plan.New("decode", "JSONItems",
		plan.F("ItemsPath", plan.Lit{Value: path}),
		plan.F("Encoding", b.encoding(n)),
	)
}
