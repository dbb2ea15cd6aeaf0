package retrieve

import (
	"context"
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// JSONSchemaPropertySelector asks only for what the catalog selects: the properties of the configured
// stream's schema, whose names the transformations change (JsonSchemaPropertySelector).
type JSONSchemaPropertySelector struct {
	Transformations []stream.Transformation
}

// A selection is the names that are wanted; nil for all.
type selection map[string]bool

func (s selection) has(name string) bool { return s == nil || s[name] }

type selectionKey struct{}

// selected is the selection for the stream that is being read. Without a catalog, as in a check, that is all.
func (p *JSONSchemaPropertySelector) selected(ctx context.Context) (selection, error) {
	if p == nil {
		return nil, nil
	}
	schema, ok := stream.ConfiguredSchema(ctx)
	if !ok {
		return nil, nil
	}
	type outcome struct {
		selection
		err error
	}
	o := stream.Memo(stream.Of(ctx), selectionKey{}, func() outcome {
		s, err := p.of(schema)
		return outcome{s, err}
	})
	return o.selection, o.err
}

// of is what a schema selects.
func (p *JSONSchemaPropertySelector) of(schema value.Value) (selection, error) {
	properties, ok := schema.Get("properties")
	if !ok {
		properties = value.DictOf()
	}
	if properties.Kind() != value.KindDict {
		return nil, &value.Error{Class: value.TypeError, Message: "the properties of the catalog's schema must be an object"}
	}
	record := &stream.Record{Data: properties.Clone()}
	for _, t := range p.Transformations {
		if err := t.Transform(record); err != nil {
			return nil, fmt.Errorf("transforming the properties of the catalog's schema: %w", err)
		}
	}
	s := selection{}
	for name := range record.Data.All() {
		s[name.String()] = true
	}
	return s, nil
}
