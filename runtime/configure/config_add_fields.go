package configure

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/dpath"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// AddFields puts values at places of the configuration, one after another, so
// that a later one sees an earlier one (ConfigAddFields).
type AddFields struct {
	Fields    []AddedField
	Condition FieldTemplate // asked for each field, with its value
}

// An AddedField is a value and its place (AddedFieldDefinition).
type AddedField struct {
	Path      []string
	Value     Template
	ValueType value.Kind // a text that is not of this type stays a text; zero for any type
}

// Transform adds the fields.
func (a AddFields) Transform(_ context.Context, cfg value.Value) error {
	for _, field := range a.Fields {
		v, err := field.eval()
		if err != nil {
			return err
		}
		if !a.Condition.IsZero() {
			add, err := a.Condition.Condition(FieldScope{Value: v, Path: pathOf(field.Path)})
			if err != nil {
				return err
			}
			if !add {
				continue
			}
		}
		if err := dpath.Set(cfg, field.Path, v); err != nil {
			return err
		}
	}
	return nil
}

// eval gives the value of the declared type. In Python a bool is an int, and an int is not a float.
func (f AddedField) eval() (value.Value, error) {
	switch f.ValueType {
	case value.KindUndefined:
		return f.Value.Text()
	case value.KindInt:
		return f.Value.Typed(value.KindInt, value.KindBool)
	default:
		return f.Value.Typed(f.ValueType)
	}
}

func pathOf(keys []string) value.Value {
	path := value.ListOf()
	for _, key := range keys {
		path.Append(value.Str(key))
	}
	return path
}
