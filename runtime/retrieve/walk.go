package retrieve

import (
	"context"
	"errors"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A walk is the reading of one slice, page by page.
type walk struct {
	Simple
	slice   *stream.Slice // which the records belong to
	asked   *stream.Slice // which is requested: the slice, or what is left of it
	pages   stream.Pages
	tracker tracker
	reducer *reducer // nil where pages have one size
	emit    func(*stream.Record) error
}

// begin goes to the first page.
func (w *walk) begin() {
	w.pages = onePage{}
	if w.Paginator != nil {
		w.pages = w.Paginator.Pages(w.asked)
	}
}

// page requests one page, emits its records and says whether there is another one.
func (w *walk) page(ctx context.Context) (more bool, err error) {
	if w.QueryProperties != nil {
		return w.propertyPage(ctx)
	}
	response, err := w.send(ctx, w.asked)
	if err != nil {
		return w.rejected(ctx, err)
	}
	if response.Release != nil {
		defer response.Release()
	}
	if !response.Ok { // which the error handling ignored
		return false, nil
	}
	return w.take(ctx, response)
}

// send requests the page for a slice.
func (w *walk) send(ctx context.Context, slice *stream.Slice) (*stream.Response, error) {
	in, err := w.request(slice, w.pages)
	if err != nil {
		return nil, err
	}
	return w.Requester.Send(ctx, in)
}

// rejected does what the answer to a request asks for, if it asks for anything.
func (w *walk) rejected(ctx context.Context, err error) (more bool, _ error) {
	var rejected *stream.Rejected
	if !errors.As(err, &rejected) {
		return false, err
	}
	switch {
	case rejected.Action == stream.ActionResetPagination:
		return w.reset(ctx)
	case rejected.Action == stream.ActionReducePageSize && w.reducer != nil:
		err := w.reducer.reduce(ctx, rejected)
		return err == nil, err
	}
	return false, err
}

// reset begins the pages again, in smaller pages if they had become so.
func (w *walk) reset(ctx context.Context) (more bool, err error) {
	if w.asked, err = w.tracker.reset(ctx, w.asked); err != nil {
		return false, err
	}
	w.begin()
	w.reducer.follow(w.pages)
	return true, nil
}

// take emits the records of one page and says whether there is another one.
func (w *walk) take(ctx context.Context, response *stream.Response) (more bool, err error) {
	t := w.taking()
	if err := t.read(ctx, response, w.asked, t.emit); err != nil {
		return false, err
	}
	return w.next(ctx, &t)
}

// taking is one page while its records are read.
type taking struct {
	*walk
	page stream.Page
	feed bool
	keep func(value.Value) value.Value
	last value.Value // the last record
}

func (w *walk) taking() taking {
	return taking{
		walk: w,
		page: stream.Page{LastRecord: value.Null},
		feed: w.slice.Window != nil && w.slice.Window.IsDataFeed(),
		last: value.Null,
	}
}

// read gives the records of an answer to emit.
func (t *taking) read(ctx context.Context, response *stream.Response, asked *stream.Slice, emit func(*stream.Record) error) (err error) {
	response.Decoder = t.Decoder
	t.page.Response, t.page.Slice = response, asked
	if t.keep == nil {
		t.keep = keeper(t.Paginator, response, t.feed)
	}
	t.page.Extracted, err = t.RecordSelector.Select(ctx, response, t.slice, emit)
	return err
}

// emit takes one record of the page to the output.
func (t *taking) emit(record *stream.Record) error {
	t.page.Emitted++
	t.last = t.keep(record.Data)
	t.tracker.observe(record.Data)
	if t.feed && !t.slice.Window.Contains(record.Data) {
		return nil
	}
	return t.walk.emit(record)
}

// next says whether there is a page after one whose records were read.
func (w *walk) next(ctx context.Context, t *taking) (more bool, err error) {
	w.reducer.done(ctx)
	if w.tracker.full() {
		return w.reset(ctx)
	}
	if t.feed && !t.last.IsNull() && !w.slice.Window.Contains(t.last) {
		return false, nil
	}
	if !t.last.IsNull() {
		t.page.LastRecord = stream.RecordView(t.last, stream.Of(ctx).Name, w.asked.Value())
	}
	return w.pages.Next(t.page)
}
