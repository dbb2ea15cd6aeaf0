package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { errorHandlers.add("DefaultErrorHandler", defaultErrorHandler) }

// defaultErrorHandler lowers DefaultErrorHandler. Without filters, strategies and limits of its own it is
// what a requester without a handler has.
func defaultErrorHandler(b *Builder, n *manifest.Node) plan.Expr {
	b.unsupportedFields(n, "response_filters", "backoff_strategies", "max_retries")
	return nil
}
