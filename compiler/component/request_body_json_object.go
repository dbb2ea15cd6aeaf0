package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { requestBodies.add("RequestBodyJsonObject", requestBodyJSONObject) }

// requestBodyJSONObject lowers RequestBodyJsonObject: a document of templates is sent as JSON.
func requestBodyJSONObject(b *Builder, n *manifest.Node) plan.Expr {
	f := present(n, "value")
	if f == nil {
		return nil
	}
	return plan.Func("requester", "JSONObject", b.object(f, n, "RequestBodyJsonObject.value"))
}
