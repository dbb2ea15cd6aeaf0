package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
)

// stepNeedsGranularity refuses a step without cursor_granularity, and cursor_granularity without a step.
func (b *Builder) stepNeedsGranularity(n *manifest.Node) {
	step, granularity := given(n, "step"), given(n, "cursor_granularity")
	switch {
	case step != nil && granularity == nil:
		d := b.errorf(n, step.Span, "conflict", "a step needs a cursor_granularity")
		d.Hint = "add the smallest difference of two dates, such as PT1S"
	case step == nil && granularity != nil:
		d := b.errorf(n, granularity.Span, "conflict", "a cursor_granularity needs a step")
		d.Hint = "add a step, or take cursor_granularity away: there is a single window"
	}
}

// oneFilter says that of two ways to leave out old records one does nothing.
func (b *Builder) oneFilter(n *manifest.Node) {
	feed, _ := n.Field("is_data_feed").Bool()
	if client, _ := n.Field("is_client_side_incremental").Bool(); feed && client {
		d := b.warnf(n, n.Field("is_client_side_incremental").Span, "no-effect",
			"is_client_side_incremental leaves out nothing that is_data_feed does not")
		d.Notef("it still makes transform_before_filtering true where the record selector does not say otherwise")
	}
}

// readableFormats warns of formats by which a cursor can read nothing. A state that is printed by such a
// format fails the next sync, unless another format reads it.
func (b *Builder) readableFormats(n *manifest.Node) {
	others := items(n.Field("cursor_datetime_formats"))
	formats := others
	if len(others) == 0 {
		formats = items(n.Field("datetime_format"))
	}
	for _, f := range formats {
		format, ok := text(f)
		if _, err := datePattern(format); ok && err != nil {
			d := b.warnf(n, f.Span, "unreadable-format", "no date can be read by the format %q", format)
			d.Notef("%v", err)
		}
	}
}
