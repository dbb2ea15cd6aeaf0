package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { decoders.add("IterableDecoder", iterableDecoder) }

// iterableDecoder lowers IterableDecoder, which makes of each line a document that holds it.
func iterableDecoder(*Builder, *manifest.Node) plan.Expr { return plan.New("decode", "Iterable") }
