package dynamic

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// HTTPComponents are the records that an API lists (HttpComponentsResolver).
type HTTPComponents struct {
	Retriever         stream.Retriever
	ComponentsMapping []Mapping
}

// unnamed is the name of a retriever whose template has none.
const unnamed = "__http_components_resolver"

func (r HTTPComponents) mappings() []Mapping { return r.ComponentsMapping }

func (HTTPComponents) reading() reading { return asIs }

func (HTTPComponents) duplicate(name string) error { return ours(name) }

// each reads all records of all partitions. Their responses are kept, for streams that ask for the same.
func (r HTTPComponents) each(ctx context.Context, label string, emit func(stream.ComponentsScope) error) (err error) {
	defer stream.Recovered(&err)
	if label == "" {
		label = unnamed
	}
	s := &stream.Stream{Name: label, Retriever: r.Retriever.Cached()}
	ctx = stream.With(ctx, s)
	if err := s.Construct(); err != nil {
		return err
	}
	partitions, err := s.Retriever.Partitions(value.Value{})
	if err != nil {
		return err
	}
	for slice, err := range partitions.Slices(ctx) {
		if err != nil {
			return err
		}
		err := s.Retriever.Read(ctx, slice, func(record *stream.Record) error {
			return emit(stream.ComponentsScope{ComponentsValues: record.Data.Clone().Open(), StreamSlice: slice.Value()})
		})
		if err != nil {
			return err
		}
	}
	return nil
}
