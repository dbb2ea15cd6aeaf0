package record

import (
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/dpath"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// AddFields puts values at places of the record, one after another, so that a
// later one sees an earlier one (AddFields).
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
func (a AddFields) Transform(r *stream.Record) error {
	for _, field := range a.Fields {
		if err := a.add(r, field); err != nil {
			return fmt.Errorf("adding field %s: %w", dpath.Of(field.Path), err)
		}
	}
	return nil
}

func (a AddFields) add(r *stream.Record, field AddedField) error {
	if len(field.Path) == 0 {
		return &value.Error{Class: value.ValueError, Message: "an added field needs a path"}
	}
	scope := scopeOf(r)
	v, err := field.eval(scope)
	if err != nil {
		return err
	}
	if !a.Condition.IsZero() {
		add, err := a.Condition.Condition(stream.FieldScope{RecordScope: scope, Value: v, Path: listOf(field.Path)})
		if err != nil || !add {
			return err
		}
	}
	return dpath.Set(r.Data, field.Path, v)
}

// eval gives the value of the declared type. In Python a bool is an int, and
// an int is not a float.
func (f AddedField) eval(scope stream.RecordScope) (value.Value, error) {
	switch f.ValueType {
	case value.KindUndefined:
		return f.Value.Text(scope)
	case value.KindInt:
		return f.Value.Typed(scope, value.KindInt, value.KindBool)
	default:
		return f.Value.Typed(scope, f.ValueType)
	}
}

func listOf(texts []string) value.Value {
	list := value.ListOf()
	for _, text := range texts {
		list.Append(value.Str(text))
	}
	return list
}
