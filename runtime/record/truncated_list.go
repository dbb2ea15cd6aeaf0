package record

import (
	"sync"

	"github.com/lowcode-dev/lowcode/runtime/dpath"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// isTruncated says that a record says that its list is not complete.
func (x *expansion) isTruncated(parent value.Value) bool {
	if len(x.indicator) == 0 {
		return false
	}
	v, ok, err := x.indicator.One(parent)
	return ok && err == nil && v.Truthy()
}

// fetch emits the elements of the complete list and says how many there are.
func (x *expansion) fetch(parent value.Value, emit func(value.Value) error) (fetched int, err error) {
	partition := value.DictOf(value.Str("parent_record"), parent.Clone())
	slice := stream.NewSlice(partition, value.Value{}, value.Value{})
	ctx := stream.With(x.ctx, x.TruncatedListRetriever)
	err = x.TruncatedListRetriever.Retriever.Read(ctx, slice, func(record *stream.Record) error {
		fetched++
		return emit(record.Data)
	})
	if total, ok := x.total(parent); ok && err == nil && int64(fetched) < total {
		x.warn(fetchedTooFew, "truncated_list_retriever returned %d of %d records of the list at %s: is its paginator missing? Other records may be affected as well",
			fetched, total, x.list)
	}
	return fetched, err
}

// total is the total_count beside the indicator.
func (x *expansion) total(parent value.Value) (int64, bool) {
	beside := append(dpath.Path{}, x.indicator...)
	beside[len(beside)-1] = dpath.SegmentOf("total_count")
	v, ok, err := beside.One(parent)
	if !ok || err != nil || v.Kind() != value.KindInt {
		return 0, false
	}
	return v.AsInt()
}

// warnTruncated says that elements are missing.
func (x *expansion) warnTruncated(parent value.Value, count int) {
	of := ""
	if total, ok := x.total(parent); ok {
		of = " of " + value.Int(total).String()
	}
	x.warn(notFetched, "the list at %s is not complete: the API sent %d%s elements, and there is no truncated_list_retriever for the others. Other records may be affected as well",
		x.list, count, of)
}

// An expanderWarning is given once for each stream.
type expanderWarning uint8

const (
	notFetched expanderWarning = iota
	fetchedTooFew
)

func (x *expansion) warn(about expanderWarning, format string, args ...any) {
	once := stream.Memo(stream.Of(x.ctx), about, func() *sync.Once { return new(sync.Once) })
	once.Do(func() { stream.Log(x.ctx).Warnf(format, args...) })
}
