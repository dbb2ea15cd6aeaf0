package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { checkers.add("CheckDynamicStream", checkDynamicStream) }

// checkDynamicStream lowers CheckDynamicStream, which tries the first streams, those of the manifest first.
func checkDynamicStream(b *Builder, n *manifest.Node) plan.Expr {
	var buildOnly plan.Expr
	if v, ok := n.Field("use_check_availability").Bool(); ok && !v {
		buildOnly = plan.Lit{Value: true}
	}
	return plan.New("connector", "CheckDynamicStream",
		plan.F("StreamCount", b.int(n, "stream_count")),
		plan.F("BuildOnly", buildOnly),
		plan.F("ConfigOverrides", b.configOverrides(n)),
	)
}
