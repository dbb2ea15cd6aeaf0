package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { backoffStrategies.add("WaitTimeFromResponse", waitTimeFromResponse) }

// waitTimeFromResponse lowers WaitTimeFromResponse: a template finds the wait in the answer. A name that it
// does not have there is an error with --lenient too: the reference then builds no stream.
func waitTimeFromResponse(b *Builder, n *manifest.Node) plan.Expr {
	defer func() { b.namesAtOnce = false }()
	b.namesAtOnce = true
	return plan.New("retry", "WaitTimeFromResponse",
		plan.F("WaitTimeInSeconds", b.template(n, "wait_time_in_seconds", waitScope)),
		plan.F("MaxWaitingTimeInSeconds", b.secondsTemplate(n, "max_waiting_time_in_seconds", b.errorf)),
	)
}
