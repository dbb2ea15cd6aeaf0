package stream

import (
	"context"
	"fmt"
	"slices"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

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

// AppendSchema appends the schema that a loader gives as the catalog has it: members that are null are left out
// at its first level. One that is embedded is JSON already: it is checked, and copied through.
func AppendSchema(ctx context.Context, dst []byte, loader SchemaLoader) ([]byte, error) {
	if text, ok := loader.(inlineSchema); ok && len(text) > 0 {
		v, end, err := value.Next(text, 0)
		if err == nil && value.Space(text, end) == len(text) {
			return value.AppendRecord(slices.Grow(dst, len(text)), v), nil
		}
	}
	v, err := loader.Schema(ctx)
	if err != nil {
		return dst, err
	}
	return value.AppendRecord(dst, v), nil
}
