package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { backoffStrategies.add("WaitTimeFromHeader", waitTimeFromHeader) }

// waitTimeFromHeader lowers WaitTimeFromHeader: a header says for how long.
func waitTimeFromHeader(b *Builder, n *manifest.Node) plan.Expr {
	return plan.New("retry", "WaitTimeFromHeader",
		plan.F("Header", b.template(n, "header", configScope)),
		plan.F("Regex", b.pattern(n, "regex")),
		plan.F("MaxWaitingTimeInSeconds", b.secondsTemplate(n, "max_waiting_time_in_seconds", b.errorf)),
	)
}
