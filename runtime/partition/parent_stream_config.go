package partition

import (
	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Parent is a stream whose records are partitions of another one (ParentStreamConfig).
type Parent struct {
	Stream         *stream.Stream
	ParentKey      config.Template
	PartitionField config.Template
	RequestOption  *request.Option
	ExtraFields    [][]config.Template
	// IncrementalDependency lets the parent go on from its own last state, which the child's state holds.
	IncrementalDependency bool
	// LazyReadPointer leads to the first page of the child in the parent's record, for the first reading.
	LazyReadPointer []config.Template
}

// keys are the evaluated templates of a parent.
type keys struct {
	parentKey string
	path      path
	field     value.Value
	extra     []extraField
	embedded  path // of the child's first page; nil when it is requested
}

type extraField struct {
	name string
	path path
}

// keys evaluates the templates; lazily says that the reading is the child's first.
func (p Parent) keys(lazily bool) (k keys, err error) {
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
		segments, err := pathOf(templates)
		if err != nil {
			return k, err
		}
		k.extra = append(k.extra, extraField{name: segments.String(), path: segments})
	}
	if lazily {
		k.embedded, err = pathOf(p.LazyReadPointer)
	}
	return k, err
}

// pathOf evaluates the segments of a path.
func pathOf(templates []config.Template) (path, error) {
	var segments path
	for _, template := range templates {
		segment, err := template.Text()
		if err != nil {
			return nil, err
		}
		segments = append(segments, segment.String())
	}
	return segments, nil
}

// slice is the partition of one record, nil for a record without the key. The
// record dies with its page, so the slice has its own copies.
func (k keys) slice(record *stream.Record) (*stream.Slice, error) {
	v, found, err := k.path.find(record.Data)
	if err != nil || !found || v.IsNull() {
		return nil, err
	}
	var parent value.Value
	if record.Slice != nil {
		parent = record.Slice.Partition
	}
	if parent.Kind() != value.KindDict {
		parent = value.DictOf()
	}
	extra, err := k.extraFields(record.Data)
	if err != nil {
		return nil, err
	}
	partition := value.DictOf(k.field, v.Clone(), value.Str(parentSlice), parent)
	return stream.NewSlice(partition, value.Value{}, extra), nil
}

// extraFields are what else of a record travels with its partition.
func (k keys) extraFields(record value.Value) (value.Value, error) {
	extra := value.DictOf()
	if k.embedded != nil {
		page, found, err := k.embedded.find(record)
		if err != nil {
			return extra, err
		}
		if !found {
			page = value.ListOf()
		}
		extra = stream.WithEmbedded(extra, page.Clone())
	}
	for _, field := range k.extra {
		v, found, err := field.path.find(record)
		if err != nil {
			return extra, err
		}
		if !found {
			v = value.Null
		}
		extra.Set(field.name, v.Clone())
	}
	return extra, nil
}
