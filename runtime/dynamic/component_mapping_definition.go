package dynamic

import (
	"errors"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
	"github.com/lowcode-dev/lowcode/runtime/yaml"
)

// Mapping sets a value in the template of a stream (ComponentMappingDefinition).
type Mapping struct {
	FieldPath string // by which the template reads the value
	Value     Template
	ValueType value.Kind // the only type that the text may become, 0 for any
	Condition Template   // none for always
	// Creates says that the template has nothing at the path: only what is true makes it.
	Creates bool
	// Quoted says that what the template prints is a text, whatever it looks like.
	Quoted bool
	// Parts are texts in a component that the mapping sets, whose other parts are in the template.
	Parts []Mapping
	// Within is the rest of the path where FieldPath is that of another mapping, whose value this one changes.
	Within []string
}

// A reading is how a text that a mapping gives is read again.
type reading int

const (
	asIs     reading = iota // it stays text
	asYAML                  // it is YAML
	asConfig                // it is YAML where no type asks for a text, and some that is none stays text
)

// apply evaluates the mapping and sets what it gives.
func (m Mapping) apply(mapped stream.Mapped, scope stream.ComponentsScope, how reading) error {
	if !m.Condition.IsZero() {
		holds, err := m.Condition.Condition(scope)
		if !holds || err != nil {
			return err
		}
	}
	if m.Parts != nil {
		return m.applyParts(mapped, scope)
	}
	var kinds []value.Kind
	if m.ValueType != value.KindUndefined {
		kinds = append(kinds, m.ValueType)
	}
	v, err := m.Value.Typed(scope, kinds...)
	if err != nil {
		return err
	}
	if v, err = m.read(v, how); err != nil {
		return err
	}
	m.set(mapped, v.Clone().Open())
	return nil
}

// applyParts evaluates the texts of a component.
func (m Mapping) applyParts(mapped stream.Mapped, scope stream.ComponentsScope) error {
	mapped.Set(m.FieldPath, value.True)
	for _, part := range m.Parts {
		v, err := part.Value.Printed(scope)
		if err != nil {
			return err
		}
		one, ok := part.scalar(v.String())
		if !ok {
			mapped.Break(part.FieldPath, v.String())
			one = value.Str("")
		}
		mapped.Set(part.FieldPath, one)
	}
	return nil
}

// scalar reads a text where YAML has one; false for a text that would not stay one there.
func (m Mapping) scalar(text string) (value.Value, bool) {
	if m.Quoted {
		return value.Str(text), !strings.ContainsAny(text, "\"'\\\n")
	}
	list, err := yaml.Load("[" + text + "]")
	if err != nil || list.Len() > 1 || strings.ContainsAny(text, "\n") {
		return value.Null, false
	}
	if list.Len() == 0 {
		return value.Null, true
	}
	switch one := list.At(0); one.Kind() {
	case value.KindDict, value.KindList:
		return value.Null, false
	default:
		return one.Clone(), true
	}
}

// read reads a text as YAML where the resolver does.
func (m Mapping) read(v value.Value, how reading) (value.Value, error) {
	text, ok := v.AsString()
	if !ok || how == asIs || how == asConfig && m.ValueType == value.KindStr {
		return v, nil
	}
	parsed, err := yaml.Load(text)
	var failure *yaml.Error
	if !errors.As(err, &failure) {
		return parsed, err
	}
	switch {
	case failure.Kind == yaml.Parser:
		return v, nil
	case failure.Kind == yaml.Scanner && how == asConfig && isPlainAnyway(failure.Message):
		return v, nil
	}
	return v, err
}

// isPlainAnyway says that a text is none of YAML's for what dates and tables hold: a percent sign, a tab.
func isPlainAnyway(message string) bool {
	return strings.Contains(message, "expected alphabetic or numeric character, but found '%'") ||
		strings.Contains(message, `found character '\t' that cannot start any token`)
}

// set puts the value where the template reads it.
func (m Mapping) set(mapped stream.Mapped, v value.Value) {
	switch {
	case m.Within != nil:
		of := mapped.Value(m.FieldPath)
		if setWithin(&of, m.Within, v) || m.Creates && v.Truthy() && create(&of, m.Within, v) {
			mapped.Set(m.FieldPath, of)
		}
	case !m.Creates || v.Truthy():
		mapped.Set(m.FieldPath, v)
	}
}
