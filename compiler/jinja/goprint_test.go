package jinja

import (
	"fmt"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// A small printer of plans, so that these tests read as Go and know nothing of gen.

func printExpr(x plan.Expr) string {
	switch x := x.(type) {
	case plan.Lit:
		if x.Value == nil {
			return "nil"
		}
		return fmt.Sprintf("%#v", x.Value)
	case plan.Name:
		if x.Pkg != "" {
			return x.Pkg + "." + x.Name
		}
		return x.Name
	case *plan.Make:
		var parts []string
		for _, f := range x.Fields {
			parts = append(parts, f.Name+": "+printExpr(f.Value))
		}
		return x.Pkg + "." + x.Type + "{" + strings.Join(append(parts, printList(x.Items)...), ", ") + "}"
	case *plan.Call:
		return printExpr(x.Fun) + "(" + strings.Join(printList(x.Args), ", ") + ")"
	case *plan.Select:
		return printExpr(x.X) + "." + x.Name
	case *plan.Not:
		return "!" + printExpr(x.X)
	case *plan.Closure:
		return "func(" + x.Param + " " + x.Type.Pkg + "." + x.Type.Name + ") " + x.Result.Pkg + "." + x.Result.Name + " " + printBlock(x.Body, "")
	}
	return fmt.Sprintf("?%T", x)
}

func printList(list []plan.Expr) []string {
	var out []string
	for _, x := range list {
		out = append(out, printExpr(x))
	}
	return out
}

func printBlock(body []plan.Stmt, indent string) string {
	var b strings.Builder
	b.WriteString("{\n")
	for _, s := range body {
		b.WriteString(indent + "\t" + printStmt(s, indent+"\t") + "\n")
	}
	b.WriteString(indent + "}")
	return b.String()
}

func printStmt(s plan.Stmt, indent string) string {
	switch s := s.(type) {
	case *plan.Return:
		return "return " + printExpr(s.X)
	case *plan.Eval:
		return printExpr(s.X)
	case *plan.Assign:
		op := " = "
		if s.Define {
			op = " := "
		}
		return s.Name + op + printExpr(s.X)
	case *plan.If:
		head := "if "
		if s.Init != nil {
			head += printStmt(s.Init, indent) + "; "
		}
		out := head + printExpr(s.Cond) + " " + printBlock(s.Then, indent)
		if len(s.Else) == 1 {
			if next, ok := s.Else[0].(*plan.If); ok {
				return out + " else " + printStmt(next, indent)
			}
		}
		if len(s.Else) > 0 {
			out += " else " + printBlock(s.Else, indent)
		}
		return out
	case *plan.Range:
		return "for " + s.Name + " := range " + printExpr(s.X) + " " + printBlock(s.Body, indent)
	}
	return fmt.Sprintf("?%T", s)
}
