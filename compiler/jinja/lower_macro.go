package jinja

import (
	"strconv"

	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// macro lowers the definition of a macro to a variable that holds a function.
func (l *lowerer) macro(s *macroStmt) {
	l.setName(l.frame.find(s.name.name), code(l.function(s, s.name.name, s.params, s.body)))
}

// callBlock calls a macro with the block's body as its caller.
func (l *lowerer) callBlock(s *callStmt) {
	caller := code(l.function(s, "caller", s.params, s.body))
	call := &callExpr{span: s.call.span, fun: s.call.fun}
	call.args = s.call.args
	call.keywords = append(append([]keyword(nil), s.call.keywords...),
		keyword{span: s.span, name: "caller", value: &lowered{s.span, caller}})
	l.write(l.goExpr(l.expr(call)))
}

// function is a macro as a value: its parameters, and its body as a closure.
func (l *lowerer) function(s stmt, name string, params []param, body []stmt) plan.Expr {
	fs := l.frames[s]
	var names []string
	for _, p := range params {
		names = append(names, p.name.name)
	}
	signature := plan.New("value", "Signature", plan.F("Name", text(name)))
	if names != nil {
		signature.Fields = append(signature.Fields, plan.F("Params", plan.Lit{Value: names}))
	}
	for _, special := range specials {
		if fs.special[special.name] != nil {
			signature.Fields = append(signature.Fields, plan.F(special.method, plan.Lit{Value: true}))
		}
	}
	return valueFunc("NewMacro", signature, l.macroBody(fs, params, body))
}

// specials are the variables that a macro has when its body reads them.
var specials = []struct{ name, method string }{
	{"caller", "Caller"}, {"kwargs", "Kwargs"}, {"varargs", "Varargs"},
}

func (l *lowerer) macroBody(fs *frames, params []param, body []stmt) *plan.Closure {
	l.macros++
	arg := "a"
	if l.macros > 1 {
		arg += strconv.Itoa(l.macros)
	}
	texts, outer := l.texts, l.frame
	l.texts, l.frame = nil, fs.body
	stmts := l.block(func() {
		l.open()
		l.special(fs, arg)
		for i, p := range params {
			l.param(fs.body.vars[p.name.name], i, p.value, arg)
		}
		l.inFrame(fs.body, body)
		l.emit(&plan.Return{X: l.close()})
	})
	l.texts, l.frame = texts, outer
	l.macros--
	return &plan.Closure{
		Param: arg, Type: plan.Type{Pkg: "value", Name: "Arguments"},
		Result: plan.Type{Pkg: "value", Name: "Value"}, Body: stmts,
	}
}

func (l *lowerer) special(fs *frames, arg string) {
	for _, s := range specials {
		if v := fs.special[s.name]; v != nil && l.isLive(v) {
			l.declare(v, code(plan.Method(local(arg), s.method)))
		}
	}
}

// param declares a parameter; its default is evaluated only when it is needed.
func (l *lowerer) param(v *variable, i int, value expr, arg string) {
	if !l.isLive(v) && value == nil {
		return
	}
	at := plan.Lit{Value: i}
	l.declare(v, code(plan.Method(local(arg), "At", at)))
	l.see(v)
	if value == nil {
		return
	}
	then := l.block(func() {
		o := l.expr(value)
		l.emit(&plan.Assign{Name: l.vars[v], X: l.goExpr(o)})
		l.check(operand{x: local(l.vars[v]), safe: o.safe})
	})
	l.emit(&plan.If{Cond: &plan.Not{X: plan.Method(local(arg), "Given", at)}, Then: then})
}
