package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() {
	partitionRouters.addCustom("CustomPartitionRouter", custom{scope: configScope, base: routerBase})
}

// routerBase is the SubstreamPartitionRouter that a class with parent_stream_configs is derived from.
func routerBase(b *Builder, n *manifest.Node) base {
	keys := wellFormed(n, map[string]shaper{"parent_stream_configs": areParents})
	if len(keys) == 0 {
		return base{methods: partitionRouterStub}
	}
	return base{
		embed: plan.Type{Pkg: "partition", Name: "Substream"}, keys: keys,
		value: substreamPartitionRouter(b, only(n, keys)), methods: derivedRouterStub,
	}
}

// areParents says that a value is a list of parents.
func areParents(n *manifest.Node) bool {
	for _, item := range n.Items {
		if item.Type() != "ParentStreamConfig" {
			return false
		}
	}
	return n.Kind == manifest.List && len(n.Items) > 0
}

// derivedRouterStub is what CustomPartitionRouter asks of a class that has parents.
const derivedRouterStub = `
// Partitions starts to generate the partitions of a stream that goes on from state, the zero Value for none:
// p.Substream.Partitions(state) makes one of each record of the parents.
func (p $T) Partitions(state value.Value) (stream.Partitions, error) {
	return nil, stream.Unimplemented($class)
}
`

// partitionRouterStub is what CustomPartitionRouter asks of any other class.
const partitionRouterStub = `
// Construct evaluates what must be known before anything is read; its error fails check, discover and read.
func (p $T) Construct(s *stream.Stream) error { return nil }

// Partitions starts to generate the partitions of a stream that goes on from state, the zero Value for none;
// stream.Stateless makes them of a function.
func (p $T) Partitions(state value.Value) (stream.Partitions, error) {
	return nil, stream.Unimplemented($class)
}

// Inject adds what a partition sends with each request.
func (p $T) Inject(slice *stream.Slice, options *request.Options) error { return nil }
`
