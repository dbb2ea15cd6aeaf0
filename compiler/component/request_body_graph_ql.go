package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { requestBodies.add("RequestBodyGraphQL", requestBodyGraphQL) }

// requestBodyGraphQL lowers RequestBodyGraphQL: a query, and what else stands beside it (variables), as JSON.
func requestBodyGraphQL(b *Builder, n *manifest.Node) plan.Expr {
	f := present(n, "value")
	if f == nil {
		return nil
	}
	if x := b.objectOf(f); x != nil {
		return plan.Func("requester", "GraphQL", x)
	}
	object, _ := b.object(f, n, "RequestBodyGraphQL.value").(*plan.Make)
	object.Items = withoutType(object.Items, f)
	return plan.Func("requester", "GraphQL", object)
}

// withoutType leaves out the component's own keys, which are not sent.
func withoutType(items []plan.Expr, n *manifest.Node) []plan.Expr {
	var out []plan.Expr
	for i, f := range n.Fields {
		if key, _ := text(f.Key); key != "type" && key != "$parameters" && i < len(items) {
			out = append(out, items[i])
		}
	}
	return out
}
