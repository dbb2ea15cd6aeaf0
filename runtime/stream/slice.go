package stream

import (
	"context"
	"iter"
	"sync"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Slice is one unit of reading: a partition, a window of a cursor, or both.
// Each part is a dict, opened completely; a slice of a stream without router and
// cursor has empty ones. Slices never change once a router or a cursor has made them.
type Slice struct {
	Partition   value.Value
	CursorSlice value.Value
	ExtraFields value.Value
	Window      Window // of the cursor that made the slice, nil without one

	once   sync.Once
	merged value.Value
}

// NewSlice is a slice of parts that may be Undefined, which makes them empty.
func NewSlice(partition, cursorSlice, extraFields value.Value) *Slice {
	return &Slice{
		Partition:   dictOrEmpty(partition),
		CursorSlice: dictOrEmpty(cursorSlice),
		ExtraFields: dictOrEmpty(extraFields),
	}
}

func dictOrEmpty(v value.Value) value.Value {
	if v.Kind() == value.KindUndefined {
		return value.DictOf()
	}
	return v
}

// QueryPropertiesKey is the extra field that holds the properties to ask for (QueryProperties).
const QueryPropertiesKey = "query_properties"

// WithExtra is the slice with one more extra field.
func (s *Slice) WithExtra(key string, v value.Value) *Slice {
	extra := value.DictFor(s.ExtraFields.Len() + 1)
	for name, field := range s.ExtraFields.All() {
		extra.SetKey(name, field)
	}
	extra.Set(key, v)
	with := NewSlice(s.Partition, s.CursorSlice, extra)
	with.Window = s.Window
	return with
}

// Value is what templates call stream_slice, stream_partition and stream_interval.
func (s *Slice) Value() value.Value { return value.ObjectValue(s) }

// Mapping is the partition and the cursor's window in one dict: what item
// access and printing see.
func (s *Slice) Mapping() value.Value {
	s.once.Do(func() {
		partition, window := dictOrEmpty(s.Partition), dictOrEmpty(s.CursorSlice)
		if window.Len() == 0 {
			s.merged = partition
			return
		}
		s.merged = value.DictFor(partition.Len() + window.Len())
		for _, part := range []value.Value{partition, window} {
			for key, v := range part.All() {
				s.merged.SetKey(key, v)
			}
		}
	})
	return s.merged
}

// Attr is stream_slice.name for the parts of the slice.
func (s *Slice) Attr(name string) (value.Value, bool) {
	switch name {
	case "partition", "_partition":
		return dictOrEmpty(s.Partition), true
	case "cursor_slice":
		return dictOrEmpty(s.CursorSlice), true
	case "extra_fields":
		return dictOrEmpty(s.ExtraFields), true
	}
	return value.Value{}, false
}

// Truth says that the slice holds anything at all.
func (s *Slice) Truth() bool {
	return s.Mapping().Len() > 0 || dictOrEmpty(s.ExtraFields).Len() > 0
}

// Repr is how a template prints the slice: as a dict.
func (s *Slice) Repr() string { return s.Mapping().Repr() }

// Stateless are partitions that are the same whatever state a reading goes on from.
type Stateless func(ctx context.Context) iter.Seq2[*Slice, error]

// Slices generates the partitions.
func (s Stateless) Slices(ctx context.Context) iter.Seq2[*Slice, error] { return s(ctx) }

// ParentState is null: there is nothing to remember.
func (Stateless) ParentState() value.Value { return value.Null }

// Unpartitioned is the single empty partition of a stream without a router.
var Unpartitioned Partitions = Stateless(func(context.Context) iter.Seq2[*Slice, error] {
	return func(yield func(*Slice, error) bool) {
		yield(NewSlice(value.Value{}, value.Value{}, value.Value{}), nil)
	}
})

// A Record is one record on its way from a page to the output.
type Record struct {
	Data  value.Value // a dict; transformations change it in place
	Slice *Slice
	File  *File // that goes with the record, nil for none
}

// A File is a file that was downloaded for a record (FileUploader).
type File struct {
	StagingURL   string // where it is
	RelativePath string // below the folder for files
	Size         int64
}
