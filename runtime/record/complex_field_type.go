package record

import "github.com/lowcode-dev/lowcode/runtime/value"

// A Type is a type of a property: Named, OneOf or ComplexType.
type Type interface {
	// is says that the API gives the type this name, or these names.
	is(named value.Value) bool
	// schema is the JSON schema of the type.
	schema() (value.Value, error)
}

// Named is a type by its name.
type Named string

// OneOf is one of two types.
type OneOf []string

// A ComplexType is a type with parts (ComplexFieldType).
type ComplexType struct {
	FieldType string
	Items     Type // of an array's elements; nil for none
}

// platformTypes are the types of the platform that are more than their name says.
var platformTypes = map[string]string{
	"string":                     `{"type": ["null", "string"]}`,
	"boolean":                    `{"type": ["null", "boolean"]}`,
	"date":                       `{"type": ["null", "string"], "format": "date"}`,
	"timestamp_without_timezone": `{"type": ["null", "string"], "format": "date-time", "airbyte_type": "timestamp_without_timezone"}`,
	"timestamp_with_timezone":    `{"type": ["null", "string"], "format": "date-time"}`,
	"time_without_timezone":      `{"type": ["null", "string"], "format": "time", "airbyte_type": "time_without_timezone"}`,
	"time_with_timezone":         `{"type": ["null", "string"], "format": "time", "airbyte_type": "time_with_timezone"}`,
	"integer":                    `{"type": ["null", "integer"]}`,
	"number":                     `{"type": ["null", "number"]}`,
	"array":                      `{"type": ["null", "array"]}`,
	"object":                     `{"type": ["null", "object"]}`,
}

func (n Named) is(named value.Value) bool {
	name, ok := named.AsString()
	return ok && name == string(n)
}

func (n Named) schema() (value.Value, error) {
	text, ok := platformTypes[string(n)]
	if !ok {
		return value.Value{}, value.Fail(value.ValueError, "Invalid Airbyte data type: %s", string(n)).Err()
	}
	return value.Load([]byte(text))
}

func (o OneOf) is(named value.Value) bool {
	if named.Kind() != value.KindList || named.Len() != len(o) {
		return false
	}
	for i, name := range o {
		if !Named(name).is(named.At(i)) {
			return false
		}
	}
	return true
}

func (o OneOf) schema() (value.Value, error) {
	if len(o) != 2 {
		return value.Value{}, invalidType(o.value())
	}
	either := value.ListOf()
	for _, name := range o {
		one, err := Named(name).schema()
		if err != nil {
			return one, err
		}
		either.Append(one)
	}
	return value.DictOf(value.Str("oneOf"), either), nil
}

// value is the names as a list.
func (o OneOf) value() value.Value {
	names := value.ListOf()
	for _, name := range o {
		names.Append(value.Str(name))
	}
	return names
}

// is nothing that an API could say.
func (ComplexType) is(value.Value) bool { return false }

func (c ComplexType) schema() (value.Value, error) {
	outer, err := Named(c.FieldType).schema()
	if err != nil || c.Items == nil {
		return outer, err
	}
	items, err := c.Items.schema()
	if err != nil {
		return items, err
	}
	outer.Set("items", items)
	return outer, nil
}
