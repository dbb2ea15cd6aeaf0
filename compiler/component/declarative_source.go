package component

import (
	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// Lower lowers a resolved manifest (DeclarativeSource) to a plan. The plan is usable when the list has no errors.
func Lower(root *manifest.Node, options Options) (*plan.Source, diag.List) {
	b := &Builder{
		options:  options,
		source:   &plan.Source{Name: options.Name},
		declared: map[string]*plan.DeclarativeStream{},
		classes:  map[string]*class{},
		uses:     map[string][]*manifest.Node{},
	}
	b.survey(root)
	b.spec(root)
	streams := b.spliced(items(root.Field("streams")))
	b.streams(streams)
	b.dynamicStreams(items(root.Field("dynamic_streams")))
	b.source.Check = b.check(root, streams)
	b.source.StreamGroups = b.streamGroups(root)
	b.source.ConcurrencyLevel = b.concurrencyLevel(present(root, "concurrency_level"))
	b.source.APIBudget = b.httpAPIBudget(present(root, "api_budget"))
	b.source.MaxConcurrentAsyncJobCount = b.maxConcurrentAsyncJobCount(root)
	if doc, ok := text(root.Field("description")); ok {
		b.source.Doc = doc
	}
	return b.source, b.diags
}

// streams declares every stream first, so that a child finds the stream that is its parent wherever it stands.
func (b *Builder) streams(nodes []*manifest.Node) {
	var declared []*manifest.Node
	for _, n := range nodes {
		if _, ok := streamKinds.by[n.Type()]; !ok {
			b.refuse(streamKinds, n, n.Type())
			continue
		}
		key := n.Canonical()
		s, twice := b.declared[key]
		if !twice {
			s = &plan.DeclarativeStream{Name: streamName(n)}
			b.declared[key] = s
			declared = append(declared, n)
		}
		b.source.Streams = append(b.source.Streams, s)
	}
	for _, n := range declared {
		b.lowerStream(b.declared[n.Canonical()], n)
	}
}

// check lowers the check of the manifest.
func (b *Builder) check(root *manifest.Node, streams []*manifest.Node) plan.Expr {
	n := present(root, "check")
	if n == nil {
		b.errorf(root, root.Span, "missing-field", "the manifest has no check")
		return nil
	}
	if absent(root.Field("dynamic_streams")) {
		b.checkNames(n, streams)
	}
	b.overridesAreForgotten(n, root)
	return b.lower(checkers, n)
}
