package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// keyTransformation lowers KeyTransformation: what is put before and after each key.
func (b *Builder) keyTransformation(n *manifest.Node) plan.Expr {
	if n == nil {
		return nil
	}
	m := plan.New("record", "KeyTransformation",
		plan.F("Prefix", b.template(n, "prefix", configScope)),
		plan.F("Suffix", b.template(n, "suffix", configScope)),
	)
	m.Pointer = true
	return m
}
