package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { partitionRouters.add("ListPartitionRouter", listPartitionRouter) }

// listPartitionRouter lowers ListPartitionRouter: one partition for each of some values. A list is taken
// as it is written; only a single text is a template.
func listPartitionRouter(b *Builder, n *manifest.Node) plan.Expr {
	m := plan.New("partition", "List")
	values := n.Field("values")
	if h := b.hole(values); h != nil {
		m.Fields = append(m.Fields,
			plan.F("Values", h.read("List", b.noOther(h))), plan.F("ValuesTemplate", plan.Func("config", "Fixed", h.read("Single", b.noOther(h)))))
	} else if values != nil && values.Kind == manifest.List {
		m.Fields = appendField(m.Fields, "Values", plan.Lit{Value: texts(values)})
	} else {
		m.Fields = appendField(m.Fields, "ValuesTemplate", b.template(n, "values", configScope))
	}
	m.Fields = appendField(m.Fields, "CursorField", b.template(n, "cursor_field", configScope))
	m.Fields = appendField(m.Fields, "RequestOption", address(b.requestOption(present(n, "request_option"), nil)))
	return m
}
