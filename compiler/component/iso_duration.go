package component

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// isoDuration is what the reference reads as a duration of ISO 8601: designators, or the form of a datetime.
var isoDuration = func() *regexp.Regexp {
	part := func(letter string) string { return `(?:[0-9]+(?:[.,][0-9]+)?` + letter + `)?` }
	designators := part("Y") + part("M") + part("W") + part("D") + `(?:T` + part("H") + part("M") + part("S") + `)?$`
	return regexp.MustCompile(`^[+-]?P` + designators +
		`|^P\d{4}(?:-\d\d-\d\dT\d\d:\d\d:\d\d|\d{4}T\d{6})`)
}()

// durationTemplate lowers a template whose text is a duration; nil where it is empty.
func (b *Builder) durationTemplate(n *manifest.Node, field string) plan.Expr {
	x := b.givenTemplate(n, field)
	if known, ok := knownText(x); ok {
		b.checkDuration(n, field, known)
	}
	return x
}

// duration lowers a text that is a duration and no template; nil where it is empty.
func (b *Builder) duration(n *manifest.Node, field string) plan.Expr {
	known, ok := text(given(n, field))
	if !ok {
		return nil
	}
	b.checkDuration(n, field, known)
	return plan.Lit{Value: known}
}

// checkDuration refuses what is no duration: the reference reads it when it builds the stream.
func (b *Builder) checkDuration(n *manifest.Node, field, text string) {
	if isToken(text) || isDuration(text) {
		return
	}
	d := b.lenientf(n, n.Field(field).Span, "bad-duration", "%q is no duration", text)
	d.Notef("%s.%s is a duration of ISO 8601, such as P1D, P1M or PT1H30M", n.Type(), field)
}

func isDuration(text string) bool {
	return isoDuration.MatchString(text) && !strings.HasSuffix(text, "P")
}

// lengthOf is the length of a duration; false for one of years and months, which have none, and for what is no duration.
func lengthOf(text string) (length time.Duration, fixed bool) {
	m := designators.FindStringSubmatch(text)
	if m == nil || !isDuration(text) {
		return 0, false
	}
	for i, unit := range []time.Duration{0, 0, 7 * 24 * time.Hour, 24 * time.Hour, time.Hour, time.Minute, time.Second} {
		n, err := strconv.ParseFloat(strings.Replace("0"+m[2+i], ",", ".", 1), 64)
		if err != nil || n > 0 && unit == 0 {
			return 0, false
		}
		length += time.Duration(n * float64(unit))
	}
	if m[1] == "-" {
		length = -length
	}
	return length, true
}

// designators takes a duration apart: years, months, weeks, days, hours, minutes, seconds.
var designators = func() *regexp.Regexp {
	part := func(letter string) string { return `(?:([0-9]+(?:[.,][0-9]+)?)` + letter + `)?` }
	return regexp.MustCompile(`^([+-]?)P` + part("Y") + part("M") + part("W") + part("D") + `(?:T` + part("H") + part("M") + part("S") + `)?$`)
}()
