package retrieve

import (
	"context"
	"iter"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Async starts a job of the API for each slice, waits until it is done and reads
// its results (AsyncRetriever). The jobs are started and polled while the slices
// are generated; a slice comes out when its job has completed.
type Async struct {
	CreationRequester       stream.Requester
	PollingRequester        stream.Requester
	StatusMapping           AsyncJobStatusMap
	StatusExtractor         Extractor
	DownloadTargetRequester stream.Requester // nil: the last answer about the job has the targets
	DownloadTargetExtractor Extractor        // nil for one download without a target
	DownloadRequester       stream.Requester
	DownloadExtractor       Extractor
	DownloadPaginator       stream.Paginator // nil for a single page
	AbortRequester          stream.Requester // nil to leave jobs that are given up alone
	DeleteRequester         stream.Requester // nil to keep the results of jobs
	Decoder                 stream.Decoder   // of answers about jobs, nil for JSON
	DownloadDecoder         stream.Decoder   // nil for JSON
	PollingJobTimeout       config.Template  // minutes; nothing for 60
	// FailedRetryWaitTimeInSeconds is how long a job that failed at the API is not started again; nothing for no time.
	FailedRetryWaitTimeInSeconds config.Template
	// RecordSelector filters and transforms the records of the downloads, which come to it as documents.
	RecordSelector  stream.RecordSelector
	PartitionRouter stream.PartitionRouter // nil for a single slice
}

// An Extractor finds values in a response (DpathExtractor …).
type Extractor interface {
	// Extract calls emit for each value, which is only valid during the call; Undefined is one that was dropped.
	Extract(ctx context.Context, response *stream.Response, emit func(value.Value) error) error
	// Streamable says that values can be taken from the body, which d decodes, while it arrives.
	Streamable(d stream.Decoder) bool
}

// Construct evaluates what its parts evaluate when they are built.
func (r Async) Construct(s *stream.Stream) error {
	if r.PartitionRouter != nil {
		if err := r.PartitionRouter.Construct(s); err != nil {
			return err
		}
	}
	for role, requester := range r.requesters() {
		if err := requester.Construct(role.of(s)); err != nil {
			return err
		}
	}
	for _, e := range []any{r.StatusExtractor, r.DownloadTargetExtractor, r.DownloadExtractor, r.RecordSelector} {
		if err := construct(e, s); err != nil {
			return err
		}
	}
	if r.DownloadPaginator != nil {
		if err := r.DownloadPaginator.Construct(); err != nil {
			return err
		}
	}
	_, err := r.limits()
	return err
}

// construct evaluates what a part evaluates when it is built, if that is anything.
func construct(part any, s *stream.Stream) error {
	if part, ok := part.(interface{ Construct(s *stream.Stream) error }); ok {
		return part.Construct(s)
	}
	return nil
}

// requesters are those that the manifest has, with what each is for.
func (r Async) requesters() iter.Seq2[role, stream.Requester] {
	return func(yield func(role, stream.Requester) bool) {
		for _, one := range []struct {
			role
			stream.Requester
		}{
			{creation, r.CreationRequester}, {polling, r.PollingRequester}, {download, r.DownloadRequester},
			{abortion, r.AbortRequester}, {deletion, r.DeleteRequester}, {targeting, r.DownloadTargetRequester},
		} {
			if one.Requester != nil && !yield(one.role, one.Requester) {
				return
			}
		}
	}
}

// Cached is the retriever itself: a state of a job that is kept would stay what it was.
func (r Async) Cached() stream.Retriever { return r }

// Parents are the streams that the router reads.
func (r Async) Parents() []*stream.Stream {
	return Simple{PartitionRouter: r.PartitionRouter}.Parents()
}

// ForcesGlobalCursor says that the router does.
func (r Async) ForcesGlobalCursor() bool {
	return Simple{PartitionRouter: r.PartitionRouter}.ForcesGlobalCursor()
}

// Partitioned says that there is a router.
func (r Async) Partitioned() bool { return r.PartitionRouter != nil }

// Partitions are those of the router, or a single empty one.
func (r Async) Partitions(state value.Value) (stream.Partitions, error) {
	return Simple{PartitionRouter: r.PartitionRouter}.Partitions(state)
}

// Prepare runs the jobs of the slices and gives each slice when its job has completed.
func (r Async) Prepare(ctx context.Context, slices iter.Seq2[*stream.Slice, error]) iter.Seq2[*stream.Slice, error] {
	return func(yield func(*stream.Slice, error) bool) {
		limits, err := r.limits()
		if err == nil && limits.retryWait <= 0 && !r.FailedRetryWaitTimeInSeconds.IsZero() {
			err = value.Fail(value.ValueError, "failed_retry_wait_time_in_seconds must be >= 1").Err()
		}
		if err != nil {
			yield(nil, err)
			return
		}
		o := orchestration{Async: r, jobLimits: limits, places: stream.JobPlacesOf(ctx), yield: yield}
		o.run(ctx, slices)
	}
}

// Read reads the results of the jobs of a slice. One that was not prepared gets its jobs now, as where the
// retriever reads something else than the records of a stream.
func (r Async) Read(ctx context.Context, slice *stream.Slice, emit func(*stream.Record) error) error {
	if _, ok := slice.ExtraFields.Get(jobsKey); ok {
		return r.read(ctx, slice, emit)
	}
	for ready, err := range r.Prepare(ctx, func(yield func(*stream.Slice, error) bool) { yield(slice, nil) }) {
		if err == nil {
			err = r.read(ctx, ready, emit)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// read reads the results of the jobs that a slice carries. The selector does not see its window: as in the
// reference, cursors drop no records of jobs (is_client_side_incremental, is_data_feed).
func (r Async) read(ctx context.Context, slice *stream.Slice, emit func(*stream.Record) error) error {
	stream.Log(ctx).Infof("slice:%s", slice.CursorSlice.AppendPython(nil))
	response := &stream.Response{
		Status:  200,
		Ok:      true,
		Headers: func() value.Value { return value.DictOf() },
		Decoder: results{r, slice},
	}
	seen := stream.NewSlice(slice.Partition, slice.CursorSlice, slice.ExtraFields)
	_, err := r.RecordSelector.Select(ctx, response, seen, func(record *stream.Record) error {
		record.Slice = slice
		return emit(record)
	})
	return err
}

// results are the records of a slice as documents of one response.
type results struct {
	Async
	slice *stream.Slice
}

// Decode calls emit for each record that the jobs of the slice have.
func (r results) Decode(ctx context.Context, _ *stream.Response, emit func(value.Value) error) error {
	for j := range jobsOf(r.slice) {
		if err := r.fetch(ctx, j, emit); err != nil {
			return err
		}
		if err := r.delete(ctx, j); err != nil {
			return err
		}
	}
	return nil
}

// Streams says that records are taken while they arrive.
func (results) Streams() bool { return true }
