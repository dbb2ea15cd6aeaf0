package configure

import (
	"context"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// AdheresToSchema checks a value against a JSON schema; a text is the JSON that it holds (ValidateAdheresToSchema).
type AdheresToSchema struct {
	BaseSchema string   // as JSON
	SchemaText Template // a schema that a template gives, in place of BaseSchema
}

// Validate checks v.
func (a AdheresToSchema) Validate(ctx context.Context, v value.Value) error {
	if text, ok := v.AsString(); ok {
		parsed, err := value.Load([]byte(text))
		if err != nil {
			return value.Fail(value.ValueError, "Invalid JSON string: %s", text).Err()
		}
		v = parsed
	}
	schema, err := a.schema()
	if err != nil {
		return err
	}
	problem, skipped, err := config.Adheres(schema, v)
	for _, pattern := range skipped {
		stream.Log(ctx).Warnf("the configuration is not checked against the pattern %q of a schema, which this connector cannot match", pattern)
	}
	if err == nil && problem != "" {
		err = value.Fail(value.ValueError, "JSON schema validation error: %s", problem).Err()
	}
	return err
}

// schema is the schema, of which a text may be the JSON, also in quotes.
func (a AdheresToSchema) schema() (value.Value, error) {
	if a.SchemaText.IsZero() {
		return value.Load([]byte(a.BaseSchema))
	}
	v, err := a.SchemaText.Text()
	if text, ok := v.AsString(); ok && err == nil {
		v, err = value.Load([]byte(strings.Trim(strings.TrimSpace(text), "'")))
	}
	return v, err
}
