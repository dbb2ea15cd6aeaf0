package component

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// fillHoles puts what reads the values of holes in the place of their tokens in a stream.
func (b *Builder) fillHoles(s *plan.DeclarativeStream) {
	f := filler{b}
	s.Literal = f.expr(s.Literal, false)
	s.Doc = b.withoutTokens(s.Doc)
	s.Mapped = plan.Mentions(s.Literal, mapped)
}

type filler struct{ *Builder }

// schema makes {"$mapped": path} of each token in a schema.
func (f filler) schema(x *plan.Schema) plan.Expr {
	schema := x.Stream.Schemas[x.Number]
	for token, h := range f.holes {
		quoted, err := json.Marshal(token)
		if err != nil || !bytes.Contains(schema, quoted) {
			continue
		}
		path, err := json.Marshal(map[string]string{"$mapped": h.path})
		if err != nil {
			continue // texts are always JSON
		}
		schema = bytes.ReplaceAll(schema, quoted, path)
		h.used, x.Mapped = true, true
	}
	x.Stream.Schemas[x.Number] = schema
	return x
}

// expr fills the holes within x. template says that x is the text of one.
func (f filler) expr(x plan.Expr, template bool) plan.Expr {
	switch x := x.(type) {
	case plan.Lit:
		return f.lit(x, template)
	case *plan.Make:
		return f.make(x)
	case *plan.Schema:
		return f.schema(x)
	case *plan.Call:
		name, _ := x.Fun.(plan.Name)
		if h := f.dataOf(name, x.Args); h != nil {
			return h.read("Value", f.literalOrHole)
		}
		x.Fun = f.expr(x.Fun, false)
		for i, arg := range x.Args {
			x.Args[i] = f.expr(arg, strings.HasSuffix(name.Name, "Fixed"))
		}
	case *plan.Select:
		x.X = f.expr(x.X, false)
	}
	return x
}

// dataOf is the hole that stands for data, which is no text where the value is none.
func (f filler) dataOf(name plan.Name, args []plan.Expr) *hole {
	if name != (plan.Name{Pkg: "value", Name: "Str"}) || len(args) != 1 {
		return nil
	}
	return f.of(args[0])
}

// make fills the holes of a composite literal. A list whose only item is a hole for all of it is made of the texts.
func (f filler) make(m *plan.Make) plan.Expr {
	if m == nil {
		return m
	}
	if list := f.list(m); list != nil {
		return list
	}
	for i, field := range m.Fields {
		if h := f.of(field.Value); h != nil && field.Name == "Name" && m.Pkg == "stream" {
			m.Fields[i].Value = h.read("Name", f.other(false))
			continue
		}
		m.Fields[i].Value = f.expr(field.Value, false)
	}
	for i, item := range m.Items {
		m.Items[i] = f.expr(item, false)
	}
	return m
}

// list is a list of templates that a hole stands for, nil for any other.
func (f filler) list(m *plan.Make) plan.Expr {
	if len(m.Items) != 1 {
		return nil
	}
	call, ok := m.Items[0].(*plan.Call)
	if !ok || len(call.Args) != 1 {
		return nil
	}
	h := f.of(call.Args[0])
	if t, _ := call.Args[0].(plan.Lit).Value.(string); h == nil || !strings.HasSuffix(t, spread) || h.mayFail && !absent(h.otherwise) {
		return nil
	}
	list := plan.Func("stream", "Each", h.read("Texts", nil), call.Fun)
	if m.Slice == 0 && m.Type != "" {
		return &plan.Call{Fun: plan.Name{Pkg: m.Pkg, Name: m.Type}, Args: []plan.Expr{list}}
	}
	return list
}

// of is the hole whose token a literal is.
func (f filler) of(x plan.Expr) *hole {
	lit, ok := x.(plan.Lit)
	if !ok {
		return nil
	}
	t, _ := lit.Value.(string)
	return f.holes[strings.TrimSuffix(t, spread)]
}

// lit fills a hole in a literal.
func (f filler) lit(x plan.Lit, template bool) plan.Expr {
	switch v := x.Value.(type) {
	case string:
		if h := f.of(x); h != nil && !strings.HasSuffix(v, spread) {
			return f.text(h, template)
		}
	case []string:
		return f.texts(x, v)
	case [][]string:
		return f.paths(x, v)
	}
	return x
}

func (f filler) text(h *hole, template bool) plan.Expr {
	method := "Plain"
	switch {
	case template && h.optional:
		method = "Optional"
	case template:
		method = "Text"
	case h.optional:
		method = "OptionalPlain"
	}
	return h.read(method, f.other(template))
}

// other lowers what the template has besides a hole: another hole, or a text.
func (f filler) other(template bool) func(*manifest.Node) plan.Expr {
	return func(n *manifest.Node) plan.Expr {
		if h := f.hole(n); h != nil {
			return f.text(h, template)
		}
		t, _ := templateText(n)
		return plan.Lit{Value: t}
	}
}

// texts are texts of which some are holes, or a hole for all of them.
func (f filler) texts(x plan.Lit, texts []string) plan.Expr {
	if len(texts) == 1 && strings.HasSuffix(texts[0], tokenMark+spread) {
		h := f.holes[strings.TrimSuffix(texts[0], spread)]
		return h.read("Plains", func(n *manifest.Node) plan.Expr { return f.texts(plan.Lit{Value: textsOf(n)}, textsOf(n)) })
	}
	return filledList(x, 1, texts, func(t string) plan.Expr { return f.lit(plan.Lit{Value: t}, false) })
}

func textsOf(n *manifest.Node) []string {
	if n.Kind == manifest.Scalar {
		t, _ := text(n)
		return []string{t}
	}
	return texts(n)
}

func (f filler) paths(x plan.Lit, paths [][]string) plan.Expr {
	return filledList(x, 2, paths, func(path []string) plan.Expr { return f.texts(plan.Lit{Value: path}, path) })
}

// filledList is the list of the items, or x, which has them all, when fill leaves each of them as it is. The depth is that
// of the list's type.
func filledList[T any](x plan.Lit, depth int, items []T, fill func(T) plan.Expr) plan.Expr {
	list := &plan.Make{Slice: depth, Type: "string"}
	same := true
	for _, item := range items {
		e := fill(item)
		_, lit := e.(plan.Lit)
		same = same && lit
		list.Items = append(list.Items, e)
	}
	if same {
		return x
	}
	return list
}
