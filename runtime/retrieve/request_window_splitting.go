package retrieve

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/timefmt"
)

// deepestSplit is how often a window is halved at most, one half inside of another.
const deepestSplit = 10

// RequestWindowSplitting reads the window of a cursor in two halves after the API refused it, which an error
// handler finds out, and each half in halves again where that is refused too (RequestWindowSplitting).
type RequestWindowSplitting struct {
	MinSplitWindow string // a duration of ISO 8601: no longer window is split; "" for the cursor's granularity
	FailureMessage string // what the author of the connector tells users when that does not help
}

// splitting is the reading of one slice in parts.
type splitting struct {
	Simple
	whole *stream.Slice
	emit  func(*stream.Record) error
	least timefmt.Delta // 0 for none
}

// readSplit reads a slice whose window may be split.
func (r Simple) readSplit(ctx context.Context, slice *stream.Slice, emit func(*stream.Record) error) error {
	s := &splitting{Simple: r, whole: slice, emit: emit}
	if text := r.RequestWindowSplitting.MinSplitWindow; text != "" {
		least, err := timefmt.ParseDuration(text)
		if err != nil {
			return fmt.Errorf("reading min_split_window: %w", err)
		}
		s.least = least.Delta
	}
	return s.read(ctx, slice, 0)
}

// read reads a part of the slice. Whatever part a record is read in, it belongs to the slice: the cursor
// closes that, after all its parts.
func (s *splitting) read(ctx context.Context, part *stream.Slice, depth int) error {
	emitted := 0
	err := s.readPages(ctx, part, func(record *stream.Record) error {
		emitted++
		if part == s.whole {
			return s.emit(record)
		}
		return s.emit(&stream.Record{Data: record.Data, Slice: s.whole})
	})
	rejected := splitRequired(err)
	if rejected == nil {
		return err
	}
	if emitted > 0 {
		stream.Log(ctx).Warnf("Stream %s: %d records of %s were emitted before the API refused it; they may come again.", stream.Of(ctx).Name, emitted, part.Repr())
	}
	parts, err := s.halves(ctx, part, depth, rejected)
	if err != nil {
		return err
	}
	for _, half := range parts {
		if err := s.read(ctx, half, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// splitRequired is the answer that asks for smaller windows, nil when there is none.
func splitRequired(err error) *stream.Rejected {
	var rejected *stream.Rejected
	if errors.As(err, &rejected) && rejected.Action == stream.ActionSplitRequestWindow {
		return rejected
	}
	return nil
}

// halves are the parts to read in the place of one that the API refused.
func (s *splitting) halves(ctx context.Context, part *stream.Slice, depth int, rejected *stream.Rejected) ([]*stream.Slice, error) {
	window, ok := part.Window.(stream.Splittable)
	if !ok {
		return nil, notSplittable(stream.Of(ctx).Name)
	}
	name := stream.Of(ctx).Name
	if depth >= deepestSplit {
		stream.Log(ctx).Warnf("Stream %s: the window of %s was split %d times, one half in another, which is the most there may be.", name, s.whole.Repr(), deepestSplit)
		return nil, s.failed(rejected,
			fmt.Sprintf("Stream %s could not split its request window to a size the API accepts within %d splits.", name, deepestSplit),
			fmt.Sprintf("Stream %s exceeded the maximum request window split depth of %d while splitting %s; the API still rejected %s", name, deepestSplit, s.whole.Repr(), part.Repr()))
	}
	parts, err := window.Split(part, s.least)
	if err != nil {
		return nil, err
	}
	if parts == nil {
		return nil, s.failed(rejected, s.smallest(name),
			fmt.Sprintf("Stream %s could not split its request window %s any further; the API rejected it", name, part.Repr()))
	}
	stream.Log(ctx).Infof("Stream %s: the API refused the window %s; reading its halves %s and %s instead.", name, part.Repr(), parts[0].Repr(), parts[1].Repr())
	return parts, nil
}

// smallest says that a window cannot be made smaller.
func (s *splitting) smallest(name string) string {
	least := ""
	if s.least > 0 {
		least = fmt.Sprintf(", its configured `min_split_window` (%s)", s.least)
	}
	return fmt.Sprintf("The API kept rejecting stream %s's request window even at the smallest window its cursor allows%s, or splitting the window further would not make progress.", name, least)
}

// failed is the error when no window is small enough. These are the reference's words, which platforms show.
func (s *splitting) failed(rejected *stream.Rejected, message, internal string) error {
	if more := strings.TrimSpace(s.RequestWindowSplitting.FailureMessage); more != "" {
		message += " " + more
	}
	if rejected.Message != "" {
		internal += ": " + rejected.Message
	}
	return &stream.Error{Message: message, Internal: internal, FailureType: stream.TransientError}
}

// notSplittable is the error of a stream that cannot do what an error handler asks for.
func notSplittable(name string) error {
	return &stream.Error{
		Message: "Stream " + name + " resolves to a request window split but is not set up to split its window. Add `request_window_splitting` to the stream's " +
			"retriever (this requires a datetime-based incremental cursor with `cursor_granularity` set), or remove the `SPLIT_REQUEST_WINDOW` action from its error handler.",
		Internal:    "A request window split was requested for stream " + name + ", whose retriever or cursor cannot do that.",
		FailureType: stream.ConfigError,
	}
}
