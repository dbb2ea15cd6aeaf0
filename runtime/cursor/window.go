package cursor

import (
	"time"

	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A window is the cursor's part of one slice. One worker reads it, so that it
// can keep what it sees without a lock.
type window struct {
	of         *windows
	from, to   string    // as requests and templates have them
	start, end time.Time // as they are read back: a format may have cut them
	newest     time.Time // of the records so far, the zero time for none
	err        error     // why the window cannot be closed
}

// window is the part of a slice from start to end.
func (w *windows) window(start, end time.Time) *window {
	v := &window{of: w, from: w.of.format(start), to: w.of.format(end)}
	if v.start, v.err = w.of.parse(value.Str(v.from)); v.err == nil {
		v.end, v.err = w.of.parse(value.Str(v.to))
	}
	return v
}

// cursorSlice is what templates and request options see of the window.
func (v *window) cursorSlice() value.Value {
	return value.DictOf(v.of.of.startKey, value.Str(v.from), v.of.of.endKey, value.Str(v.to))
}

// observe looks at a record that was sent. A value that no number or time can
// be made of at all fails the window; the reference fails at the record.
func (v *window) observe(record value.Value) {
	at, known := v.valueOf(record)
	if known && (v.newest.IsZero() || at.After(v.newest)) {
		v.newest = at
	}
}

// valueOf is the cursor value of a record; false, and a warning, when there is none that can be read.
func (v *window) valueOf(record value.Value) (at time.Time, known bool) {
	b := v.of.of
	field, ok := record.Get(b.field)
	if !ok || field.IsNull() {
		v.of.warn()
		return at, false
	}
	at, err := b.parse(field)
	switch {
	case err == nil:
		return at, true
	case isClass(err, value.ValueError):
		v.of.warn()
	case v.err == nil:
		v.err = err
	}
	return at, false
}

// Inject adds the bounds that the manifest wants in requests.
func (v *window) Inject(slice *stream.Slice, options *request.Options) error {
	b := v.of.of
	for _, bound := range []struct {
		option *request.Option
		key    value.Value
	}{{b.of.StartTimeOption, b.startKey}, {b.of.EndTimeOption, b.endKey}} {
		if bound.option == nil {
			continue
		}
		at := slice.CursorSlice.Index(bound.key)
		if at.IsUndefined() {
			at = value.Null
		}
		if err := bound.option.Inject(options, at); err != nil {
			return err
		}
	}
	return nil
}

// Contains says that a record is neither older than the state nor newer than
// the end. What has no cursor value is kept.
func (v *window) Contains(record value.Value) bool {
	at, known := v.valueOf(record)
	if !known {
		return true
	}
	if at.Before(v.of.oldest()) {
		return false
	}
	within, err := v.of.of.notAfterEnd(at)
	if err != nil {
		v.err = err
		return true
	}
	return within
}

// IsDataFeed says that records come newest first.
func (v *window) IsDataFeed() bool { return v.of.of.of.IsDataFeed }

// IsClientSideIncremental says that the selector drops records; a data feed drops them after its pages are counted.
func (v *window) IsClientSideIncremental() bool {
	return v.of.of.of.IsClientSideIncremental && !v.of.of.of.IsDataFeed
}
