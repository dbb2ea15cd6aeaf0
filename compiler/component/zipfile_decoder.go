package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { decoders.add("ZipfileDecoder", zipfileDecoder) }

// zipfileDecoder lowers ZipfileDecoder, which opens an archive and has its files decoded.
func zipfileDecoder(b *Builder, n *manifest.Node) plan.Expr {
	return plan.New("decode", "Zip", plan.F("Decoder", b.innerDecoder(n)))
}
