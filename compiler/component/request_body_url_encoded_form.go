package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { requestBodies.add("RequestBodyUrlEncodedForm", requestBodyURLEncodedForm) }

// requestBodyURLEncodedForm lowers RequestBodyUrlEncodedForm: a map of templates is sent as a form.
func requestBodyURLEncodedForm(b *Builder, n *manifest.Node) plan.Expr {
	f := present(n, "value")
	if f == nil {
		return nil
	}
	if h := b.hole(f); h != nil {
		return plan.Func("requester", "URLEncodedForm", plan.Func("requester", "MappingOf", h.read("Document", b.noOther(h))))
	}
	form, ok := b.entries(f, n, "value").(*plan.Make)
	if !ok || form == nil {
		return nil
	}
	form.Type = "URLEncodedForm"
	return form
}
