package component

import (
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/jinja"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// constructEither lowers a template that a mapping sets under a condition, where the template of the stream has another
// one with expressions; nil for every other.
func (b *Builder) constructEither(n, owner *manifest.Node, place string, sc scope, constructor string) plan.Expr {
	h := b.hole(n)
	if h == nil || !h.mayFail || absent(h.otherwise) {
		return nil
	}
	if other, _ := templateText(h.otherwise); b.hole(h.otherwise) == nil && !strings.Contains(other, "{") {
		return nil
	}
	h.used = true
	always := *h
	always.mayFail, always.otherwise = false, nil
	then := b.construct(b.newHole(always), owner, place, sc, constructor)
	return either(h, then, b.construct(h.otherwise, owner, place, sc, constructor))
}

// given makes Go that reads a value of each hole in $parameters.
func (b *Builder) given(parameters jinja.Map) jinja.Map {
	if len(b.holes) == 0 || parameters == nil {
		return parameters
	}
	out := make(jinja.Map, len(parameters))
	for i, p := range parameters {
		out[i] = jinja.Pair{Key: p.Key, Value: b.givenValue(p.Value)}
	}
	return out
}

func (b *Builder) givenValue(v any) any {
	switch v := v.(type) {
	case jinja.Map:
		return b.given(v)
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = b.givenValue(item)
		}
		return out
	case string:
		if h := b.holes[v]; h != nil {
			return jinja.Given{X: h.read("Value", func(n *manifest.Node) plan.Expr { return b.literalOrHole(n) })}
		}
	}
	return v
}

// literalOrHole is a constant, or what reads the value of a hole.
func (b *Builder) literalOrHole(n *manifest.Node) plan.Expr {
	if h := b.hole(n); h != nil {
		return h.read("Value", b.literalOrHole)
	}
	return b.literal(n, n)
}
