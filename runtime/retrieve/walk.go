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
	in, err := w.request(w.asked, w.pages)
	if err != nil {
		return false, err
	}
	response, err := w.Requester.Send(ctx, in)
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
	response.Decoder = w.Decoder
	page := stream.Page{Response: response, Slice: w.asked, LastRecord: value.Null}
	feed := w.slice.Window != nil && w.slice.Window.IsDataFeed()
	keep := keeper(w.Paginator, response, feed)
	last := value.Null
	page.Extracted, err = w.RecordSelector.Select(ctx, response, w.slice, func(record *stream.Record) error {
		page.Emitted++
		last = keep(record.Data)
		w.tracker.observe(record.Data)
		if feed && !w.slice.Window.Contains(record.Data) {
			return nil
		}
		return w.emit(record)
	})
	if err != nil {
		return false, err
	}
	w.reducer.done(ctx)
	if w.tracker.full() {
		return w.reset(ctx)
	}
	if feed && !last.IsNull() && !w.slice.Window.Contains(last) {
		return false, nil
	}
	if !last.IsNull() {
		page.LastRecord = stream.RecordView(last, stream.Of(ctx).Name, w.asked.Value())
	}
	return w.pages.Next(page)
}
