package stream

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

type schemaKey struct{}

// schemaMemory is the schema of a stream, once it is known.
type schemaMemory struct {
	mu     sync.Mutex // held while the loader is asked
	known  bool
	schema value.Value
}

// Schema is the JSON schema of the stream, {} for a stream without a loader. The loader is asked until it
// has an answer, which is kept.
func (s *Stream) Schema(ctx context.Context) (value.Value, error) {
	if s.SchemaLoader == nil {
		return value.DictOf(), nil
	}
	memory := Memo(s, schemaKey{}, func() *schemaMemory { return new(schemaMemory) })
	memory.mu.Lock()
	defer memory.mu.Unlock()
	if memory.known {
		return memory.schema, nil
	}
	schema, err := s.SchemaLoader.Schema(With(ctx, s))
	if err != nil {
		return schema, fmt.Errorf("loading the schema of stream %q: %w", s.Name, err)
	}
	memory.schema, memory.known = schema, true
	return schema, nil
}

// read reads one slice, for which the schema must be known, whatever needs it: where it cannot be told,
// nothing is requested.
func (s *Stream) read(ctx context.Context, slice *Slice, emit func(*Record) error) error {
	if _, err := s.Schema(ctx); err != nil {
		return err
	}
	return s.Retriever.Read(ctx, slice, emit)
}

// constructed constructs a loader that has something to construct.
func constructed(loader SchemaLoader, s *Stream) error {
	if loader, ok := loader.(interface{ Construct(s *Stream) error }); ok {
		return loader.Construct(s)
	}
	return nil
}

// An inlineSchema is a schema that the manifest, or a file beside it, holds.
type inlineSchema []byte

// InlineSchema is the loader of a schema that is embedded in the connector
// (InlineSchemaLoader, JsonFileSchemaLoader). It is parsed when it is asked for.
func InlineSchema(schema []byte) SchemaLoader { return inlineSchema(schema) }

// Schema is the embedded schema.
func (s inlineSchema) Schema(context.Context) (value.Value, error) {
	if len(s) == 0 {
		return value.DictOf(), nil
	}
	v, err := value.Parse(s)
	if err != nil {
		return value.Value{}, fmt.Errorf("parsing the embedded schema: %w", err)
	}
	return v, nil
}

// AppendSchema appends the schema as the catalog has it: members that are null are left out at its first level.
// One that is embedded is JSON already: it is checked, and copied through.
func (s *Stream) AppendSchema(ctx context.Context, dst []byte) ([]byte, error) {
	if text, ok := s.SchemaLoader.(inlineSchema); ok && len(text) > 0 {
		v, end, err := value.Next(text, 0)
		if err == nil && value.Space(text, end) == len(text) {
			return value.AppendRecord(slices.Grow(dst, len(text)), v), nil
		}
	}
	v, err := s.Schema(ctx)
	if err != nil {
		return dst, err
	}
	return value.AppendRecord(dst, v), nil
}

// NoSchema is the loader of a stream that declares none and has no file.
type NoSchema struct{}

// Schema is empty, which is said.
func (NoSchema) Schema(ctx context.Context) (value.Value, error) {
	Log(ctx).Infof("Could not find schema for stream %s, defaulting to the empty schema", Of(ctx).Name)
	return value.DictOf(), nil
}

// UnreadableSchema is the loader of a schema that was not to be had when the connector was compiled. It
// says why.
type UnreadableSchema string

// Schema fails.
func (u UnreadableSchema) Schema(context.Context) (value.Value, error) {
	return value.Value{}, errors.New(string(u))
}

// SchemaLoaders are the loaders of one schema, whose properties are those of all of them. Of a name that
// several have, the first one counts.
type SchemaLoaders []SchemaLoader

// Construct constructs the loaders.
func (l SchemaLoaders) Construct(s *Stream) error {
	for _, loader := range l {
		if err := constructed(loader, s); err != nil {
			return err
		}
	}
	return nil
}

// Schema unites the properties; the keys of later loaders stand before those of the first, as in the reference.
func (l SchemaLoaders) Schema(ctx context.Context) (value.Value, error) {
	united := value.DictOf()
	for _, loader := range l {
		properties, err := propertiesOf(ctx, loader)
		if err != nil {
			return united, err
		}
		for key, property := range united.All() {
			properties.SetKey(key, property)
		}
		united = properties
	}
	return value.DictOf(
		value.Str("$schema"), value.Str("http://json-schema.org/draft-07/schema#"),
		value.Str("type"), value.ListOf(value.Str("null"), value.Str("object")),
		value.Str("properties"), united,
	), nil
}

// propertiesOf is a copy of the properties that a loader gives.
func propertiesOf(ctx context.Context, loader SchemaLoader) (value.Value, error) {
	schema, err := loader.Schema(ctx)
	if err != nil {
		return schema, err
	}
	declared, ok := schema.Open().Get("properties")
	if !ok {
		return declared, value.Fail(value.KeyError, "'properties'").Err()
	}
	if declared.Kind() != value.KindDict {
		return declared, value.Fail(value.TypeError, "'%s' object is not a mapping", declared.TypeName()).Err()
	}
	properties := value.DictOf()
	for key, property := range declared.All() {
		properties.SetKey(key, property)
	}
	return properties, nil
}
