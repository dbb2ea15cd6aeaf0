package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() { checkers.add("CheckStream", checkStream) }

// checkStream lowers CheckStream, which reads one record of each stream that it names.
func checkStream(b *Builder, n *manifest.Node) plan.Expr {
	if absent(n.Field("stream_names")) && absent(n.Field("dynamic_streams_check_configs")) {
		b.errorf(n, n.Span, "missing-field", "CheckStream needs stream_names")
		return nil
	}
	return plan.New("connector", "CheckStream",
		plan.F("StreamNames", namesOf(n.Field("stream_names"))),
		plan.F("DynamicStreamsCheckConfigs", b.dynamicStreamsCheckConfigs(n)),
		plan.F("ConfigOverrides", b.configOverrides(n)),
	)
}

// namesOf are the names of streams; nil for none.
func namesOf(n *manifest.Node) plan.Expr {
	if absent(n) {
		return nil
	}
	return plan.Lit{Value: texts(n)}
}

// dynamicStreamsCheckConfigs lowers DynamicStreamCheckConfig: how many streams of a template are tried.
func (b *Builder) dynamicStreamsCheckConfigs(n *manifest.Node) plan.Expr {
	list := plan.SliceOf("connector", "DynamicStreamCheck")
	for _, one := range items(n.Field("dynamic_streams_check_configs")) {
		var count plan.Expr
		if v, ok := one.Field("stream_count").Int(); ok {
			count = plan.Func("connector", "Count", plan.Lit{Value: v})
		}
		name, _ := text(one.Field("dynamic_stream_name"))
		list.Items = append(list.Items, plan.New("", "", plan.F("DynamicStreamName", plan.Lit{Value: name}), plan.F("StreamCount", count)))
	}
	if list.Items == nil {
		return nil
	}
	return list
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
