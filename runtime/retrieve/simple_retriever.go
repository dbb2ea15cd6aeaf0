// Package retrieve reads the records of a stream, slice by slice and page by
// page.
//
// In goes a slice, out come its records. A retriever knows the requester, the
// selector, the paginator and the router by the interfaces of package stream,
// and none of them by name.
package retrieve

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Simple requests page after page until there are no more (SimpleRetriever).
type Simple struct {
	Requester       stream.Requester
	Decoder         stream.Decoder // nil for JSON
	RecordSelector  stream.RecordSelector
	Paginator       stream.Paginator       // nil for a single page
	PartitionRouter stream.PartitionRouter // nil for a single slice
	// IgnoreStreamSlicerParametersOnPaginatedRequests keeps the options of the
	// router from all requests that carry a page token.
	IgnoreStreamSlicerParametersOnPaginatedRequests bool
	PaginationReset                                 *PaginationReset   // nil for one more try with the same slice
	PageSizeReduction                               *PageSizeReduction // nil for none
	RequestWindowSplitting                          *RequestWindowSplitting
	QueryProperties                                 *QueryProperties // nil where no fields are asked for by name
}

// Construct evaluates what its parts evaluate when they are built.
func (r Simple) Construct(s *stream.Stream) error {
	if r.PartitionRouter != nil {
		if err := r.PartitionRouter.Construct(s); err != nil {
			return err
		}
	}
	if err := r.QueryProperties.construct(s); err != nil {
		return err
	}
	if err := r.Requester.Construct(s); err != nil {
		return err
	}
	if err := r.RecordSelector.Construct(s); err != nil {
		return err
	}
	if r.Paginator != nil {
		return r.Paginator.Construct()
	}
	return nil
}

// Cached is the retriever with its responses kept for other streams.
func (r Simple) Cached() stream.Retriever {
	r.Requester = r.Requester.Cached()
	return r
}

// Parents are the streams that the router reads.
func (r Simple) Parents() []*stream.Stream {
	if child, ok := r.PartitionRouter.(stream.Child); ok {
		return child.Parents()
	}
	return nil
}

// ForcesGlobalCursor says that the router does.
func (r Simple) ForcesGlobalCursor() bool {
	router, ok := r.PartitionRouter.(stream.GlobalCursor)
	return ok && router.ForcesGlobalCursor()
}

// Partitioned says that there is a router.
func (r Simple) Partitioned() bool { return r.PartitionRouter != nil }

// Partitions are those of the router, or a single empty one.
func (r Simple) Partitions(state value.Value) (stream.Partitions, error) {
	if r.PartitionRouter == nil {
		return stream.Unpartitioned, nil
	}
	return r.PartitionRouter.Partitions(state)
}

// Read reads one slice, in parts where the API wants it so.
func (r Simple) Read(ctx context.Context, slice *stream.Slice, emit func(*stream.Record) error) error {
	if r.RequestWindowSplitting != nil {
		return r.readSplit(ctx, slice, emit)
	}
	err := r.readPages(ctx, slice, emit)
	if splitRequired(err) != nil {
		return notSplittable(stream.Of(ctx).Name)
	}
	return err
}

// readPages reads the pages of one slice, or of a part of it. The first one may be in the slice itself.
func (r Simple) readPages(ctx context.Context, slice *stream.Slice, emit func(*stream.Record) error) (err error) {
	w := walk{Simple: r, slice: slice, asked: slice, emit: emit, tracker: r.PaginationReset.follow(slice)}
	w.begin()
	if w.reducer, err = r.PageSizeReduction.start(ctx, w.pages); err != nil {
		return err
	}
	more := true
	if document, ok := slice.Embedded(); ok {
		more, err = w.take(ctx, embedded(document))
	}
	for more && err == nil {
		more, err = w.page(ctx)
	}
	return err
}

// streams says that pages may be read while they arrive: nothing wants one whole, and none has to be kept.
func (r Simple) streams() bool {
	return !r.QueryProperties.merges() && r.RecordSelector.Streamable(r.Decoder) &&
		(r.Paginator == nil || !r.Paginator.NeedsResponse())
}

// keeper is how the last record of a page is kept. The bytes of a page that is
// whole live until the response is released; those of one that arrives in a
// window, or that a decoder makes while it does, do not.
func keeper(paginator stream.Paginator, response *stream.Response, feed bool) func(value.Value) value.Value {
	if response.Rest == nil && (response.Decoder == nil || !response.Decoder.Streams()) {
		return func(v value.Value) value.Value { return v }
	}
	if p, ok := paginator.(stream.LastRecordReader); !feed && (paginator == nil || ok && !p.NeedsLastRecord()) {
		return func(value.Value) value.Value { return value.Null }
	}
	return value.Value.Clone
}

// request is what paginator and router add to the next request.
func (r Simple) request(slice *stream.Slice, pages stream.Pages) (stream.Request, error) {
	in := stream.Request{Slice: slice, NextPageToken: pages.Token(), Streaming: r.streams(), Export: r.Decoder != nil && r.Decoder.Streams()}
	var paging, slicing request.Options
	path, err := pages.Apply(&paging)
	if err != nil {
		return in, err
	}
	in.Path = path
	first := in.NextPageToken.Kind() == value.KindUndefined
	if first || !r.IgnoreStreamSlicerParametersOnPaginatedRequests {
		if err := r.inject(slice, &slicing); err != nil {
			return in, err
		}
	}
	united, err := request.Combine(&paging, &slicing)
	in.Options = &united
	return in, err
}

// inject adds what router and cursor send; where both set the same, the cursor wins.
func (r Simple) inject(slice *stream.Slice, options *request.Options) error {
	if r.PartitionRouter != nil {
		if err := r.PartitionRouter.Inject(slice, options); err != nil {
			return err
		}
	}
	if slice.Window == nil {
		return nil
	}
	var window request.Options
	if err := slice.Window.Inject(slice, &window); err != nil {
		return err
	}
	options.Replace(&window)
	return nil
}

// onePage is the pagination of a stream without a paginator.
type onePage struct{}

func (onePage) Token() value.Value { return value.Value{} }

func (onePage) Apply(*request.Options) (*string, error) { return nil, nil }

func (onePage) Next(stream.Page) (bool, error) { return false, nil }
