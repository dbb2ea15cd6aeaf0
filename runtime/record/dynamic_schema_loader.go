package record

import (
	"context"
	"errors"
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// DynamicSchema reads the schema of a stream from the API. The first record of its retriever lists
// the properties (DynamicSchemaLoader).
type DynamicSchema struct {
	Retriever             *stream.Stream // its only slice is empty
	SchemaFilter          RecordFilter   // sees each property as a record of one field; nil to keep all
	SchemaTransformations []stream.Transformation
	SchemaTypeIdentifier  TypeIdentifier
}

// Construct constructs the retriever.
func (d DynamicSchema) Construct(*stream.Stream) error { return d.Retriever.Construct() }

// Schema asks the API.
func (d DynamicSchema) Schema(ctx context.Context) (value.Value, error) {
	record, err := d.record(stream.With(ctx, d.Retriever))
	if err != nil {
		return value.Value{}, err
	}
	properties, err := d.SchemaTypeIdentifier.properties(record)
	if err != nil {
		return value.Value{}, err
	}
	if properties, err = d.kept(properties); err != nil {
		return value.Value{}, err
	}
	changed := stream.Record{Data: properties}
	for _, t := range d.SchemaTransformations {
		if err := t.Transform(&changed); err != nil {
			return value.Value{}, fmt.Errorf("transforming the schema: %w", err)
		}
	}
	return value.DictOf(
		value.Str("$schema"), value.Str("https://json-schema.org/draft-07/schema#"),
		value.Str("type"), value.Str("object"),
		value.Str("additionalProperties"), value.True,
		value.Str("properties"), changed.Data,
	), nil
}

// errRead ends the reading after the first record.
var errRead = errors.New("the record was read")

// record is the first record of the retriever, Undefined for none. A router makes no slices of it: there is
// one, which is empty. Those of a retriever that runs jobs are ready when they come.
func (d DynamicSchema) record(ctx context.Context) (record value.Value, err error) {
	if d.Retriever.Retriever.Partitioned() {
		return d.recordOf(ctx, stream.NewSlice(value.Value{}, value.Value{}, value.Value{}))
	}
	observer, err := d.Retriever.Observe(value.Value{})
	if err != nil {
		return record, err
	}
	for slice, err := range observer.Slices(ctx) {
		if err != nil {
			return record, err
		}
		if record, err = d.recordOf(ctx, slice); err != nil || record.Kind() != value.KindUndefined {
			return record, err
		}
	}
	return record, nil
}

// recordOf is the first record of a slice.
func (d DynamicSchema) recordOf(ctx context.Context, slice *stream.Slice) (record value.Value, err error) {
	err = d.Retriever.Retriever.Read(ctx, slice, func(r *stream.Record) error {
		record = r.Data.Clone() // the page ends before the schema is made
		return errRead
	})
	if record.Kind() != value.KindUndefined {
		return record, nil
	}
	return record, err
}

// kept are the properties that the filter keeps.
func (d DynamicSchema) kept(properties value.Value) (value.Value, error) {
	if d.SchemaFilter == nil {
		return properties, nil
	}
	kept := value.DictOf()
	for key, property := range properties.All() {
		scope := stream.RecordScope{Record: value.DictOf(key, property), StreamSlice: value.Null, NextPageToken: value.Null}
		keep, err := d.SchemaFilter.Keep(scope)
		if err != nil {
			return kept, fmt.Errorf("filtering the schema: %w", err)
		}
		if keep {
			kept.SetKey(key, property)
		}
	}
	return kept, nil
}
