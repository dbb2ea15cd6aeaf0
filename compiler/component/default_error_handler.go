package component

import (
	"strconv"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { errorHandlers.add("DefaultErrorHandler", defaultErrorHandler) }

// defaultErrorHandler lowers DefaultErrorHandler. Without filters, strategies and a number of retries it is
// what a requester without a handler has.
func defaultErrorHandler(b *Builder, n *manifest.Node) plan.Expr {
	m := plan.New("retry", "DefaultErrorHandler",
		plan.F("ResponseFilters", b.responseFilters(n)),
		plan.F("BackoffStrategies", b.backoffStrategies(n)),
		plan.F("MaxRetries", b.maxRetries(n)),
	)
	if m.Fields == nil && !b.composed {
		return nil
	}
	return m
}

// responseFilters lowers the filters; those that do nothing are left out.
func (b *Builder) responseFilters(n *manifest.Node) plan.Expr {
	list := plan.SliceOf("retry", "HTTPResponseFilter")
	claimed := map[int64]int{} // statuses, by the number of the filter that has them
	for i, item := range items(n.Field("response_filters")) {
		b.claimCodes(item, i, claimed)
		if f := b.responseFilter(item); f != nil {
			list.Items = append(list.Items, f)
		}
	}
	if list.Items == nil {
		return nil
	}
	return list
}

// backoffStrategies lowers the strategies.
func (b *Builder) backoffStrategies(n *manifest.Node) plan.Expr {
	list := plan.SliceOf("retry", "BackoffStrategy")
	for _, item := range items(n.Field("backoff_strategies")) {
		if s := b.lower(backoffStrategies, item); s != nil {
			list.Items = append(list.Items, s)
		}
	}
	if list.Items == nil {
		return nil
	}
	return list
}

// maxRetries lowers max_retries, which the reference takes to be a whole number when it builds the source.
func (b *Builder) maxRetries(n *manifest.Node) plan.Expr {
	x := b.givenTemplate(n, "max_retries")
	if known, ok := knownText(x); ok && known != "" {
		if _, err := strconv.ParseFloat(known, 64); err != nil {
			b.errorf(n, n.Field("max_retries").Span, "bad-value", "DefaultErrorHandler.max_retries is not a number: %q", known)
		}
	}
	return x
}
