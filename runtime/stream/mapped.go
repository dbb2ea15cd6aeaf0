package stream

import (
	"fmt"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Mapped is what the mappings of a dynamic stream have set in the template of one of its streams, by their paths
// (ComponentMappingDefinition). Generated code reads it while it builds the stream. What a field cannot take is kept as
// the fault of the stream; a path that no mapping has set is nothing, "" or zero.
type Mapped struct {
	at     int // which of the template's streams it is
	values map[string]value.Value
	faults *mappedFaults
}

// mappedFaults are the first of each kind.
type mappedFaults struct{ name, invalid, template error }

// NewMapped is the template of the stream with a number, in which nothing is set yet.
func NewMapped(at int) Mapped {
	return Mapped{at: at, values: map[string]value.Value{}, faults: &mappedFaults{}}
}

// Is says that the stream has a number.
func (m Mapped) Is(at int) bool { return m.at == at }

// Set sets what is at a path; another value there is forgotten.
func (m Mapped) Set(path string, v value.Value) { m.values[path] = v }

// Has says that a mapping has set the path.
func (m Mapped) Has(path string) bool {
	_, ok := m.values[path]
	return ok
}

// Either is then where the condition holds, and otherwise the other one.
func Either[T any](holds bool, then, otherwise T) T {
	if holds {
		return then
	}
	return otherwise
}

// Value is what a mapping has set, whatever it is.
func (m Mapped) Value(path string) value.Value { return m.values[path] }

// Name is the name of the stream, which must be a text.
func (m Mapped) Name(path string) string {
	v, ok := m.values[path]
	if !ok {
		return ""
	}
	name, isText := v.AsString()
	if !isText && m.faults.name == nil {
		m.faults.name = value.Fail(value.ValueError, "Expected stream name %s to be a string, got <class '%s'>.", v.String(), v.TypeName()).Err()
	}
	return name
}

// Text is the text of a template. One that holds an expression would have to be compiled now, so that
// the stream cannot be read.
func (m Mapped) Text(path string) string { return m.constant(path, m.Plain(path)) }

// Optional is Text for a field that may be left out: none leaves it out.
func (m Mapped) Optional(path string) string { return m.constant(path, m.OptionalPlain(path)) }

// Plain is a text that is no template.
func (m Mapped) Plain(path string) string {
	v, ok := m.values[path]
	if !ok {
		return ""
	}
	text, ok := textOf(v)
	if !ok {
		m.invalid(path, v, "a text")
	}
	return text
}

// OptionalPlain is Plain for a field that may be left out: none leaves it out.
func (m Mapped) OptionalPlain(path string) string {
	if m.values[path].IsNull() {
		return ""
	}
	return m.Plain(path)
}

// Texts are the texts of a list of templates; a single text is one of them.
func (m Mapped) Texts(path string) []string {
	texts := m.Plains(path)
	for i, text := range texts {
		texts[i] = m.constant(path, text)
	}
	return texts
}

// Plains are the texts of a list, which are no templates; a single text is one of them.
func (m Mapped) Plains(path string) []string {
	v := m.values[path]
	if !isList(v) {
		if v.Kind() == value.KindUndefined || v.IsNull() {
			return nil
		}
		return []string{m.Plain(path)}
	}
	texts := make([]string, 0, v.Len())
	for item := range v.Elements() {
		text, ok := textOf(item)
		if !ok {
			m.invalid(path, v, "a list of texts")
		}
		texts = append(texts, text)
	}
	return texts
}

// PrimaryKey is a key, a list of keys, or a list of lists of one key each.
func (m Mapped) PrimaryKey(path string) [][]string {
	v := m.values[path]
	if !isList(v) {
		if v.Kind() == value.KindUndefined || v.IsNull() {
			return nil
		}
		return [][]string{{m.Plain(path)}}
	}
	var key [][]string
	for item := range v.Elements() {
		if inner := item; inner.Kind() == value.KindList && inner.Len() == 1 {
			item = inner.At(0)
		}
		text, ok := textOf(item)
		if !ok {
			m.invalid(path, v, "a primary key")
		}
		key = append(key, []string{text})
	}
	return key
}

// Document is a part of a body or of a mapping, whose texts are templates at every level.
func (m Mapped) Document(path string) value.Value {
	v := m.values[path]
	for text := range textsIn(v) {
		m.constant(path, text)
	}
	return v
}

// Break notes a text that would change the structure of a component, which is compiled into the connector.
func (m Mapped) Break(path, text string) {
	if m.faults.template == nil {
		words := fmt.Sprintf("The value for %s is %q, which is no single text in the component that a mapping sets.", path, text)
		m.faults.template = &Error{Message: words, Internal: words, FailureType: ConfigError}
	}
}

// constant notes a text that holds an expression, and ends a text as Jinja ends a template.
func (m Mapped) constant(path, text string) string {
	if m.faults.template == nil && holdsTemplate(text) {
		words := fmt.Sprintf("The value for %s is %q, which is a template itself. "+
			"Templates are compiled into this connector: it cannot read new ones while it runs.", path, text)
		m.faults.template = &Error{Message: words, Internal: words, FailureType: ConfigError}
	}
	return ended(text)
}

// holdsTemplate says that Jinja would not give a text back as it is.
func holdsTemplate(text string) bool {
	return strings.Contains(text, "{{") || strings.Contains(text, "{%") || strings.Contains(text, "{#") || strings.Contains(text, "stream_state")
}

// invalid notes a value that a field cannot take: the reference refuses the component when it builds it.
func (m Mapped) invalid(path string, v value.Value, want string) {
	if m.faults.invalid == nil {
		m.faults.invalid = &value.Error{Class: "ValidationError", Message: fmt.Sprintf("the value for %s must be %s, not %s", path, want, v.Repr())}
	}
}

// textOf is what a field of the manifest that is a text takes: numbers are printed.
func textOf(v value.Value) (string, bool) {
	switch v.Kind() {
	case value.KindStr:
		return v.AsString()
	case value.KindInt, value.KindFloat, value.KindBool:
		return v.String(), true
	}
	return "", false
}

// textsIn are the texts in a value, at every level, keys too.
func textsIn(v value.Value) func(yield func(string) bool) {
	return func(yield func(string) bool) { eachText(v, yield) }
}

func eachText(v value.Value, yield func(string) bool) bool {
	switch v.Kind() {
	case value.KindStr:
		text, _ := v.AsString()
		return yield(text)
	case value.KindDict:
		for key, member := range v.All() {
			if !eachText(key, yield) || !eachText(member, yield) {
				return false
			}
		}
	case value.KindList, value.KindTuple:
		for item := range v.Elements() {
			if !eachText(item, yield) {
				return false
			}
		}
	}
	return true
}
