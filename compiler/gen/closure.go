package gen

import (
	"github.com/dave/jennifer/jen"

	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// closure prints a function literal. Its template stands in a comment unless the text is next to it already.
func (p *printer) closure(c *plan.Closure) *jen.Statement {
	head := jen.Func().Params(jen.Id(p.id(c.Param)).Add(p.typ(c.Type, 0))).Add(p.typ(c.Result, 0))
	body := p.block(c.Body)
	if c.Template != "" && len(body) == 1 {
		body = append(body[:0:0], jen.Add(body[0]).Comment(comment(fold(c.Template, 200))))
	}
	return head.Block(body...)
}

// block prints statements.
func (p *printer) block(stmts []plan.Stmt) []jen.Code {
	var body []jen.Code
	for _, s := range stmts {
		body = append(body, p.stmt(s))
	}
	return body
}

// stmt prints one statement.
func (p *printer) stmt(s plan.Stmt) *jen.Statement {
	switch s := s.(type) {
	case *plan.Return:
		if s.X == nil {
			return jen.Return()
		}
		return jen.Return(p.expr(s.X))
	case *plan.Assign:
		return p.assign(s)
	case *plan.If:
		return p.condition(s)
	case *plan.Range:
		return p.loop(s)
	case *plan.Eval:
		return p.expr(s.X)
	}
	return p.fail("a plan holds the unknown statement %T", s)
}

func (p *printer) assign(a *plan.Assign) *jen.Statement {
	op := "="
	if a.Define {
		op = ":="
	}
	return jen.Id(p.id(a.Name)).Op(op).Add(p.expr(a.X))
}

// condition prints an if; an else that holds nothing but another if becomes else if.
func (p *printer) condition(s *plan.If) *jen.Statement {
	head := []jen.Code{p.expr(s.Cond)}
	if s.Init != nil {
		head = []jen.Code{p.assign(s.Init), p.expr(s.Cond)}
	}
	out := jen.If(head...).Block(p.block(s.Then)...)
	if len(s.Else) == 0 {
		return out
	}
	if next, ok := s.Else[0].(*plan.If); ok && len(s.Else) == 1 {
		return out.Else().Add(p.condition(next))
	}
	return out.Else().Block(p.block(s.Else)...)
}

// loop prints for name := range x, with the index if the plan names it.
func (p *printer) loop(r *plan.Range) *jen.Statement {
	vars := jen.Id(p.id(r.Name))
	if r.Index != "" {
		vars = jen.List(jen.Id(p.id(r.Index)), jen.Id(p.id(r.Name)))
	}
	return jen.For(vars.Op(":=").Range().Add(p.expr(r.X))).Block(p.block(r.Body)...)
}
