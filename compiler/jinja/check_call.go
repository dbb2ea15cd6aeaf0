package jinja

import "fmt"

// call checks a call of a macro or a method.
func (b *binder) call(e *callExpr, p place) {
	b.stars(&e.arguments)
	b.exprs(e.exprs(), p)
	switch fun := e.fun.(type) {
	case *nameExpr:
		b.macroCall(e, fun, p)
	case *attrExpr:
		b.method(e, fun, p)
		b.expr(fun.x, p)
	default:
		b.expr(fun, p)
	}
}

func (b *binder) stars(a *arguments) {
	for _, e := range []expr{a.star, a.stars} {
		if e != nil {
			b.unsupported(e.at(), "arguments that are unpacked are not supported", "write them one by one")
		}
	}
}

func (b *binder) macroCall(e *callExpr, fun *nameExpr, p place) {
	v := p.frame.find(fun.name)
	f, ok := b.scope.function(fun.name)
	if v != nil && v.load != loadResolve || b.scope.offers(b.text, fun.name) || !ok {
		before := len(b.found)
		b.name(fun, p)
		if len(b.found) > before && b.found[before].slug == "unknown-name" {
			b.found[before].slug = "unknown-macro"
			b.found[before].summary = "unknown macro " + quote(fun.name)
		}
		return
	}
	if _, err := f.bind(&e.arguments); err != "" {
		b.arity(e.span, quote(fun.name)+" "+err)
	}
}

// arity reports a wrong number of arguments: a TypeError, which the reference
// takes for a text without any template.
func (b *binder) arity(at span, summary string) {
	b.add(finding{span: at, slug: "wrong-arity", summary: summary,
		notes: []string{"when it runs this is a TypeError, and the template's text is used as it stands"}})
}

// method checks the name and the number of arguments of a method.
func (b *binder) method(e *callExpr, fun *attrExpr, p place) {
	m, ok := methods[fun.name]
	if !ok {
		if n, local := fun.x.(*nameExpr); local && p.frame.find(n.name) != nil && p.frame.find(n.name).load != loadResolve {
			return // a namespace may hold a macro
		}
		b.add(finding{span: fun.nameSpan, slug: "unknown-method", summary: "unknown method " + quote(fun.name),
			hint: meant(fun.name, sortedKeys(methods))})
		return
	}
	if fun.name == "get" && len(e.args) > 0 {
		if key, ok := e.args[0].(*constExpr); ok {
			if text, ok := key.value.(string); ok {
				b.configKey(fun.x, text, key.span, p)
			}
		}
	}
	if e.star != nil || e.stars != nil {
		return // refused already
	}
	if n := len(e.args) + len(e.keywords); n < m.min || m.max >= 0 && n > m.max {
		b.arity(e.span, fmt.Sprintf("%q takes %s, got %d", fun.name, counted(m.min, m.max), n))
	}
}

// counted says how many arguments are taken.
func counted(low, high int) string {
	plural := func(n int) string {
		if n == 1 {
			return "1 argument"
		}
		return fmt.Sprintf("%d arguments", n)
	}
	switch {
	case high < 0:
		return plural(low) + " or more"
	case high == 0:
		return "no arguments"
	case low == high:
		return plural(low)
	}
	return fmt.Sprintf("%d to %s", low, plural(high))
}

func (b *binder) filter(e *filterExpr, p place) {
	b.stars(&e.arguments)
	f, ok := filters[e.name]
	if !ok {
		b.unknown("filter", e.name, e.nameSpan, sortedKeys(filters), p)
		return
	}
	if _, err := f.bind(&e.arguments); err != "" {
		b.arity(e.span, "the filter "+quote(e.name)+" "+err)
	}
	if at, ok := namedFilters[e.name]; ok {
		b.named("filter", &e.arguments, at, filters, p)
	}
	if at, ok := namedTests[e.name]; ok {
		b.named("test", &e.arguments, at, tests, p)
	}
}

// named checks the name of a filter or a test that another filter is given as a text.
func (b *binder) named(what string, a *arguments, at int, table map[string]function, p place) {
	if len(a.args) <= at {
		return
	}
	name, ok := a.args[at].(*constExpr)
	if !ok {
		return
	}
	text, ok := name.value.(string)
	if _, known := table[text]; ok && !known {
		b.unknown(what, text, name.span, sortedKeys(table), p.softly())
	}
}

func (b *binder) test(e *testExpr, p place) {
	b.stars(&e.arguments)
	f, ok := tests[e.name]
	if !ok {
		b.unknown("test", e.name, e.nameSpan, sortedKeys(tests), p)
		return
	}
	if _, err := f.bind(&e.arguments); err != "" {
		b.arity(e.span, "the test "+quote(e.name)+" "+err)
	}
}

// unknown reports a filter or a test. Outside of an if the reference refuses the template for it.
func (b *binder) unknown(what, name string, at span, candidates []string, p place) {
	f := finding{span: at, slug: "unknown-" + what, summary: "unknown " + what + " " + quote(name), hint: meant(name, candidates)}
	if !p.soft {
		f.dies = &death{rankAssertion, "TemplateAssertionError", "No " + what + " named " + pythonQuote(name) + "."}
	}
	b.add(f)
}

// bind puts arguments in the order of the parameters; what is left out is nil.
// It says what is wrong with them in words that follow the function's name.
func (f *function) bind(a *arguments) (ordered []expr, fault string) {
	if f.lists || a.star != nil || a.stars != nil { // the latter are refused
		return nil, ""
	}
	if f.variadic {
		if len(a.keywords) > 0 {
			return nil, "takes no named arguments"
		}
		if len(a.args) == 0 {
			return nil, "needs an argument"
		}
		return a.args, ""
	}
	ordered = make([]expr, len(f.params))
	if len(a.args) > len(f.params) {
		return nil, fmt.Sprintf("takes %s, got %d", counted(f.required, len(f.params)), len(a.args))
	}
	copy(ordered, a.args)
	for _, k := range a.keywords {
		at := indexOf(f.params, k.name)
		if at < 0 || f.positional {
			return nil, "has no parameter " + quote(k.name)
		}
		if ordered[at] != nil {
			return nil, "gets " + quote(k.name) + " twice"
		}
		ordered[at] = k.value
	}
	for i, e := range ordered[:f.required] {
		if e == nil {
			return nil, "needs the argument " + quote(f.params[i])
		}
	}
	return ordered, ""
}

func indexOf(names []string, name string) int {
	for i, n := range names {
		if n == name {
			return i
		}
	}
	return -1
}
