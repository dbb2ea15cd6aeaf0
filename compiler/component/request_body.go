package component

import (
	"fmt"
	"math/big"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// object lowers a document of templates (InterpolatedNestedMapping): maps, lists and texts at every level.
func (b *Builder) object(n, owner *manifest.Node, place string) plan.Expr {
	if x := b.objectOf(n); x != nil {
		return x
	}
	out := plan.ListOf("requester", "Object")
	for _, entry := range n.Fields {
		value := b.document(entry.Value, owner, place)
		if value == nil {
			continue
		}
		out.Items = append(out.Items, plan.New("", "",
			plan.F("Key", b.textOf(entry.Key, owner, place, requestScope)),
			plan.F("Value", value),
		))
	}
	return out
}

// objectOf lowers an object that a mapping sets, nil for any other.
func (b *Builder) objectOf(n *manifest.Node) plan.Expr {
	h := b.hole(n)
	if h == nil {
		return nil
	}
	return plan.Func("requester", "ObjectOf", h.read("Document", b.noOther(h)))
}

// document lowers one value of a document.
func (b *Builder) document(n, owner *manifest.Node, place string) plan.Expr {
	switch {
	case n.Kind == manifest.Map:
		return b.object(n, owner, place)
	case n.Kind == manifest.List:
		out := plan.ListOf("requester", "Array")
		for _, item := range n.Items {
			if x := b.document(item, owner, place); x != nil {
				out.Items = append(out.Items, x)
			}
		}
		return out
	}
	if h := b.hole(n); h != nil {
		return plan.Func("requester", "Document", h.read("Document", b.noOther(h)))
	}
	if _, isText := n.Value.(string); isText {
		if x := b.textOf(n, owner, place, requestScope); x != nil {
			return plan.Func("requester", "Leaf", x)
		}
		return nil
	}
	if v := constantValue(n.Value); v != nil {
		return plan.Func("requester", "Constant", v)
	}
	b.lenientf(owner, n.Span, "bad-value", "a date is no JSON, which %s is", place).Hintf("put it in quotes")
	return plan.Func("requester", "Constant", plan.Func("value", "FromISO", plan.Lit{Value: fmt.Sprint(n.Value)}))
}

// constantValue is a scalar of the manifest as a value of the runtime.
func constantValue(v any) plan.Expr {
	switch v := v.(type) {
	case nil:
		return plan.Name{Pkg: "value", Name: "Null"}
	case bool:
		if v {
			return plan.Name{Pkg: "value", Name: "True"}
		}
		return plan.Name{Pkg: "value", Name: "False"}
	case int64:
		return plan.Func("value", "Int", plan.Lit{Value: v})
	case float64:
		return plan.Func("value", "Float", plan.Lit{Value: v})
	case *big.Int:
		return plan.Func("value", "Literal", plan.Lit{Value: v.String()})
	}
	return nil
}
