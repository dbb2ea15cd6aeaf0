package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { errorHandlers.add("CompositeErrorHandler", compositeErrorHandler) }

// compositeErrorHandler lowers CompositeErrorHandler. A handler that adds nothing of its own stays: what it
// lets pass does not reach the next one.
func compositeErrorHandler(b *Builder, n *manifest.Node) plan.Expr {
	outer := b.composed
	b.composed = true
	defer func() { b.composed = outer }()
	list := plan.SliceOf("stream", "ErrorHandler")
	handlers := items(n.Field("error_handlers"))
	if len(handlers) == 0 {
		b.errorf(n, spanOf(n.Field("error_handlers"), n), "missing-field", "CompositeErrorHandler needs at least one error handler")
	}
	for i, item := range handlers {
		if x := b.lower(errorHandlers, item); x != nil {
			list.Items = append(list.Items, x)
		}
		b.unreachableCodes(item, handlers[:i])
	}
	return plan.New("retry", "CompositeErrorHandler", plan.F("ErrorHandlers", list))
}
