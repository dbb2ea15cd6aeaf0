package jinja

import "github.com/lowcode-dev/lowcode/compiler/plan"

// tidy uses the variables that nothing reads: folding may take away the last
// reader of a variable, and Go has no unused ones.
func tidy(body []plan.Stmt) []plan.Stmt {
	var out []plan.Stmt
	for i, s := range body {
		out = append(out, s)
		switch s := s.(type) {
		case *plan.Assign:
			if s.Define && !usesName(body[i+1:], s.Name) {
				out = append(out, use(s.Name))
			}
		case *plan.If:
			s.Then, s.Else = tidy(s.Then), tidy(s.Else)
		case *plan.Range:
			s.Body = tidy(s.Body)
			if !usesName(s.Body, s.Name) {
				s.Body = append([]plan.Stmt{use(s.Name)}, s.Body...)
			}
		}
		eachClosure(s, func(c *plan.Closure) { c.Body = tidy(c.Body) })
	}
	return out
}

// use is _ = name.
func use(name string) plan.Stmt {
	return &plan.Assign{Name: "_", X: plan.Name{Name: name}}
}

// eachClosure visits the functions that a statement's own expressions define.
func eachClosure(s plan.Stmt, visit func(*plan.Closure)) {
	for _, x := range exprsOf(s) {
		closuresIn(x, visit)
	}
}

func closuresIn(x plan.Expr, visit func(*plan.Closure)) {
	if c, ok := x.(*plan.Closure); ok {
		visit(c)
	}
	for _, o := range plan.Operands(x) {
		closuresIn(o, visit)
	}
}

// exprsOf are the expressions of a statement, without those of its blocks.
func exprsOf(s plan.Stmt) []plan.Expr {
	switch s := s.(type) {
	case *plan.Return:
		return []plan.Expr{s.X}
	case *plan.Assign:
		return []plan.Expr{s.X}
	case *plan.Eval:
		return []plan.Expr{s.X}
	case *plan.Range:
		return []plan.Expr{s.X}
	case *plan.If:
		if s.Init != nil {
			return []plan.Expr{s.Init.X, s.Cond}
		}
		return []plan.Expr{s.Cond}
	}
	return nil
}

// usesName says whether statements read a Go variable, at any depth.
func usesName(body []plan.Stmt, name string) bool {
	for _, s := range body {
		for _, x := range exprsOf(s) {
			if exprUses(x, name) {
				return true
			}
		}
		switch s := s.(type) {
		case *plan.If:
			if usesName(s.Then, name) || usesName(s.Else, name) {
				return true
			}
		case *plan.Range:
			if usesName(s.Body, name) {
				return true
			}
		}
	}
	return false
}

func exprUses(x plan.Expr, name string) bool {
	switch x := x.(type) {
	case plan.Name:
		return x.Pkg == "" && x.Name == name
	case *plan.Closure:
		return usesName(x.Body, name)
	}
	for _, o := range plan.Operands(x) {
		if exprUses(o, name) {
			return true
		}
	}
	return false
}
