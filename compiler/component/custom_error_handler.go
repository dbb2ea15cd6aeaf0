package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() {
	errorHandlers.addCustom("CustomErrorHandler", custom{scope: configScope, base: errorHandlerBase})
}

// errorHandlerBase is the DefaultErrorHandler that a class derived from it starts with.
func errorHandlerBase(b *Builder, n *manifest.Node) base {
	keys := wellFormed(n, map[string]shaper{"response_filters": isList, "backoff_strategies": isList, "max_retries": isScalar})
	outer := b.composed
	b.composed = false
	defer func() { b.composed = outer }()
	return base{
		embed: plan.Type{Pkg: "retry", Name: "DefaultErrorHandler"}, keys: keys,
		value: defaultErrorHandler(b, only(n, keys)), methods: errorHandlerStub,
	}
}

// errorHandlerStub is what CustomErrorHandler asks of its class.
const errorHandlerStub = `
// Interpret says what the answer to a request means. $T.DefaultErrorHandler knows what the manifest says of it, and
// the usual meanings.
func (h $T) Interpret(ctx context.Context, attempt *stream.Attempt) (stream.Resolution, error) {
	return stream.Resolution{}, stream.Unimplemented($class)
}

// ReadsBody says that Interpret looks into the bodies of answers that are no errors.
func (h $T) ReadsBody() bool { return true }
`
