package record

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/dpath"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Expander takes the elements of a list in each record for the records (RecordExpander).
// A record that is no dict stays as it is.
type Expander struct {
	Extractor              Dpath      // of the records that have the list
	ExpandRecordsFromField []Template // the path of the list; patterns find several
	// What the elements take from their parent, in this order: its other fields, some of its values, and all of it
	// as original_record. An element that is no dict becomes {"value": …} for it.
	MergeParent          bool
	ParentFields         []ParentField
	RemainOriginalRecord bool
	EmitParent           bool // instead of nothing where there is no element (on_no_records)
	// TruncationIndicatorPath is where a record says that its list is not complete.
	TruncationIndicatorPath []Template
	// TruncatedListRetriever fetches the complete list, nil for a warning. Its slice has the parent_record.
	TruncatedListRetriever *stream.Stream
}

// ParentField is a value that elements take from their parent (ParentFieldPath).
type ParentField struct{ ParentPath, RecordPath []Template }

// Construct evaluates the paths, and builds the retriever.
func (e Expander) Construct(*stream.Stream) error {
	if _, err := e.expansion(nil, nil); err != nil {
		return err
	}
	if e.TruncatedListRetriever == nil {
		return nil
	}
	if len(e.TruncationIndicatorPath) == 0 {
		return &value.Error{Class: value.ValueError, Message: "`truncation_indicator_path` is required when `truncated_list_retriever` is configured."}
	}
	return e.TruncatedListRetriever.Construct()
}

// Streamable is that of the extractor: one record is expanded after another.
func (e Expander) Streamable(d stream.Decoder) bool { return e.Extractor.Streamable(d) }

// Extract calls emit for each element.
func (e Expander) Extract(ctx context.Context, response *stream.Response, emit func(value.Value) error) error {
	x, err := e.expansion(ctx, emit)
	if err != nil {
		return err
	}
	x.opened = response.Decoder != nil
	return e.Extractor.Extract(ctx, response, x.expand)
}

// expansion is the expansion of one page.
type expansion struct {
	Expander
	ctx             context.Context
	emit            func(value.Value) error
	opened          bool // records may be open already, so that what several hold must be copied
	list, indicator dpath.Path
	fields          []parentField
}

func (e Expander) expansion(ctx context.Context, emit func(value.Value) error) (x *expansion, err error) {
	x = &expansion{Expander: e, ctx: ctx, emit: emit}
	if x.list, err = evalPath(e.ExpandRecordsFromField); err != nil {
		return nil, err
	}
	if e.TruncatedListRetriever != nil {
		if err := oneField(x.list, "expand_records_from_field"); err != nil {
			return nil, err
		}
	}
	if x.indicator, err = evalPath(e.TruncationIndicatorPath); err != nil {
		return nil, err
	}
	if err := oneField(x.indicator, "truncation_indicator_path"); err != nil {
		return nil, err
	}
	for _, declared := range e.ParentFields {
		field, err := declared.eval()
		if err != nil {
			return nil, err
		}
		x.fields = append(x.fields, field)
	}
	return x, nil
}

// oneField refuses a path with a pattern.
func oneField(p dpath.Path, field string) error {
	for _, s := range p {
		if s.IsGlob() {
			return &value.Error{Class: value.ValueError, Message: "Glob characters ('*', '?', '[') are not supported in `" + field + "`: the path must identify a single field."}
		}
	}
	return nil
}

// expand emits the elements of one record.
func (x *expansion) expand(parent value.Value) error {
	if parent.Kind() != value.KindDict || len(x.list) == 0 {
		return x.emit(parent)
	}
	base, err := x.base(parent)
	if err != nil {
		return err
	}
	emit := func(item value.Value) error { return x.element(parent, base, item) }
	truncated := x.isTruncated(parent)
	if truncated && x.TruncatedListRetriever != nil {
		if fetched, err := x.fetch(parent, emit); fetched > 0 || err != nil {
			return err
		}
	}
	lists, count, err := x.lists(parent)
	if err != nil {
		return err
	}
	if truncated && x.TruncatedListRetriever == nil {
		x.warnTruncated(parent, count)
	}
	for _, list := range lists {
		for _, item := range list.Members() {
			if err := emit(item); err != nil {
				return err
			}
		}
	}
	if count == 0 && x.EmitParent {
		return x.emit(parent)
	}
	return nil
}

// lists are the lists of a record, and how many elements they have.
func (x *expansion) lists(parent value.Value) (lists []value.Value, count int, err error) {
	found, err := x.list.Values(parent)
	if err != nil {
		return nil, 0, err
	}
	for _, v := range found {
		if v.Kind() == value.KindList {
			list := v.Open()
			lists = append(lists, list)
			count += list.Len()
		}
	}
	return lists, count, nil
}

// element emits an element with what it takes from its parent.
func (x *expansion) element(parent, base, item value.Value) error {
	var record value.Value
	switch {
	case item.Kind() == value.KindDict:
		record = x.united(base, item)
	case x.MergeParent || len(x.fields) > 0 || x.RemainOriginalRecord:
		record = x.united(base, value.DictOf(value.Str("value"), item))
	default:
		return x.emit(item)
	}
	for _, field := range x.fields {
		if err := field.copy(parent, record, x.detached); err != nil {
			return err
		}
	}
	if x.RemainOriginalRecord {
		record.Set("original_record", x.detached(parent))
	}
	return x.emit(record)
}
