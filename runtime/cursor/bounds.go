package cursor

import (
	"fmt"
	"sync/atomic"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/timefmt"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// bounds is what a declaration says for one reading. The windows of all
// partitions share it.
type bounds struct {
	of               DatetimeBased
	stream           string
	field            string
	startKey, endKey value.Value // of a window in stream_slice
	formats          []string    // of records and states, in the order of the tries
	start            time.Time
	step             timefmt.Duration
	unlimited        bool             // no step
	granularity      timefmt.Duration // zero for none
	lookback         timefmt.Duration
	clamp            clamping
	now              func() time.Time
	log              stream.Logger // set before the first window is made
	latest           atomic.Pointer[time.Time]
}

// open evaluates the declaration, in the order of the reference. The end is evaluated anew at each use.
func (d DatetimeBased) open(s *stream.Stream) (*bounds, error) {
	b := &bounds{of: d, stream: s.Name, now: timefmt.Now}
	b.formats = append(append(b.formats, d.CursorDatetimeFormats...), d.DatetimeFormat)
	for _, evaluate := range []func() error{b.openNames, b.openGaps, b.openStart, b.openStep, b.openClamping} {
		if err := evaluate(); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func (b *bounds) openNames() (err error) {
	if b.field, err = b.of.field(); err != nil {
		return err
	}
	if b.startKey, err = key(b.of.PartitionFieldStart, "start_time"); err != nil {
		return err
	}
	b.endKey, err = key(b.of.PartitionFieldEnd, "end_time")
	return err
}

func key(t config.Template, def string) (value.Value, error) {
	if t.IsZero() {
		return value.Str(def), nil
	}
	return t.Text()
}

func (b *bounds) openGaps() (err error) {
	if b.granularity, err = duration(b.of.CursorGranularity); err != nil {
		return err
	}
	text, err := text(b.of.LookbackWindow)
	if err != nil {
		return err
	}
	b.lookback, err = duration(text)
	return err
}

func (b *bounds) openStart() (err error) {
	b.start, err = b.of.StartDatetime.Time(b.of.DatetimeFormat)
	return err
}

func (b *bounds) openStep() error {
	step, granularity := b.of.Step.Source(), b.of.CursorGranularity
	if (step == "") != (granularity == "") {
		return &value.Error{Class: value.ValueError, Message: fmt.Sprintf(
			"If step is defined, cursor_granularity should be as well and vice-versa. "+
				"Right now, step is `%s` and cursor_granularity is `%s`", orNone(step), orNone(granularity))}
	}
	text, err := text(b.of.Step)
	if err != nil {
		return err
	}
	b.unlimited = text == ""
	b.step, err = duration(text)
	return err
}

// orNone is how the reference prints a field that the manifest leaves out.
func orNone(text string) string {
	if text == "" {
		return "None"
	}
	return text
}

// logTo says where warnings of the reading go, and gives those that the declaration deserves.
func (b *bounds) logTo(log stream.Logger) {
	b.log = log
	if b.of.IsDataFeed && b.of.IsClientSideIncremental {
		log.Warnf("Stream %s: `is_client_side_incremental` adds no record filtering when `is_data_feed` is set, "+
			"as a data feed already filters on the cursor value. It still makes the record selector apply the "+
			"transformations before the `record_filter` condition.", b.stream)
	}
}

// end is the latest time to read, as of now.
func (b *bounds) end() (time.Time, error) {
	end := b.now()
	if b.of.EndDatetime != nil {
		var err error
		if end, err = b.of.EndDatetime.Time(b.of.DatetimeFormat); err != nil {
			return end, err
		}
	}
	end, err := b.clamp.end(end, b.granularity)
	if latest := b.latest.Load(); err == nil && (latest == nil || !latest.Equal(end)) {
		kept := end
		b.latest.Store(&kept)
	}
	return end, err
}

// notAfterEnd says that a time is at or before the end. Ends do not go back, so
// that most times need no new one.
func (b *bounds) notAfterEnd(at time.Time) (bool, error) {
	if end := b.latest.Load(); end != nil && !at.After(*end) {
		return true, nil
	}
	end, err := b.end()
	return !at.After(end), err
}
