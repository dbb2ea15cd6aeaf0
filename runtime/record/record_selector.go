package record

import (
	"context"
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Selector finds the records of a response and makes of them what the stream
// emits (RecordSelector).
type Selector struct {
	Extractor                Extractor
	RecordFilter             RecordFilter  // nil to keep all
	SchemaNormalization      Normalization // nil for none
	TransformBeforeFiltering bool
}

// An Extractor finds the records in a response (DpathExtractor …).
type Extractor interface {
	// Extract calls emit for each record. The record is only valid during the call. Undefined is
	// a record that was dropped: it counts for the pagination and goes no further.
	Extract(ctx context.Context, response *stream.Response, emit func(value.Value) error) error
	// Streamable says that records can be taken from the body, which d decodes, while it arrives.
	Streamable(d stream.Decoder) bool
}

// A RecordFilter says which records stay (RecordFilter).
type RecordFilter interface {
	Keep(scope stream.RecordScope) (bool, error)
}

// Construct constructs the extractor; what the selector needs itself is known with the first response.
func (s Selector) Construct(of *stream.Stream) error { return construct(s.Extractor, of) }

// construct evaluates what the reference evaluates when it builds an extractor, if that is anything.
func construct(e Extractor, of *stream.Stream) error {
	if e, ok := e.(interface{ Construct(s *stream.Stream) error }); ok {
		return e.Construct(of)
	}
	return nil
}

// Streamable says that records can be taken from the body, which d decodes, while it arrives.
// Filters and transformations see the record only.
func (s Selector) Streamable(d stream.Decoder) bool { return s.Extractor.Streamable(d) }

// Select emits the records of the response and returns how many there were
// before the filter.
func (s Selector) Select(
	ctx context.Context, response *stream.Response, slice *stream.Slice, emit func(*stream.Record) error,
) (extracted int, err error) {
	if !response.Ok {
		return 0, nil
	}
	of := stream.Of(ctx)
	schema, err := schemaOf(ctx, of)
	if err != nil {
		return 0, err
	}
	w := work{
		selector:        s,
		transformations: of.Transformations,
		schema:          schema,
		record:          stream.Record{Slice: slice},
		emit:            emit,
	}
	if slice != nil && slice.Window != nil && slice.Window.IsClientSideIncremental() {
		w.window = slice.Window
	}
	if s.SchemaNormalization == Default && schema != nil {
		w.normalizer = newNormalizer(schema, stream.Log(ctx).Warnf)
	}
	if of.FileUploader != nil {
		w.upload = func(r *stream.Record) error { return of.FileUploader.Upload(ctx, r) }
	}
	err = s.Extractor.Extract(ctx, response, w.do)
	return w.extracted, err
}

// work is what happens to the records of one response.
type work struct {
	selector        Selector
	transformations []stream.Transformation
	upload          func(*stream.Record) error // downloads the file of a record, nil for a stream without files
	schema          *schema                    // nil for a stream without one
	normalizer      normalizer
	record          stream.Record
	window          stream.Window // of the cursor that drops old records, nil for none
	emit            func(*stream.Record) error
	opener          value.Opener
	extracted       int
}

// do takes one record from the page to emit.
func (w *work) do(data value.Value) error {
	w.extracted++
	if data.IsUndefined() {
		return nil
	}
	if w.selector.RecordFilter != nil || w.window != nil || len(w.transformations) > 0 || w.upload != nil {
		data = w.opener.Open(data) // once, for all that look into it
	}
	w.record.Data = data
	keep, err := w.filterAndTransform()
	if err != nil || !keep {
		return err
	}
	if w.schema != nil {
		err = w.conform()
	} else if w.record.Data.Kind() != value.KindDict {
		err = notARecord(w.record.Data)
	}
	if err != nil {
		return err
	}
	if w.upload != nil {
		w.record.File = nil
		if err := w.upload(&w.record); err != nil {
			return err
		}
	}
	w.opener.Keep() // the last record of a page is read when the page is done
	return w.emit(&w.record)
}

func (w *work) filterAndTransform() (keep bool, err error) {
	if w.selector.TransformBeforeFiltering {
		if err := w.transform(); err != nil {
			return false, err
		}
		return w.filter()
	}
	if keep, err = w.filter(); err != nil || !keep {
		return false, err
	}
	return true, w.transform()
}

// filter asks the cursor first: the condition of the filter only sees records that are to be synced.
func (w *work) filter() (keep bool, err error) {
	if w.window != nil && !w.window.Contains(w.record.Data) {
		return false, nil
	}
	if w.selector.RecordFilter == nil {
		return true, nil
	}
	if keep, err = w.selector.RecordFilter.Keep(scopeOf(&w.record)); err != nil {
		return false, fmt.Errorf("filtering records: %w", err)
	}
	return keep, nil
}

func (w *work) transform() error {
	for _, t := range w.transformations {
		if err := t.Transform(&w.record); err != nil {
			return fmt.Errorf("transforming a record: %w", err)
		}
	}
	return nil
}

// conform makes a dict of the record, as the reference does for streams with a
// schema, and gives its fields the types of the schema.
func (w *work) conform() (err error) {
	if w.record.Data.Kind() != value.KindDict {
		if w.record.Data, err = dictFrom(w.record.Data); err != nil {
			return err
		}
	}
	switch by := w.selector.SchemaNormalization; by {
	case nil:
	case Default:
		err = w.normalizer.normalize(&w.record.Data)
	default:
		w.record.Data = w.opener.Open(w.record.Data)
		err = by.Normalize(w.record.Data, w.schema.text)
	}
	if err != nil {
		return fmt.Errorf("normalizing a record: %w", err)
	}
	return nil
}

// scopeOf is what the templates of filters and transformations see.
func scopeOf(r *stream.Record) stream.RecordScope {
	scope := stream.RecordScope{Record: r.Data, StreamSlice: value.Null, NextPageToken: value.Null}
	if r.Slice != nil {
		scope.StreamSlice = r.Slice.Value()
	}
	return scope
}
