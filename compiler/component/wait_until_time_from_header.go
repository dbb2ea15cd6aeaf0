package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { backoffStrategies.add("WaitUntilTimeFromHeader", waitUntilTimeFromHeader) }

// waitUntilTimeFromHeader lowers WaitUntilTimeFromHeader: a header says until when.
func waitUntilTimeFromHeader(b *Builder, n *manifest.Node) plan.Expr {
	return plan.New("retry", "WaitUntilTimeFromHeader",
		plan.F("Header", b.template(n, "header", configScope)),
		plan.F("MinWait", b.secondsTemplate(n, "min_wait", b.lenientf)),
		plan.F("Regex", b.pattern(n, "regex")),
		plan.F("MaxWaitingTimeInSeconds", b.secondsTemplate(n, "max_waiting_time_in_seconds", b.errorf)),
	)
}
