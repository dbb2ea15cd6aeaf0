package component

import (
	"slices"
	"strings"
	"time"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// splitRequestWindow is the action that asks for it.
const splitRequestWindow = "SPLIT_REQUEST_WINDOW"

// requestWindowSplitting lowers RequestWindowSplitting of a retriever: shorter windows after the API refused one.
func (b *Builder) requestWindowSplitting(retriever *manifest.Node) plan.Expr {
	n := present(retriever, "request_window_splitting")
	filter := filterWith(retriever.Field("requester").Field("error_handler"), splitRequestWindow)
	switch {
	case n == nil && filter != nil:
		d := b.errorf(filter, filter.Field("action").Span, "conflict", "%s needs request_window_splitting in the retriever", splitRequestWindow)
		d.Hint = "add request_window_splitting: {type: RequestWindowSplitting}"
		return nil
	case n == nil:
		return nil
	case filter == nil:
		b.warnf(n, n.Span, "no-effect", "no response filter of the requester has the action %s", splitRequestWindow)
	}
	b.checkSplittable(retriever, n)
	failure, _ := text(n.Field("failure_message"))
	return address(plan.New("retrieve", "RequestWindowSplitting",
		plan.F("MinSplitWindow", b.leastWindow(n)),
		plan.F("FailureMessage", plan.String(failure)),
	))
}

// readsNoPages refuses, for a requester that reads no pages of records, the actions that only pages and windows can do.
func (b *Builder) readsNoPages(requester *manifest.Node, what string) {
	for _, action := range []string{reducePageSize, splitRequestWindow} {
		if filter := filterWith(requester.Field("error_handler"), action); filter != nil {
			b.errorf(filter, filter.Field("action").Span, "conflict", "%s cannot be done by %s, which has no pages", action, what)
		}
	}
}

// checkSplittable refuses streams whose requests have no window, or none that halves.
func (b *Builder) checkSplittable(retriever, n *manifest.Node) {
	var sync *manifest.Node
	if b.of.Field("retriever") == retriever {
		sync = present(b.of, "incremental_sync")
	}
	granularity := given(sync, "cursor_granularity")
	if sync.Type() != "DatetimeBasedCursor" || granularity == nil {
		d := b.errorf(n, n.Span, "conflict", "request_window_splitting needs a DatetimeBasedCursor with step and cursor_granularity")
		d.Notes = append(d.Notes, "the granularity is the shortest window there can be, and what lies between two of them")
		return
	}
	if client, _ := sync.Field("is_client_side_incremental").Bool(); client {
		d := b.errorf(n, sync.Field("is_client_side_incremental").Span, "conflict", "request_window_splitting cannot be together with is_client_side_incremental")
		d.Notes = append(d.Notes, "the window is not in the requests: those of its halves would be refused as well")
	}
	b.checkUnit(sync, granularity, n)
	for _, router := range items(present(retriever, "partition_router")) {
		for _, parent := range items(router.Field("parent_stream_configs")) {
			if pointer := parent.Field("lazy_read_pointer"); pointer != nil && !empty(pointer) {
				b.errorf(n, pointer.Span, "conflict", "request_window_splitting cannot be together with lazy_read_pointer")
			}
		}
	}
	if uploader := present(b.of, "file_uploader"); uploader != nil {
		b.errorf(n, uploader.Span, "conflict", "request_window_splitting cannot be together with file_uploader")
	}
	if properties := queryProperties(retriever.Field("requester")); properties != nil {
		b.errorf(n, properties.Span, "conflict", "request_window_splitting cannot be together with query properties")
	}
}

// checkUnit refuses a granularity in which no window can be halved.
func (b *Builder) checkUnit(sync, granularity, n *manifest.Node) {
	known, _ := text(granularity)
	length, fixed := lengthOf(known)
	format, _ := text(sync.Field("datetime_format"))
	unit := formatUnit(format)
	switch {
	case !isDuration(known): // which is told elsewhere
	case !fixed:
		d := b.lenientf(n, granularity.Span, "conflict", "request_window_splitting needs a cursor_granularity of a fixed length, such as P1D")
		d.Notes = append(d.Notes, "a window is no number of months or years")
	case length <= 0:
		b.errorf(n, granularity.Span, "conflict", "request_window_splitting needs a cursor_granularity greater than zero")
	case length < unit:
		d := b.errorf(n, granularity.Span, "conflict", "request_window_splitting needs a cursor_granularity that datetime_format can tell")
		d.Notef("the format %q tells no times apart that are less than %s apart", format, unit)
	}
}

// leastWindow lowers min_split_window.
func (b *Builder) leastWindow(n *manifest.Node) plan.Expr {
	least := given(n, "min_split_window")
	if least == nil {
		return nil
	}
	known, _ := text(least)
	if length, fixed := lengthOf(known); !fixed || length <= 0 {
		b.errorf(n, least.Span, "bad-duration", "%q is no duration of a fixed length greater than zero", known).
			Notef("RequestWindowSplitting.min_split_window is a duration of ISO 8601 without years and months, such as P1D")
	}
	return plan.Lit{Value: known}
}

// formatUnit is the shortest time that a format tells, 0 when it is not known.
func formatUnit(format string) time.Duration {
	for _, unit := range []struct {
		directives []string
		length     time.Duration
	}{
		{[]string{"%epoch_microseconds", "%s_as_float", "%f"}, time.Microsecond},
		{[]string{"%_ms", "%ms"}, time.Millisecond},
		{[]string{"%S", "%s"}, time.Second},
		{[]string{"%M"}, time.Minute},
		{[]string{"%H", "%I"}, time.Hour},
		{[]string{"%d"}, 24 * time.Hour},
	} {
		if slices.ContainsFunc(unit.directives, func(d string) bool { return strings.Contains(format, d) }) {
			return unit.length
		}
	}
	return 0
}
