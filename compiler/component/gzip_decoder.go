package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { decoders.add("GzipDecoder", gzipDecoder) }

// gzipDecoder lowers GzipDecoder, which opens gzip for another decoder. The headers by which the reference chooses how
// often to open a body do not matter: the encoding of the transport is undone before, and what is no gzip passes.
func gzipDecoder(b *Builder, n *manifest.Node) plan.Expr {
	return plan.New("decode", "Gzip", plan.F("Decoder", b.innerDecoder(n)))
}

// innerDecoder lowers a decoder inside of another one.
func (b *Builder) innerDecoder(n *manifest.Node) plan.Expr {
	inner := n.Field("decoder")
	if inner.Type() == "JsonDecoder" {
		return plan.New("decode", "JSON")
	}
	return b.decoder(inner)
}
