package retrieve

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// fetch reads the records of all targets of a job.
func (r Async) fetch(ctx context.Context, j *job, emit func(value.Value) error) error {
	targets, err := r.targets(ctx, j)
	if err != nil {
		return err
	}
	pages := Simple{
		Requester:      r.DownloadRequester,
		Decoder:        r.DownloadDecoder,
		RecordSelector: untouched{r.DownloadExtractor},
		Paginator:      r.DownloadPaginator,
	}
	ctx = stream.With(ctx, download.of(stream.Of(ctx)))
	for _, target := range targets {
		polled, err := contextOf(j.polled)
		if err != nil {
			return err
		}
		slice, err := j.with(field{"download_target", target}, field{"polling_response", polled})
		if err != nil {
			return err
		}
		if err := pages.Read(ctx, slice, func(record *stream.Record) error { return emit(record.Data) }); err != nil {
			return err
		}
	}
	return nil
}

// untouched selects all records of a download as they are: the selector of the
// retriever filters and transforms them behind it, so that pages are counted before.
type untouched struct{ Extractor }

// Construct has nothing to do: the retriever has constructed the extractor.
func (untouched) Construct(*stream.Stream) error { return nil }

// Select emits the records of a response.
func (u untouched) Select(
	ctx context.Context, response *stream.Response, slice *stream.Slice, emit func(*stream.Record) error,
) (extracted int, err error) {
	record := stream.Record{Slice: slice}
	err = u.Extract(ctx, response, func(v value.Value) error {
		extracted++
		if v.IsUndefined() {
			return nil
		}
		record.Data = v
		return emit(&record)
	})
	return extracted, err
}
