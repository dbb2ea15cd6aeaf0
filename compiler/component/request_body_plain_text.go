package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { requestBodies.add("RequestBodyPlainText", requestBodyPlainText) }

// requestBodyPlainText lowers RequestBodyPlainText: one text is the body.
func requestBodyPlainText(b *Builder, n *manifest.Node) plan.Expr {
	x := b.template(n, "value", requestScope)
	if x == nil {
		return nil
	}
	return plan.Func("requester", "PlainText", x)
}
