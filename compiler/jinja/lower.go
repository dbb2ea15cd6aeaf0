package jinja

import (
	"slices"
	"strconv"

	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// A lowerer turns the tree of a template into Go. Expressions become calls;
// what decides which operands are evaluated (and, or, if) becomes statements
// before the expression that uses the result.
//
// A template is lowered twice: the first run finds out what it reads, which
// names the closure's parameter and tells which variables Go needs.
type lowerer struct {
	text  *Text
	scope *Scope
	*binder
	config string             // the Go variable that holds the config
	live   map[*variable]bool // the variables that are read; nil in the first run, which finds out
	seen   map[*variable]bool
	uses   uses
	out    *[]plan.Stmt // where statements go
	vars   map[*variable]string
	last   int      // number of the last variable
	effect int      // how often something was changed so far
	texts  []string // the builders that are open, innermost last; none where branches return what they print
	macros int      // how deep in macros
	at     span     // of the expression that is being lowered, for refusals
	frame  *frame
	fixed  *string // the text that the first branch of a template gives that is chosen now
}

// uses are what a template reads.
type uses struct {
	names  map[string]bool // free names
	scope  bool            // something of the place
	clock  bool            // something that is different each time
	refuse string
}

// lower lowers statements that nothing is wrong with.
func lower(t *Text, scope *Scope, b *binder, body []stmt) (*Template, *finding) {
	first := newLowerer(t, scope, b, "cfg")
	first.template(body)
	if first.uses.refuse != "" {
		return nil, &finding{span: first.at, slug: "unsupported", summary: first.uses.refuse}
	}
	out := &Template{Source: t.Source, Names: sortedKeys(first.uses.names)}
	config := "cfg"
	switch {
	case first.uses.scope:
		out.Binding = InScope
	case first.uses.clock:
		out.Binding, config = Clock, "c"
	default:
		out.Binding, config = Config, "c"
	}
	second := newLowerer(t, scope, b, config)
	second.live = first.seen
	stmts, constant, folded := second.template(body)
	stmts = tidy(stmts)
	if folded {
		out.Binding, out.Constant, out.Names = Constant, constant, nil
		return out, nil
	}
	out.Closure = closure(t, scope, out.Binding, stmts)
	return out, nil
}

func newLowerer(t *Text, scope *Scope, b *binder, config string) *lowerer {
	return &lowerer{
		text: t, scope: scope, binder: b, frame: b.root, config: config,
		uses: uses{names: map[string]bool{}}, vars: map[*variable]string{}, seen: map[*variable]bool{},
	}
}

// closure is the function literal around the statements.
func closure(t *Text, scope *Scope, binding Binding, body []plan.Stmt) *plan.Closure {
	c := &plan.Closure{
		Param: "c", Type: plan.Type{Pkg: "config", Name: "Config"},
		Result: plan.Type{Pkg: "value", Name: "Value"},
		Body:   body, Template: t.Source,
	}
	if binding == InScope {
		c.Param, c.Type = scope.Param, scope.Type
	}
	return c
}

// template lowers a whole template: to a text, when all of it is known, or to
// the body of a function.
func (l *lowerer) template(body []stmt) (stmts []plan.Stmt, constant string, folded bool) {
	l.out = &stmts
	parts, ok := printed(body)
	if !ok {
		l.statements(body)
		if l.fixed != nil && len(stmts) == 1 {
			return nil, *l.fixed, true
		}
		return stmts, "", false
	}
	if len(parts) == 1 {
		if _, data := parts[0].(*dataExpr); !data {
			return l.single(parts[0], &stmts)
		}
	}
	o := l.concat(parts)
	if s, ok := o.value.(string); ok && len(stmts) == 0 {
		return nil, s, true
	}
	l.give(o)
	return stmts, "", false
}

// single lowers a template that is one expression.
func (l *lowerer) single(e expr, stmts *[]plan.Stmt) ([]plan.Stmt, string, bool) {
	o := l.tail(e)
	if !o.known() {
		return *stmts, "", false
	}
	if constant, ok := constText(o.value); ok {
		return nil, constant, true
	}
	l.give(o)
	return *stmts, "", false
}

// printed are the parts of a template that only prints.
func printed(body []stmt) ([]expr, bool) {
	var parts []expr
	for _, s := range body {
		out, ok := s.(*output)
		if !ok {
			return nil, false
		}
		parts = append(parts, out.parts...)
	}
	return parts, true
}

// concat joins the texts of expressions; neighbours that are known become one.
func (l *lowerer) concat(parts []expr) operand {
	var joined []operand
	for _, o := range l.operands(parts...) {
		s, ok := "", false
		if o.known() {
			s, ok = constText(o.value)
		}
		if !ok {
			joined = append(joined, o)
			continue
		}
		if n := len(joined); n > 0 && joined[n-1].known() {
			if before, ok := joined[n-1].value.(string); ok {
				joined[n-1] = known(before + s)
				continue
			}
		}
		joined = append(joined, known(s))
	}
	joined = slices.DeleteFunc(joined, func(o operand) bool { return o.known() && o.value == "" })
	if len(joined) == 0 {
		return known("")
	}
	if _, ok := joined[0].value.(string); ok && len(joined) == 1 {
		return joined[0]
	}
	return maybe(valueFunc("Concat", l.goExprs(joined)...))
}

func (l *lowerer) emit(s ...plan.Stmt) { *l.out = append(*l.out, s...) }

// give returns the operand from the closure.
func (l *lowerer) give(o operand) { l.emit(&plan.Return{X: l.goExpr(o)}) }

// block collects the statements that f emits.
func (l *lowerer) block(f func()) []plan.Stmt {
	outer := l.out
	var inner []plan.Stmt
	l.out = &inner
	f()
	l.out = outer
	return inner
}

// fresh is a new Go variable.
func (l *lowerer) fresh() string {
	l.last++
	if l.last == 1 {
		return "v"
	}
	return "v" + strconv.Itoa(l.last)
}

// temp holds an operand in a variable that may be assigned.
func (l *lowerer) temp(o operand) operand {
	if o.temp {
		return o
	}
	name := l.fresh()
	l.emit(&plan.Assign{Name: name, X: l.goExpr(o), Define: true})
	return operand{x: local(name), safe: o.safe, temp: true}
}

// operands lowers expressions that are evaluated one after the other. Where one
// needs statements, those before it are held in variables if the order shows.
func (l *lowerer) operands(list ...expr) []operand {
	lowered := make([]operand, 0, len(list))
	before := l.effect
	for _, e := range list {
		mark := len(*l.out)
		o := l.expr(e)
		if len(*l.out) > mark && l.effect > before {
			l.hold(lowered, mark)
		}
		lowered = append(lowered, o)
	}
	return lowered
}

// hold puts operands into variables that are assigned before the statement at mark.
func (l *lowerer) hold(list []operand, mark int) {
	late := append([]plan.Stmt(nil), (*l.out)[mark:]...)
	*l.out = (*l.out)[:mark]
	for i, o := range list {
		if !o.known() {
			list[i] = l.temp(o)
		}
	}
	l.emit(late...)
}

// refuse notes that an expression cannot be lowered.
func (l *lowerer) refuse(why string) {
	if l.uses.refuse == "" {
		l.uses.refuse = why
	}
}
