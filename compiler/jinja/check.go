package jinja

import (
	"sort"
	"strings"
)

// expr checks an expression and what it is made of.
func (b *binder) expr(e expr, p place) {
	b.smells(e, p)
	switch e := e.(type) {
	case *nameExpr:
		b.name(e, p)
		b.asValue(e, p)
		return
	case *callExpr:
		b.call(e, p)
		return
	case *filterExpr:
		b.filter(e, p)
	case *testExpr:
		b.test(e, p)
		if name, ok := e.x.(*nameExpr); ok { // a function may be tested
			b.name(name, p)
			b.exprs(e.exprs(), p)
			return
		}
	case *condExpr:
		p = p.softly()
	case *attrExpr:
		if b.isSelf(e.x, p) {
			b.self(e)
			return
		}
		b.configKey(e.x, e.name, e.nameSpan, p)
		if name, ok := e.x.(*nameExpr); ok { // what a function has is no address, it is nothing
			b.name(name, p)
			return
		}
	case *indexExpr:
		b.index(e, p)
	}
	b.exprs(children(e), p)
}

func (b *binder) exprs(list []expr, p place) {
	for _, e := range list {
		b.expr(e, p)
	}
}

// isSelf says whether an expression is the template itself, which Jinja offers
// for its blocks.
func (b *binder) isSelf(e expr, p place) bool {
	n, ok := e.(*nameExpr)
	return ok && n.name == selfName && !b.offers(n.name) && isFree(p.frame, n.name)
}

// self warns of a member of the template, which is always undefined: people
// write it for a member of the Python class that a manifest once was.
func (b *binder) self(e *attrExpr) {
	b.reported[selfName] = true
	b.add(finding{span: e.span, slug: "self", warning: true,
		summary: quote("self."+e.name) + " is always empty",
		notes:   []string{"self is the template, and not the component that it stands in"}})
}

// name checks that a free name is offered here.
func (b *binder) name(n *nameExpr, p place) {
	if v := p.frame.find(n.name); v == nil || v.load == loadResolve {
		b.free(n.name, n.span)
	}
}

// free reports a name that the place does not offer, once.
func (b *binder) free(name string, at span) {
	if b.reported[name] || b.offers(name) || strings.Contains(name, stateWord) {
		return // what holds stream_state is reported already, wherever it stands
	}
	b.reported[name] = true
	if reason, ok := absent[name]; ok {
		b.unsupported(at, quote(name)+" is not supported", reason)
		return
	}
	names := b.scope.names(b.text)
	b.add(finding{
		span: at, slug: "unknown-name", summary: "unknown name " + quote(name),
		hint:  meant(name, append(names, b.scope.callable()...)),
		notes: []string{b.text.Place + " may use " + list(names)},
		dies:  &death{rankNames, "ValueError", name},
	})
}

func (b *binder) offers(name string) bool {
	_, macro := b.scope.function(name)
	return macro || b.scope.offers(b.text, name)
}

// unread reports names of a frame that are looked up in the context without
// being written in the template: those that one branch assigns and the others do not.
func (b *binder) unread(f *frame, body []stmt) {
	for _, name := range f.order {
		if f.vars[name].load != loadResolve || b.offers(name) || b.reported[name] {
			continue
		}
		at := span{}
		eachTarget(body, func(n *nameExpr) {
			if n.name == name && at == (span{}) {
				at = n.span
			}
		})
		b.free(name, at)
		if !b.reported[name] {
			continue
		}
		last := &b.found[len(b.found)-1]
		last.summary = quote(name) + " is assigned in one branch only"
		last.notes = []string{"the other branches look it up among the names of the place: assign it before the if"}
	}
}

// asValue refuses a macro that is not called: its text would be an address.
func (b *binder) asValue(n *nameExpr, p place) {
	v := p.frame.find(n.name)
	if _, ok := b.scope.function(n.name); !ok || v != nil && v.load != loadResolve || b.scope.offers(b.text, n.name) {
		return
	}
	b.unsupported(n.span, "the macro "+quote(n.name)+" must be called", "write "+n.name+"(…)")
}

func (b *binder) index(e *indexExpr, p place) {
	if key, ok := e.key.(*constExpr); ok {
		if text, ok := key.value.(string); ok {
			b.configKey(e.x, text, key.span, p)
		}
	}
	if t, ok := e.key.(*tupleExpr); ok {
		for _, item := range t.items {
			if _, ok := item.(*sliceExpr); ok {
				b.unsupported(item.at(), "a slice among several keys is not supported")
			}
		}
	}
}

// configKey warns of a key that the spec does not declare.
func (b *binder) configKey(x expr, key string, at span, p place) {
	n, ok := x.(*nameExpr)
	if !ok || n.name != "config" {
		return
	}
	if v := p.frame.find("config"); v != nil && v.load != loadResolve {
		return
	}
	if b.scope.NoConfig {
		b.add(finding{span: at, slug: "null-config", warning: true,
			summary: "the config is null here",
			notes:   []string{b.text.Place + " is evaluated without a config"}})
		return
	}
	if b.text.ConfigKeys == nil || methods[key].owner&onDict != 0 {
		return
	}
	for _, declared := range b.text.ConfigKeys {
		if declared == key {
			return
		}
	}
	b.add(finding{span: at, slug: "unknown-config-key", warning: true,
		summary: "the spec declares no key " + quote(key),
		hint:    meant(key, b.text.ConfigKeys),
		notes:   configNotes(b.text.ConfigKeys)})
}

func configNotes(keys []string) []string {
	if len(keys) == 0 || len(keys) > 20 {
		return nil
	}
	sorted := append([]string(nil), keys...)
	sort.Strings(sorted)
	return []string{"it declares " + list(sorted)}
}
