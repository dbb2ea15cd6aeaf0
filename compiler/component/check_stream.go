package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { checkers.add("CheckStream", checkStream) }

// checkStream lowers CheckStream, which reads one record of each stream that it names.
func checkStream(b *Builder, n *manifest.Node) plan.Expr {
	b.unsupportedFields(n, "dynamic_streams_check_configs")
	if absent(n.Field("stream_names")) && absent(n.Field("dynamic_streams_check_configs")) {
		b.errorf(n, n.Span, "missing-field", "CheckStream needs stream_names")
		return nil
	}
	return plan.New("connector", "CheckStream",
		plan.F("StreamNames", plan.Lit{Value: texts(n.Field("stream_names"))}),
		plan.F("ConfigOverrides", b.configOverrides(n)),
	)
}

// checkNames refuses names of streams that the manifest does not have: the reference finds out when it checks.
func (b *Builder) checkNames(n *manifest.Node, streams []*manifest.Node) {
	known := map[string]bool{}
	for _, s := range streams {
		if absent(s) {
			return // a reference to nothing, which may have had any name
		}
		known[streamName(s)] = true
	}
	for _, item := range items(n.Field("stream_names")) {
		name, _ := text(item)
		if known[name] {
			continue
		}
		d := b.lenientf(n, item.Span, "unknown-stream", "check names stream %q, which the manifest does not have", name)
		d.DidYouMean(name, names(known))
	}
}
