package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { callRatePolicies.add("UnlimitedCallRatePolicy", unlimitedCallRatePolicy) }

// unlimitedCallRatePolicy lowers UnlimitedCallRatePolicy: requests that the policies behind it do not count.
func unlimitedCallRatePolicy(b *Builder, n *manifest.Node) plan.Expr {
	return plan.New("limit", "UnlimitedCallRatePolicy", plan.F("Matchers", b.matchers(n)))
}
