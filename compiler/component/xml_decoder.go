package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { decoders.add("XmlDecoder", xmlDecoder) }

// xmlDecoder lowers XmlDecoder, which makes a dict of an XML document.
func xmlDecoder(*Builder, *manifest.Node) plan.Expr { return plan.New("decode", "XML") }
