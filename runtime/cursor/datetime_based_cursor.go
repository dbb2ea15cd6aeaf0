package cursor

import (
	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A DatetimeBased cursor walks a stream along the time in a field of its
// records, window by window (DatetimeBasedCursor). Durations are those of ISO 8601.
type DatetimeBased struct {
	CursorField           config.Template
	DatetimeFormat        string   // of starts, ends and the state
	CursorDatetimeFormats []string // of records and of incoming states, tried before DatetimeFormat
	StartDatetime         MinMaxDatetime
	EndDatetime           *MinMaxDatetime // nil for the present
	Step                  config.Template // of a window; without one, a window is all there is
	CursorGranularity     string          // from the end of a window to the start of the next one
	LookbackWindow        config.Template // how far before the state a reading begins
	StartTimeOption       *request.Option
	EndTimeOption         *request.Option
	PartitionFieldStart   config.Template // the name of a window's start in stream_slice, start_time without one
	PartitionFieldEnd     config.Template // end_time without one
	Clamping              *Clamping

	IsDataFeed                     bool // pages end with the first one whose last record is old
	IsClientSideIncremental        bool // records that are too old or too new are dropped
	IsCompareStrictly              bool // no window starts where it ends
	GlobalSubstreamCursor          bool // all partitions share one cursor
	AllowCatalogDefinedCursorField bool

	catalogField string // the field that the catalog names, "" for none
}

// Construct evaluates what the reference evaluates when it builds the stream:
// everything, or, for a stream of partitions, only what does not depend on one.
func (d DatetimeBased) Construct(s *stream.Stream) error {
	if s.Retriever.Partitioned() {
		if _, err := d.field(); err != nil {
			return err
		}
		_, err := duration(d.CursorGranularity)
		return err
	}
	_, err := d.open(s)
	return err
}

// DefaultCursorField is the field's name, which Construct has found to have a value.
func (d DatetimeBased) DefaultCursorField() (field string, sourceDefined bool) {
	field, _ = d.field() // Construct has reported the error
	return field, !d.AllowCatalogDefinedCursorField
}

// WithCursorField is the cursor along another field, which the catalog names, where the manifest allows that.
func (d DatetimeBased) WithCursorField(field string) stream.IncrementalSync {
	if d.AllowCatalogDefinedCursorField {
		d.catalogField = field
	}
	return d
}

func (d DatetimeBased) field() (string, error) {
	if d.catalogField != "" {
		return d.catalogField, nil
	}
	return text(d.CursorField)
}

// Observer starts to follow a reading.
func (d DatetimeBased) Observer(s *stream.Stream, state value.Value) (stream.SliceObserver, error) {
	if s.Retriever.Partitioned() {
		return newPerPartition(d, s, state)
	}
	b, err := d.open(s)
	if err != nil {
		return nil, err
	}
	w, err := b.windows(state)
	if err != nil {
		return nil, err
	}
	return &unpartitioned{w}, nil
}

// text is what a template prints.
func text(t config.Template) (string, error) {
	v, err := t.Text()
	if err != nil {
		return "", err
	}
	return v.String(), nil
}
