package retrieve

import (
	"context"
	"errors"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// days is a window whose rest begins at the newest day that it saw.
type days struct {
	stream.Window
	newest value.Value
}

func (d *days) Rest() stream.Rest { return d }

func (d *days) Observe(record value.Value) { d.newest = record.Item("day") }

func (d *days) Of(_ context.Context, slice *stream.Slice) *stream.Slice {
	if d.newest.IsUndefined() {
		return slice
	}
	return stream.NewSlice(slice.Partition, value.DictOf(value.Str("from"), d.newest), value.Value{})
}

func TestResetsOfAWindow(t *testing.T) {
	slice := stream.NewSlice(value.Value{}, value.DictOf(value.Str("from"), value.Int(1)), value.Value{})
	slice.Window = &days{}
	ctx := context.Background()
	tr := (&PaginationReset{SplitUsingCursor: true, NumberOfRecords: 2}).follow(slice)
	read := slice
	for day := range int64(3) {
		tr.observe(value.DictOf(value.Str("day"), value.Int(day+5)))
		if tr.full() {
			t.Error("one record is the limit of two")
		}
		tr.observe(value.DictOf(value.Str("day"), value.Int(day+5)))
		if !tr.full() {
			t.Error("two records are not the limit of two")
		}
		next, err := tr.reset(ctx, read)
		if err != nil {
			t.Fatal(err)
		}
		if got := next.CursorSlice.Item("from"); !got.Eq(value.Int(day + 5)).Truthy() {
			t.Errorf("the rest begins at %s", got.Repr())
		}
		read = next
	}
	_, err := tr.reset(ctx, read)
	var failure *stream.Error
	if !errors.As(err, &failure) || failure.Internal != "There were 1 attempts with the same slice already while the max allowed is 1" {
		t.Errorf("a rest that stays as it is: got %v", err)
	}
}

func TestResetsWithoutACursor(t *testing.T) {
	slice := stream.NewSlice(value.Value{}, value.Value{}, value.Value{})
	var none *PaginationReset
	for name, declared := range map[string]*PaginationReset{"no declaration": none, "the same slice": {}, "no window": {SplitUsingCursor: true}} {
		tr := declared.follow(slice)
		if next, err := tr.reset(context.Background(), slice); next != slice || err != nil {
			t.Errorf("%s: the first reset gives %v, %v", name, next, err)
		}
		if _, err := tr.reset(context.Background(), slice); err == nil {
			t.Errorf("%s: the pages may begin a third time", name)
		}
	}
}
