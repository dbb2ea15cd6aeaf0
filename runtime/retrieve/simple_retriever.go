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
}

// Construct evaluates what its parts evaluate when they are built.
func (r Simple) Construct(s *stream.Stream) error {
	if r.PartitionRouter != nil {
		if err := r.PartitionRouter.Construct(s); err != nil {
			return err
		}
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

// Read reads the pages of one slice. The first one may be in the slice itself.
func (r Simple) Read(ctx context.Context, slice *stream.Slice, emit func(*stream.Record) error) (err error) {
	pages := stream.Pages(onePage{})
	if r.Paginator != nil {
		pages = r.Paginator.Pages(slice)
	}
	more := true
	if document, ok := slice.Embedded(); ok {
		more, err = r.take(ctx, embedded(document), slice, pages, emit)
	}
	for more && err == nil {
		more, err = r.page(ctx, slice, pages, emit)
	}
	return err
}

// page requests one page, emits its records and says whether there is another one.
func (r Simple) page(ctx context.Context, slice *stream.Slice, pages stream.Pages, emit func(*stream.Record) error) (more bool, err error) {
	in, err := r.request(slice, pages)
	if err != nil {
		return false, err
	}
	response, err := r.Requester.Send(ctx, in)
	if err != nil {
		return false, err
	}
	if response.Release != nil {
		defer response.Release()
	}
	if !response.Ok { // which the error handling ignored
		return false, nil
	}
	return r.take(ctx, response, slice, pages, emit)
}

// take emits the records of one page and says whether there is another one.
func (r Simple) take(
	ctx context.Context, response *stream.Response, slice *stream.Slice, pages stream.Pages, emit func(*stream.Record) error,
) (more bool, err error) {
	response.Decoder = r.Decoder
	page := stream.Page{Response: response, Slice: slice, LastRecord: value.Null}
	feed := slice.Window != nil && slice.Window.IsDataFeed()
	keep := keeper(r.Paginator, response, feed)
	last := value.Null
	page.Extracted, err = r.RecordSelector.Select(ctx, response, slice, func(record *stream.Record) error {
		page.Emitted++
		last = keep(record.Data)
		if feed && !slice.Window.Contains(record.Data) {
			return nil
		}
		return emit(record)
	})
	if err != nil {
		return false, err
	}
	if feed && !last.IsNull() && !slice.Window.Contains(last) {
		return false, nil
	}
	if !last.IsNull() {
		page.LastRecord = stream.RecordView(last, stream.Of(ctx).Name, slice.Value())
	}
	return pages.Next(page)
}

// streams says that pages may be read while they arrive: nothing wants one whole.
func (r Simple) streams() bool {
	return r.RecordSelector.Streamable() &&
		(r.Decoder == nil || r.Decoder.Streams()) &&
		(r.Paginator == nil || !r.Paginator.NeedsResponse())
}

// keeper is how the last record of a page is kept. The bytes of a page that is
// whole live until the response is released; those of one that arrives in a
// window do not.
func keeper(paginator stream.Paginator, response *stream.Response, feed bool) func(value.Value) value.Value {
	if response.Rest == nil {
		return func(v value.Value) value.Value { return v }
	}
	if p, ok := paginator.(stream.LastRecordReader); !feed && (paginator == nil || ok && !p.NeedsLastRecord()) {
		return func(value.Value) value.Value { return value.Null }
	}
	return value.Value.Clone
}

// request is what paginator and router add to the next request.
func (r Simple) request(slice *stream.Slice, pages stream.Pages) (stream.Request, error) {
	in := stream.Request{Slice: slice, NextPageToken: pages.Token(), Streaming: r.streams()}
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
