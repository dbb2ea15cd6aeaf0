package stream

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

type catalogKey struct{}

// WithCatalog is the context of a read: schemas are those that the catalog has for the streams, by their names.
func WithCatalog(ctx context.Context, schemas map[string]value.Value) context.Context {
	return context.WithValue(ctx, catalogKey{}, schemas)
}

// ConfiguredSchema is the schema of the catalog for the stream that is being read, or for one of its name;
// false where there is no catalog, or none of that name in it.
func ConfiguredSchema(ctx context.Context) (schema value.Value, ok bool) {
	schemas, _ := ctx.Value(catalogKey{}).(map[string]value.Value)
	schema, ok = schemas[Of(ctx).Name]
	return schema, ok
}
