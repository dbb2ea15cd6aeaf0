package partition

import (
	"context"
	"errors"
	"iter"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Substream makes a partition of each record of its parents, one parent after
// the other (SubstreamPartitionRouter). It does not drop duplicates.
type Substream struct {
	ParentStreamConfigs []Parent
}

// Parent is a stream whose records are partitions of another one (ParentStreamConfig).
type Parent struct {
	Stream                *stream.Stream
	ParentKey             config.Template
	PartitionField        config.Template
	RequestOption         *request.Option
	ExtraFields           [][]config.Template
	IncrementalDependency bool
}

// Construct builds the parents.
func (r Substream) Construct(*stream.Stream) error {
	for _, parent := range r.ParentStreamConfigs {
		if err := parent.Stream.Construct(); err != nil {
			return err
		}
	}
	return nil
}

// Parents are the streams whose records make the partitions.
func (r Substream) Parents() []*stream.Stream {
	var parents []*stream.Stream
	for _, parent := range r.ParentStreamConfigs {
		parents = append(parents, parent.Stream)
	}
	return parents
}

// Partitions starts to read the parents.
func (r Substream) Partitions(value.Value) (stream.Partitions, error) {
	parents := make([]reading, len(r.ParentStreamConfigs))
	for i, parent := range r.ParentStreamConfigs {
		observer, err := parent.Stream.Observe(value.Value{})
		if err != nil {
			return nil, err
		}
		parents[i] = reading{parent, observer}
	}
	return stream.Stateless(func(ctx context.Context) iter.Seq2[*stream.Slice, error] { return partitions(ctx, parents) }), nil
}

// partitions reads the parents while it is iterated, one record ahead.
func partitions(ctx context.Context, parents []reading) iter.Seq2[*stream.Slice, error] {
	return func(yield func(*stream.Slice, error) bool) {
		for _, parent := range parents {
			err := parent.read(ctx, func(slice *stream.Slice) bool { return yield(slice, nil) })
			if errors.Is(err, errEnough) {
				return
			}
			if err != nil {
				yield(nil, err)
				return
			}
		}
	}
}

// Inject adds the value of each parent's field that the slice has, not only of
// the parent that the slice comes from.
func (r Substream) Inject(slice *stream.Slice, options *request.Options) error {
	for _, parent := range r.ParentStreamConfigs {
		if parent.RequestOption == nil {
			continue
		}
		if err := inject(*parent.RequestOption, parent.PartitionField, slice, options); err != nil {
			return err
		}
	}
	return nil
}

// errEnough ends the reading of a parent whose remaining records nobody wants.
var errEnough = errors.New("no more partitions are wanted")

// A reading is a parent that is being read.
type reading struct {
	Parent
	observer stream.SliceObserver
}

// read makes partitions of the parent's records.
func (p reading) read(ctx context.Context, yield func(*stream.Slice) bool) error {
	keys, err := p.keys()
	if err != nil {
		return err
	}
	return stream.ReadParent(ctx, p.Stream, p.observer, ahead{keys: keys, log: stream.Log(ctx), yield: yield}.follow)
}

// ahead holds back each slice until the next record is there. The reference looks
// one record ahead, so that a check may request a second page of the parent; a
// cursor of the parent counts on it.
type ahead struct {
	keys  keys
	log   stream.Logger
	yield func(*stream.Slice) bool
}

// follow yields the slices of one partition of the parent.
func (a ahead) follow(_ *stream.Slice, _ bool, read func(emit func(*stream.Record) error) error) error {
	var held *stream.Slice
	err := read(func(record *stream.Record) error {
		if err := a.release(&held); err != nil {
			return err
		}
		slice, err := a.keys.slice(record)
		if slice == nil && err == nil {
			a.log.Debugf("skipping a record whose parent key %q is missing or null", a.keys.parentKey)
		}
		held = slice
		return err
	})
	if err != nil {
		return err
	}
	return a.release(&held)
}

func (a ahead) release(held **stream.Slice) error {
	slice := *held
	*held = nil
	if slice != nil && !a.yield(slice) {
		return errEnough
	}
	return nil
}

// keys are the evaluated templates of a parent.
type keys struct {
	parentKey string
	path      path
	field     value.Value
	extra     []extraField
}

type extraField struct {
	name string
	path path
}

func (p Parent) keys() (k keys, err error) {
	key, err := p.ParentKey.Text()
	if err != nil {
		return k, err
	}
	if k.field, err = p.PartitionField.Text(); err != nil {
		return k, err
	}
	k.parentKey = key.String()
	k.path = splitPath(k.parentKey)
	for _, templates := range p.ExtraFields {
		var segments path
		for _, template := range templates {
			segment, err := template.Text()
			if err != nil {
				return k, err
			}
			segments = append(segments, segment.String())
		}
		k.extra = append(k.extra, extraField{name: segments.String(), path: segments})
	}
	return k, nil
}

// slice is the partition of one record, nil for a record without the key. The
// record dies with its page, so the slice has its own copies.
func (k keys) slice(record *stream.Record) (*stream.Slice, error) {
	v, found, err := k.path.find(record.Data)
	if err != nil || !found || v.IsNull() {
		return nil, err
	}
	parent := value.DictOf()
	if record.Slice != nil && record.Slice.Partition.Kind() == value.KindDict {
		parent = record.Slice.Partition
	}
	extra := value.DictOf()
	for _, field := range k.extra {
		v, found, err := field.path.find(record.Data)
		if err != nil {
			return nil, err
		}
		if !found {
			v = value.Null
		}
		extra.Set(field.name, v.Clone())
	}
	partition := value.DictOf(k.field, v.Clone(), value.Str(parentSlice), parent)
	return stream.NewSlice(partition, value.Value{}, extra), nil
}
