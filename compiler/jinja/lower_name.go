package jinja

import "github.com/lowcode-dev/lowcode/compiler/plan"

// selfName is the template itself.
const selfName = "self"

// isFree says whether a name means what the place offers, and not a variable
// of the template.
func isFree(f *frame, name string) bool {
	v := f.find(name)
	return v == nil || v.load == loadResolve && !v.store
}

func (l *lowerer) isFree(name string) bool { return isFree(l.frame, name) }

// name lowers a name that is read.
func (l *lowerer) name(n *nameExpr) operand {
	if l.isFree(n.name) {
		return l.free(n.name)
	}
	return l.variable(l.frame.find(n.name))
}

// variable is the value of a variable of the template.
func (l *lowerer) variable(v *variable) operand {
	l.see(v)
	if name := l.vars[v]; name != "" {
		return code(local(name))
	}
	return l.initial(v)
}

// see notes that a variable is read, and with it those that it starts as.
func (l *lowerer) see(v *variable) {
	for ; v != nil && !l.seen[v]; v = v.alias {
		l.seen[v] = true
	}
}

// isLive says whether anything reads the variable.
func (l *lowerer) isLive(v *variable) bool { return l.live == nil || l.live[v] }

// initial is what a variable is before the template assigns it.
func (l *lowerer) initial(v *variable) operand {
	switch {
	case v.load == loadAlias:
		return l.variable(v.alias)
	case v.load == loadResolve:
		return l.free(v.name)
	}
	return code(valueFunc("UndefinedName", text(v.name)))
}

// free lowers a name of the place.
func (l *lowerer) free(name string) operand {
	if name == "config" {
		if l.scope.NoConfig {
			return known(nil)
		}
		return code(plan.Method(l.theConfig(), "Value"))
	}
	if name == "parameters" {
		if l.scope.NoParameters {
			return known(Map(nil))
		}
		return known(l.text.Parameters)
	}
	if v, ok := l.text.Known.get(name); ok {
		return known(v)
	}
	if field, ok := l.scope.field(name); ok {
		l.uses.names[name], l.uses.scope = true, true
		return code(&plan.Select{X: local(l.scope.Param), Name: field})
	}
	if l.scope.Extra && indexOf(l.text.ExtraNames, name) >= 0 {
		l.uses.names[name], l.uses.scope = true, true
		return code(plan.Method(local(l.scope.Param), "Extra", text(name)))
	}
	// A macro that is tested; binding has refused every other use.
	return code(valueFunc("FuncOf", text(name), plan.Lit{}))
}

// enter declares the variables of a frame that its body assigns.
func (l *lowerer) enter(f *frame, body []stmt) {
	l.frame = f
	for _, name := range f.order {
		v := f.vars[name]
		if !v.store || v.load == loadParam || !l.isLive(v) {
			continue
		}
		if v.load == loadUndefined && declares(body, name) {
			continue
		}
		l.declare(v, l.initial(v))
	}
}

// declare makes the Go variable of a variable.
func (l *lowerer) declare(v *variable, o operand) {
	x := l.goExpr(o)
	name := l.fresh()
	l.emit(&plan.Assign{Name: name, X: x, Define: true})
	l.vars[v] = name
}

// declares says whether the first statement that names a variable assigns it,
// whatever happens: then that statement can declare it.
func declares(body []stmt, name string) bool {
	for _, s := range body {
		switch s := s.(type) {
		case *setStmt:
			if n, ok := s.target.(*nameExpr); ok && n.name == name {
				return !mentions([]stmt{&output{parts: []expr{s.value}}}, name)
			}
		case *setBlock:
			if n, ok := s.target.(*nameExpr); ok && n.name == name {
				return !names(s.body, name)
			}
		case *macroStmt:
			if s.name.name == name {
				return !names([]stmt{&callStmt{params: s.params, call: &callExpr{}, body: s.body}}, name)
			}
		}
		if names([]stmt{s}, name) {
			return false
		}
	}
	return false
}

// names says whether statements read or assign a name, at any depth.
func names(body []stmt, name string) bool {
	found := false
	eachTarget(body, func(n *nameExpr) { found = found || n.name == name })
	return found || mentions(body, name)
}
