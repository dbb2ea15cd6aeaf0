package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// minMaxDatetime lowers MinMaxDatetime, or a text that stands for one, in a field of a cursor. What is
// known now must have the format that it will be read by: its own, or that of the cursor.
func (b *Builder) minMaxDatetime(n, cursor *manifest.Node) plan.Expr {
	if absent(n) {
		return nil
	}
	format, own := text(given(n, "datetime_format"))
	if !own {
		format, _ = text(cursor.Field("datetime_format"))
	}
	if n.Kind != manifest.Map {
		at := b.textOf(n, cursor, "MinMaxDatetime.datetime", configScope)
		b.date(n, cursor, at, format)
		return plan.New("cursor", "MinMaxDatetime", plan.F("Datetime", at))
	}
	m := plan.New("cursor", "MinMaxDatetime")
	for _, f := range []struct{ field, name string }{
		{"datetime", "Datetime"}, {"min_datetime", "MinDatetime"}, {"max_datetime", "MaxDatetime"},
	} {
		at := b.givenTemplate(n, f.field)
		b.date(n.Field(f.field), n, at, format)
		m.Fields = appendField(m.Fields, f.name, at)
	}
	if own {
		m.Fields = append(m.Fields, plan.F("DatetimeFormat", plan.Lit{Value: format}))
	}
	return m
}

// date checks the template of a date, as far as it is known: the reference reads it when it builds the
// stream, or for the end of a sync while it reads.
func (b *Builder) date(n, owner *manifest.Node, at plan.Expr, format string) {
	if absent(n) || isToken(format) {
		return
	}
	pattern, err := datePattern(format)
	if err != nil {
		d := b.lenientf(owner, n.Span, "unreadable-format", "this date cannot be read: its format is %q", format)
		d.Notef("%v", err)
		return
	}
	if known, ok := knownText(at); ok && !pattern(known) {
		b.lenientf(owner, n.Span, "bad-date", "%q does not have the format %q", known, format)
	}
}
