package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() {
	streamKinds.add("StateDelegatingStream", func(b *Builder, n *manifest.Node) plan.Expr { return b.stream(n) })
}

// stateDelegatingStream lowers StateDelegatingStream into s: two streams of one name, of which the state
// decides which one reads.
func (b *Builder) stateDelegatingStream(s *plan.DeclarativeStream, n *manifest.Node) {
	full, incremental := present(n, "full_refresh_stream"), present(n, "incremental_stream")
	period := b.durationTemplate(n, "api_retention_period")
	if full == nil || incremental == nil {
		return // which the schema has refused
	}
	for _, inner := range []*manifest.Node{full, incremental} {
		b.sameName(n, inner)
		b.datedCursor(n, inner, period)
	}
	literal := plan.New("stream", "StateDelegating",
		plan.F("Name", plan.Lit{Value: streamName(n)}),
		plan.F("FullRefreshStream", b.use(full, "full refresh")),
		plan.F("IncrementalStream", b.use(incremental, "incremental")),
		plan.F("APIRetentionPeriod", period),
	)
	s.Literal, s.Doc = plan.Method(literal, "Stream"), s.Name+" by the one of two streams that its state asks for"
}

// sameName refuses a stream that has another name than the one that it reads.
func (b *Builder) sameName(n, inner *manifest.Node) {
	if name := streamName(inner); name != streamName(n) && !isToken(name) {
		at := spanOf(inner.Field("name"), inner)
		b.errorf(n, at, "name-mismatch", "the stream is %q here and %q in the StateDelegatingStream", name, streamName(n))
	}
}

// datedCursor refuses a cursor that counts where a state has an age.
func (b *Builder) datedCursor(n, inner *manifest.Node, period plan.Expr) {
	sync := inner.Field("incremental_sync")
	known, ok := knownText(period)
	if sync.Type() != "IncrementingCountCursor" || !ok || known == "" {
		return
	}
	d := b.errorf(n, sync.Span, "conflict", "the states of IncrementingCountCursor have no age")
	d.Notef("api_retention_period at %s compares it", n.Field("api_retention_period").Span)
}
