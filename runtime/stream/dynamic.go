package stream

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A DynamicStream stands for streams that are known only while the connector runs (DynamicDeclarativeStream).
type DynamicStream interface {
	// Label is its own name in checks, "" where the manifest gives none.
	Label() string
	// Resolve finds the streams, and asks an API for that if it must. They are not constructed yet.
	Resolve(ctx context.Context) ([]*Stream, error)
	// Duplicate is the error for a second stream of a name.
	Duplicate(name string) error
}

// ComponentsScope is what the templates of a ComponentMappingDefinition see.
type ComponentsScope struct {
	ComponentsValues value.Value // what the stream is made of
	StreamSlice      value.Value // of the request that found it; Undefined where there is none
}

// Filled builds a stream of a template, in which mapped is what mappings have set. An error is one of its name. A value
// that a field cannot take fails the construction, and a template that would have to be compiled now the reading.
func Filled(template func(Mapped) *Stream, mapped Mapped) (*Stream, error) {
	s := template(mapped)
	if err := mapped.faults.name; err != nil {
		return nil, err
	}
	s.mapped = mapped.faults
	if err := mapped.faults.template; err != nil {
		s.Retriever, s.delegating = refused{err}, nil
		s.IncrementalSync, s.StateMigrations = nil, nil
	}
	return s, nil
}

// refused is the retriever of a stream that cannot be read.
type refused struct{ err error }

// Construct does nothing: the other streams can be read.
func (refused) Construct(*Stream) error { return nil }

// Partitions is a single one.
func (r refused) Partitions(value.Value) (Partitions, error) { return Unpartitioned, nil }

// Partitioned is false.
func (refused) Partitioned() bool { return false }

// Read fails.
func (r refused) Read(context.Context, *Slice, func(*Record) error) error { return r.err }

// Cached is the same.
func (r refused) Cached() Retriever { return r }
