package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { decoders.add("JsonlDecoder", jsonlDecoder) }

// jsonlDecoder lowers JsonlDecoder, which reads a JSON document from each line.
func jsonlDecoder(*Builder, *manifest.Node) plan.Expr { return plan.New("decode", "JSONL") }
