package record

import (
	"github.com/lowcode-dev/lowcode/runtime/dpath"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A TypeIdentifier finds the properties that a record lists, their names and their types
// (SchemaTypeIdentifier).
type TypeIdentifier struct {
	SchemaPointer []Template // to the list; empty for the record itself
	KeyPointer    []Template // to the name in an element of the list
	TypePointer   []Template // to its type; empty for text
	TypesMapping  []TypesMap // the first one that fits counts
}

// A TypesMap makes a type of the platform of one of the API (TypesMap).
type TypesMap struct {
	CurrentType Type // what the API calls it
	TargetType  Type
	Condition   SchemaTemplate // sees the element of the list; without one it is true
}

// pointers are the paths of a TypeIdentifier, evaluated.
type pointers struct{ list, key, typ dpath.Path }

// properties are the properties of the schema that the record lists, none for an empty record.
func (t TypeIdentifier) properties(record value.Value) (properties value.Value, err error) {
	properties = value.DictOf()
	if !record.Truthy() {
		return properties, nil
	}
	at, err := t.pointers()
	if err != nil {
		return properties, err
	}
	list, err := valueAt(at.list, record.Open(), value.Null)
	if err != nil {
		return properties, err
	}
	for element := range list.Elements() {
		if err := element.Err(); err != nil { // there is no list
			return properties, err
		}
		element = element.Open()
		key, err := valueAt(at.key, element, value.Null)
		if err != nil {
			return properties, err
		}
		name, ok := key.AsString()
		if !ok {
			return properties, value.Fail(value.ValueError, "Expected key to be a string. Got %s", key.String()).Err()
		}
		typ, err := t.typeOf(element, at.typ)
		if err != nil {
			return properties, err
		}
		properties.Set(name, typ)
	}
	return properties, nil
}

func (t TypeIdentifier) pointers() (at pointers, err error) {
	if at.list, err = evalPath(t.SchemaPointer); err != nil {
		return at, err
	}
	if at.key, err = evalPath(t.KeyPointer); err != nil {
		return at, err
	}
	at.typ, err = evalPath(t.TypePointer)
	return at, err
}

// valueAt is the value at a path, or what stands in for none. Two of them are a mistake.
func valueAt(at dpath.Path, root, otherwise value.Value) (value.Value, error) {
	found, ok, err := at.One(root)
	if !ok && err == nil {
		found = otherwise
	}
	return found, err
}

// typeOf is the schema of the property that an element of the list describes.
func (t TypeIdentifier) typeOf(element value.Value, at dpath.Path) (value.Value, error) {
	named := value.Str("string")
	if len(at) > 0 {
		var err error
		if named, err = valueAt(at, element, named); err != nil {
			return named, err
		}
	}
	for _, m := range t.TypesMapping {
		holds, err := m.holds(element)
		if err != nil {
			return named, err
		}
		if holds && m.CurrentType.is(named) {
			return m.TargetType.schema()
		}
	}
	return ownType(named)
}

// holds is the condition; the reference asks it before it compares the types.
func (m TypesMap) holds(element value.Value) (bool, error) {
	if m.Condition.IsZero() {
		return true, nil
	}
	return m.Condition.Condition(stream.SchemaScope{RawSchema: element})
}

// ownType is the schema of a type which the API names as the platform does.
func ownType(named value.Value) (value.Value, error) {
	if name, ok := named.AsString(); ok {
		return Named(name).schema()
	}
	if named.Kind() == value.KindList {
		var names OneOf
		for item := range named.Elements() {
			name, ok := item.AsString()
			if !ok {
				return named, invalidType(named)
			}
			names = append(names, name)
		}
		return names.schema()
	}
	return named, invalidType(named)
}

func invalidType(named value.Value) error {
	return value.Fail(value.ValueError, "Invalid data type. Available string or two items list of string. Got %s.", named.String()).Err()
}
