package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { decoders.add("JsonDecoder", jsonDecoder) }

// jsonDecoder lowers JsonDecoder, which is what a retriever without a decoder has: nothing is printed.
func jsonDecoder(*Builder, *manifest.Node) plan.Expr { return nil }

// decoder lowers the decoder of a retriever.
func (b *Builder) decoder(n *manifest.Node) plan.Expr { return b.lower(decoders, n) }
