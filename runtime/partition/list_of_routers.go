package partition

import (
	"context"
	"iter"
	"slices"

	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Product combines each partition of the first router with each of the others
// (a list of partition routers). Keys that several have are those of the first.
type Product []stream.PartitionRouter

// Construct evaluates what the routers evaluate when they are built.
func (p Product) Construct(s *stream.Stream) error {
	for _, router := range p {
		if err := router.Construct(s); err != nil {
			return err
		}
	}
	return nil
}

// Parents are the streams that the routers read.
func (p Product) Parents() []*stream.Stream { return parentsOf(p...) }

// parentsOf are the streams that some routers read.
func parentsOf(routers ...stream.PartitionRouter) []*stream.Stream {
	var parents []*stream.Stream
	for _, router := range routers {
		if child, ok := router.(stream.Child); ok {
			parents = append(parents, child.Parents()...)
		}
	}
	return parents
}

// Partitions are the combinations. The routers may start from the states of
// their parents, but no product says what those are afterwards, as in the reference.
func (p Product) Partitions(state value.Value) (stream.Partitions, error) {
	factors := make([]stream.Partitions, len(p))
	for i, router := range p {
		var err error
		if factors[i], err = router.Partitions(state); err != nil {
			return nil, err
		}
	}
	return stream.Stateless(func(ctx context.Context) iter.Seq2[*stream.Slice, error] {
		if p.hasSubstreams() {
			stream.Log(ctx).Warnf("the states of parent streams are not kept for a list of partition routers")
		}
		return product(ctx, factors)
	}), nil
}

// hasSubstreams says that one of the routers reads parents itself.
func (p Product) hasSubstreams() bool {
	return slices.ContainsFunc(p, func(router stream.PartitionRouter) bool {
		_, ok := router.(Substream)
		return ok
	})
}

// product are the combinations; the last router's partitions change fastest. All
// partitions of all routers are made before the first combination, as in the
// reference: which requests a check sends depends on it.
func product(ctx context.Context, routers []stream.Partitions) iter.Seq2[*stream.Slice, error] {
	return func(yield func(*stream.Slice, error) bool) {
		factors := make([][]*stream.Slice, len(routers))
		for i, router := range routers {
			for slice, err := range router.Slices(ctx) {
				if err != nil {
					yield(nil, err)
					return
				}
				factors[i] = append(factors[i], slice)
			}
		}
		combine(factors, nil, func(parts []*stream.Slice) bool {
			return yield(union(parts), nil)
		})
	}
}

// combine calls yield with chosen and one of each of the factors, and stops when it says so.
func combine(factors [][]*stream.Slice, chosen []*stream.Slice, yield func([]*stream.Slice) bool) bool {
	if len(factors) == 0 {
		return yield(chosen)
	}
	for _, slice := range factors[0] {
		if !combine(factors[1:], append(chosen, slice), yield) {
			return false
		}
	}
	return true
}

// union is one slice of several: the keys of the last one come first, the values
// of the first one win.
func union(parts []*stream.Slice) *stream.Slice {
	partition, extra := value.DictOf(), value.DictOf()
	for i := len(parts) - 1; i >= 0; i-- {
		for key, v := range parts[i].Partition.All() {
			partition.SetKey(key, v)
		}
		for key, v := range parts[i].ExtraFields.All() {
			extra.SetKey(key, v)
		}
	}
	return stream.NewSlice(partition, value.Value{}, extra)
}

// Inject adds the options of all routers. Where two set the same, the first one wins.
func (p Product) Inject(slice *stream.Slice, options *request.Options) error {
	for i := len(p) - 1; i >= 0; i-- {
		var one request.Options
		if err := p[i].Inject(slice, &one); err != nil {
			return err
		}
		options.Replace(&one)
	}
	return nil
}
