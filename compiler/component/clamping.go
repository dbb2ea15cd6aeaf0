package component

import (
	"slices"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// clampingTargets are the values of Clamping.target, weekdays those of its weekday.
var (
	clampingTargets = []string{"DAY", "WEEK", "MONTH"}
	weekdays        = []string{"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"}
)

// clamping lowers Clamping: what the windows of a cursor are aligned with. Its template sees the
// parameters of the cursor, not its own.
func (b *Builder) clamping(n, cursor *manifest.Node) plan.Expr {
	if n == nil {
		return nil
	}
	target := b.textOf(n.Field("target"), cursor, "Clamping.target", configScope)
	weekday := n.Field("target_details").Field("weekday")
	day, isText := text(weekday)
	known, ok := knownText(target)
	switch {
	case ok && !slices.Contains(clampingTargets, known):
		d := b.lenientf(n, n.Field("target").Span, "bad-value", "unknown target %q of clamping", known)
		d.Notef("Clamping.target is one of %s", list(clampingTargets))
		d.DidYouMean(known, clampingTargets)
	case known == "WEEK" && weekday == nil:
		d := b.lenientf(n, n.Span, "missing-field", "clamping to a WEEK needs a weekday in target_details")
		d.Hint = "add target_details: {weekday: MONDAY}"
	case known == "WEEK" && !slices.Contains(weekdays, day):
		d := b.lenientf(n, weekday.Span, "bad-value", "unknown weekday %q", day)
		d.Notef("the weekday is one of %s", list(weekdays))
		d.DidYouMean(day, weekdays)
	}
	m := plan.New("cursor", "Clamping", plan.F("Target", target))
	if isText {
		m.Fields = append(m.Fields, plan.F("Weekday", plan.Lit{Value: day}))
	}
	return m
}
