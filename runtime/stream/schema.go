package stream

import (
	"context"
	"fmt"

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
