package component

import (
	"github.com/lowcode-dev/lowcode/compiler/manifest"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

func init() {
	retrievers.addCustom("CustomRetriever", custom{scope: configScope, base: retrieverBase})
}

// retrieverFields are those of SimpleRetriever that are components.
var retrieverFields map[string]shaper

func init() {
	retrieverFields = map[string]shaper{
		"requester": requesters.fits, "record_selector": recordSelectors.fits, "paginator": paginators.fits, "decoder": decoders.fits,
		"partition_router": areRouters, "ignore_stream_slicer_parameters_on_paginated_requests": isBool,
	}
}

// areRouters says that a value is a router, or a list of them.
func areRouters(n *manifest.Node) bool {
	for _, item := range items(n) {
		if !partitionRouters.fits(item) {
			return false
		}
	}
	return true
}

// retrieverBase is the SimpleRetriever that a class is derived from, when the manifest has what one needs.
func retrieverBase(b *Builder, n *manifest.Node) base {
	keys := wellFormed(n, retrieverFields)
	if !keys["requester"] || !keys["record_selector"] {
		return base{methods: retrieverStub}
	}
	return base{
		embed: plan.Type{Pkg: "retrieve", Name: "Simple"}, keys: keys,
		value: simpleRetriever(b, only(n, keys)), methods: derivedRetrieverStub,
	}
}

// derivedRetrieverStub is what CustomRetriever asks of a class that is derived from SimpleRetriever.
const derivedRetrieverStub = `
// Read reads one slice: r.Simple.Read(ctx, slice, emit) does it as the manifest says. A record and its bytes are only
// valid during the call of emit.
func (r $T) Read(ctx context.Context, slice *stream.Slice, emit func(*stream.Record) error) error {
	return stream.Unimplemented($class)
}

// Cached is the retriever whose responses are kept for other streams (use_cache).
func (r $T) Cached() stream.Retriever {
	r.Requester = r.Requester.Cached()
	return r
}
`

// retrieverStub is what CustomRetriever asks of any other class.
const retrieverStub = `
// Construct evaluates what must be known before anything is read; its error fails check, discover and read.
func (r $T) Construct(s *stream.Stream) error { return nil }

// Partitions starts to generate the partitions of the stream, which goes on from state, the zero Value for none.
func (r $T) Partitions(state value.Value) (stream.Partitions, error) { return stream.Unpartitioned, nil }

// Partitioned says that Partitions gives more than the single empty one.
func (r $T) Partitioned() bool { return false }

// Read reads one slice. A record and its bytes are only valid during the call of emit.
func (r $T) Read(ctx context.Context, slice *stream.Slice, emit func(*stream.Record) error) error {
	return stream.Unimplemented($class)
}

// Cached is the retriever whose responses are kept for other streams (use_cache).
func (r $T) Cached() stream.Retriever { return r }
`
