package cursor

import (
	"fmt"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/timefmt"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Split divides a slice in the middle, in whole units of the granularity, of which the halves leave one between
// them, as windows do. What it divides are the texts of the bounds: the format may have cut the times.
func (v *window) Split(slice *stream.Slice, least timefmt.Delta) ([]*stream.Slice, error) {
	b := v.of.of
	start, err := b.boundOf(slice, b.startKey)
	if err != nil {
		return nil, err
	}
	end, err := b.boundOf(slice, b.endKey)
	if err != nil || isZero(b.granularity) || !start.Before(end) {
		return nil, err
	}
	span := timefmt.Sub(end, start)
	if least > 0 && span <= least {
		return nil, nil
	}
	if !b.granularity.IsDelta() {
		return nil, &value.Error{Class: value.TypeError, Message: "unsupported operand type(s) for //: 'datetime.timedelta' and 'Duration'"}
	}
	middle, next, err := b.middle(start, span)
	if err != nil || middle.Before(start) || !middle.Before(next) || next.After(end) {
		return nil, err
	}
	return []*stream.Slice{b.part(slice, start, middle), b.part(slice, next, end)}, nil
}

// middle is where the first half of a span ends, and where the second one starts.
func (b *bounds) middle(start time.Time, span timefmt.Delta) (middle, next time.Time, err error) {
	unit := b.granularity.Delta
	if unit < 0 {
		return start, start, nil // nothing lies between equal times
	}
	half := (span/unit + 1) / 2
	if middle, err = timefmt.Add(start, (half-1)*unit); err != nil {
		return middle, next, asFailure(err)
	}
	next, err = add(middle, b.granularity)
	return middle, next, err
}

// boundOf is a bound of a slice as it stands there.
func (b *bounds) boundOf(slice *stream.Slice, key value.Value) (time.Time, error) {
	at, err := b.parse(slice.CursorSlice.Index(key))
	if err != nil {
		both := b.startKey.Repr() + "/" + b.endKey.Repr()
		return at, &stream.Error{
			Message:     fmt.Sprintf("Stream %s produced a request window with a missing or invalid %s boundary and could not split it further.", b.stream, both),
			Internal:    fmt.Sprintf("Cannot split %s: the bound %s cannot be read: %v", slice.Repr(), key.Repr(), err),
			FailureType: stream.SystemError,
		}
	}
	return at, nil
}

// part is a slice with other bounds.
func (b *bounds) part(of *stream.Slice, start, end time.Time) *stream.Slice {
	part := stream.NewSlice(of.Partition, value.DictOf(
		b.startKey, value.Str(b.format(start)),
		b.endKey, value.Str(b.format(end)),
	), of.ExtraFields)
	part.Window = of.Window
	return part
}
