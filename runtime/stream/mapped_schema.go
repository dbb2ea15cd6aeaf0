package stream

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// mappedKey is the only key of an object that stands for what a mapping sets in a schema.
const mappedKey = "$mapped"

// A mappedSchema is a schema in which mappings set something.
type mappedSchema struct {
	schema inlineSchema
	mapped Mapped
}

// Schema is the loader of an embedded schema in which {"$mapped": path} stands for what is set at that path.
func (m Mapped) Schema(schema []byte) SchemaLoader { return mappedSchema{schema, m} }

// Schema is the schema with what is set in it.
func (s mappedSchema) Schema(ctx context.Context) (value.Value, error) {
	v, err := s.schema.Schema(ctx)
	if err != nil {
		return v, err
	}
	filled := s.mapped.fill(v)
	if filled.Kind() != value.KindDict {
		s.mapped.invalid("schema_loader.schema", filled, "an object")
		return filled, s.mapped.faults.invalid
	}
	return filled, nil
}

// fill puts what is set into a copy of v.
func (m Mapped) fill(v value.Value) value.Value {
	switch v.Kind() {
	case value.KindDict:
		if path, ok := v.Get(mappedKey); ok && v.Len() == 1 {
			return m.Value(path.String())
		}
		out := value.DictFor(v.Len())
		for key, member := range v.All() {
			out.SetKey(key, m.fill(member))
		}
		return out
	case value.KindList:
		out := value.ListOf()
		for item := range v.Elements() {
			out.Append(m.fill(item))
		}
		return out
	}
	return v
}
