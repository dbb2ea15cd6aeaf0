package component

import (
	"regexp"
	"strconv"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// reducePageSize is the action that asks for it.
const reducePageSize = "REDUCE_PAGE_SIZE"

// pageSizeReduction lowers PageSizeReduction of a retriever: smaller pages after the API refused one.
func (b *Builder) pageSizeReduction(retriever *manifest.Node) plan.Expr {
	n := present(retriever, "page_size_reduction")
	filter := filterWith(retriever.Field("requester").Field("error_handler"), reducePageSize)
	switch {
	case n == nil && filter != nil:
		d := b.errorf(filter, filter.Field("action").Span, "conflict", "%s needs page_size_reduction in the retriever", reducePageSize)
		d.Hint = "add page_size_reduction: {type: PageSizeReduction}"
		return nil
	case n == nil:
		return nil
	case filter == nil:
		b.warnf(n, n.Span, "no-effect", "no response filter of the requester has the action %s", reducePageSize)
	}
	b.checkReducible(retriever, n)
	wait := b.seconds(n, "backoff_seconds")
	if wait == nil {
		wait = plan.Lit{Value: 0.5}
	}
	failure, _ := text(n.Field("failure_message"))
	policy, _ := text(n.Field("reset_policy"))
	m := plan.New("retrieve", "PageSizeReduction",
		plan.F("ReductionFactor", b.seconds(n, "reduction_factor")),
		plan.F("MinimumPageSize", b.int(n, "minimum_page_size")),
		plan.F("MaxAttempts", b.int(n, "max_attempts")),
		plan.F("BackoffSeconds", wait),
		plan.F("RetriesAtMinimumPageSize", b.int(n, "retries_at_minimum_page_size")),
		plan.F("FailureMessage", plan.String(failure)),
		plan.F("AfterSuccessfulPage", onlyIf(policy == "AFTER_SUCCESSFUL_PAGE")),
	)
	return address(m)
}

// filterWith is the first response filter of an error handler that has an action.
func filterWith(handler *manifest.Node, action string) *manifest.Node {
	if handler == nil {
		return nil
	}
	for _, filter := range items(handler.Field("response_filters")) {
		if does, _ := text(filter.Field("action")); does == action {
			return filter
		}
	}
	for _, inner := range items(handler.Field("error_handlers")) {
		if filter := filterWith(inner, action); filter != nil {
			return filter
		}
	}
	return nil
}

// checkReducible refuses a pagination in which a smaller page would be no part of the larger one, or that
// cannot ask for one.
func (b *Builder) checkReducible(retriever, n *manifest.Node) {
	if properties := queryProperties(retriever.Field("requester")); properties != nil {
		b.errorf(n, properties.Span, "conflict", "page_size_reduction cannot be together with query properties")
	}
	paginator := present(retriever, "paginator")
	if paginator.Type() != "DefaultPaginator" {
		b.errorf(n, n.Span, "conflict", "page_size_reduction needs a DefaultPaginator, which sends the page size")
		return
	}
	if present(paginator, "page_size_option") == nil {
		b.errorf(n, n.Span, "conflict", "page_size_reduction needs page_size_option in the paginator: nothing else asks for a smaller page")
	}
	if option := present(paginator, "page_token_option"); option.Type() == "RequestPath" {
		d := b.errorf(n, option.Span, "conflict", "page_size_reduction cannot be together with RequestPath")
		d.Notes = append(d.Notes, "the URL of the next page has the page size that failed")
	}
	strategy := paginator.Field("pagination_strategy")
	if strategy.Type() == "PageIncrement" {
		d := b.errorf(n, strategy.Span, "conflict", "page_size_reduction cannot be together with PageIncrement")
		d.Notes = append(d.Notes, "in smaller pages the same page number is another place: records would be skipped")
		d.Hint = "use OffsetIncrement or CursorPagination"
		return
	}
	b.checkReducibleSize(strategy, n)
	b.checkReducibleStop(strategy, n)
}

// checkReducibleSize refuses a page size that can never become smaller.
func (b *Builder) checkReducibleSize(strategy, n *manifest.Node) {
	size := present(strategy, "page_size")
	if size == nil {
		b.errorf(n, strategy.Span, "conflict", "page_size_reduction needs page_size in the pagination strategy")
		return
	}
	known, _ := templateText(size)
	if number, err := strconv.ParseInt(known, 10, 64); err == nil && number <= smallestPage(n) {
		b.errorf(n, spanOf(n.Field("minimum_page_size"), n), "conflict", "a page_size of %d can never be reduced: minimum_page_size is %d", number, smallestPage(n))
	}
}

func smallestPage(n *manifest.Node) int64 {
	if number, ok := n.Field("minimum_page_size").Int(); ok && number > 1 {
		return number
	}
	return 1
}

// Comparisons of last_page_size in a stop condition.
var (
	shorterThan    = regexp.MustCompile(`\blast_page_size\s*(<=?)\s*([^\s|)}]+)`)
	safeComparison = regexp.MustCompile(`\blast_page_size\s*(?:[=!]=\s*0\b|>)`)
	lastPageSize   = regexp.MustCompile(`\blast_page_size\b`)
)

// checkReducibleStop refuses a stop condition that takes a full page of the smaller size for the last one, and
// warns of those that cannot be told.
func (b *Builder) checkReducibleStop(strategy, n *manifest.Node) {
	condition := present(strategy, "stop_condition")
	stop, _ := text(condition)
	m := shorterThan.FindStringSubmatch(stop)
	switch {
	case !lastPageSize.MatchString(stop), m == nil && safeComparison.MatchString(stop), m != nil && m[2] == "page_size":
		return
	case m != nil:
		number, err := strconv.ParseInt(m[2], 10, 64)
		if m[1] == "<=" {
			number++
		}
		if err == nil && number <= smallestPage(n) {
			return
		}
		if err == nil {
			d := b.errorf(strategy, condition.Span, "conflict", "with page_size_reduction this stop_condition takes a full page of a smaller size for the last one")
			d.Hint = "compare with page_size, which is the size that was asked for: {{ last_page_size < page_size }}"
			return
		}
	}
	d := b.warnf(strategy, condition.Span, "suspicious", "with page_size_reduction this stop_condition may take a full page of a smaller size for the last one")
	d.Hint = "compare with page_size, which is the size that was asked for: {{ last_page_size < page_size }}"
}
