package component

import (
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// A hole is a place in the template of dynamic streams whose value a mapping gives while the connector runs. In the
// tree it is a text that nothing else can be, its token: what lowers a text lowers it as one, and fillHoles puts what reads
// the value in the place of the token. Numbers and the like are asked for by hole. A token that reaches no plan is a field
// that a mapping cannot set, which is said where the mapping stands.
type hole struct {
	path      string         // by which generated code reads the value
	span      source.Span    // of the mapping's value
	otherwise *manifest.Node // what the template has where the mapping's condition does not hold, nil for nothing
	mayFail   bool           // whether there is a condition
	optional  bool           // the field may be left out
	place     string         // "HttpRequester.path", "" for a place that no component reads
	used      bool
}

// tokenMark begins and ends a token. No manifest of dynamic streams may hold it.
const tokenMark = "\x00"

func isToken(s string) bool { return strings.HasPrefix(s, tokenMark) }

// newHole is a node for a hole.
func (b *Builder) newHole(h hole) *manifest.Node {
	token := tokenMark + "mapped:" + strconv.Itoa(len(b.holes)) + tokenMark
	if b.holes == nil {
		b.holes = map[string]*hole{}
	}
	b.holes[token] = &h
	return manifest.NewText(token, h.span)
}

// hole is the hole at n, nil where there is none.
func (b *Builder) hole(n *manifest.Node) *hole {
	t, ok := text(n)
	if !ok || !isToken(t) {
		return nil
	}
	return b.holes[strings.TrimSuffix(t, spread)]
}

// spread ends the token of a hole that is a whole list of texts.
const spread = "*"

// spreadOf is the one item of a list that is a hole.
func spreadOf(n *manifest.Node) *manifest.Node {
	t, _ := text(n)
	return manifest.NewText(strings.TrimSuffix(t, spread)+spread, n.Span)
}

// mapped is the parameter of a stream's function that holds what mappings have set.
var mapped = plan.Mapped

// read is a call of mapped that reads the hole's value; where its mapping may not hold, otherwise lowers what else there is.
func (h *hole) read(method string, otherwise func(*manifest.Node) plan.Expr) plan.Expr {
	h.used = true
	x := plan.Method(mapped, method, plan.Lit{Value: h.path})
	if !h.mayFail || absent(h.otherwise) {
		return x // which is nothing where nothing is set
	}
	return either(h, x, otherwise(h.otherwise))
}

// either chooses between what a mapping sets and what the template has.
func either(h *hole, then, otherwise plan.Expr) plan.Expr {
	if otherwise == nil {
		return then
	}
	return plan.Func("stream", "Either", plan.Method(mapped, "Has", plan.Lit{Value: h.path}), then, otherwise)
}

// readScalar is read for a field whose other value is a constant; scalars lowers that.
func (b *Builder) readScalar(n *manifest.Node, method string, constant func(*manifest.Node) plan.Expr) plan.Expr {
	h := b.hole(n)
	if h == nil {
		return nil
	}
	return h.read(method, func(other *manifest.Node) plan.Expr {
		if x := b.readScalar(other, method, constant); x != nil {
			return x
		}
		return constant(other)
	})
}

// withoutTokens is a text for readers: a hole is the path that its mapping sets.
func (b *Builder) withoutTokens(s string) string {
	for token, h := range b.holes {
		s = strings.ReplaceAll(s, token, "{"+h.path+"}")
	}
	return s
}

// noOther refuses a hole with a condition at a place that is a map or a list, where the template has something else.
func (b *Builder) noOther(h *hole) func(*manifest.Node) plan.Expr {
	return func(*manifest.Node) plan.Expr {
		h.used = false
		return nil
	}
}
