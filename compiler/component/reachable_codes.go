package component

import (
	"slices"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
)

// stopping are the actions that keep a CompositeErrorHandler from asking its next handler.
var stopping = map[string]bool{
	"SUCCESS": true, "RETRY": true, "IGNORE": true,
	"RESET_PAGINATION": true, "REDUCE_PAGE_SIZE": true, "SPLIT_REQUEST_WINDOW": true,
}

// passedOn are the statuses that mean a failure or a rate limit when no filter knows them: the next
// handler is asked about them. All others end with the first handler.
var passedOn = []int64{400, 401, 403, 404, 405, 429}

// codesOf are the statuses that a filter names.
func codesOf(filter *manifest.Node) []*manifest.Node {
	var out []*manifest.Node
	for _, item := range items(filter.Field("http_codes")) {
		if _, ok := item.Int(); ok {
			out = append(out, item)
		}
	}
	return out
}

// claimCodes warns of statuses that a filter of the same handler has claimed before.
func (b *Builder) claimCodes(filter *manifest.Node, number int, claimed map[int64]int) {
	if absent(filter.Field("action")) {
		return
	}
	for _, item := range codesOf(filter) {
		code, _ := item.Int()
		if first, ok := claimed[code]; ok && first != number {
			b.warnf(filter, item.Span, "unreachable", "filter %d of this handler matches the status %d already", first+1, code)
			continue
		}
		claimed[code] = number
	}
}

// unreachableCodes warns of statuses in the filters of a handler that one before it never lets pass.
func (b *Builder) unreachableCodes(handler *manifest.Node, before []*manifest.Node) {
	for _, filter := range items(handler.Field("response_filters")) {
		if absent(filter.Field("action")) {
			continue
		}
		for _, item := range codesOf(filter) {
			code, _ := item.Int()
			for i, earlier := range before {
				if stops(earlier, code) {
					b.warnf(filter, item.Span, "unreachable", "handler %d of this CompositeErrorHandler decides about the status %d before this one is asked", i+1, code).
						Hintf("put this filter into that handler")
					break
				}
			}
		}
	}
}

// stops says that a handler decides about a status for certain, so that none after it is asked.
func stops(handler *manifest.Node, code int64) bool {
	if handler.Type() != "DefaultErrorHandler" {
		return false
	}
	for _, filter := range items(handler.Field("response_filters")) {
		action, _ := text(filter.Field("action"))
		codes := codesOf(filter)
		switch {
		case action == "":
		case slices.ContainsFunc(codes, func(n *manifest.Node) bool { c, _ := n.Int(); return c == code }):
			return stopping[action]
		case !stopping[action] && (present(filter, "predicate") != nil || present(filter, "error_message_contains") != nil):
			return false // it may match, and pass the word on
		}
	}
	return !slices.Contains(passedOn, code)
}
