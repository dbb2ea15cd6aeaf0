package evaluate

import (
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/cursor"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Scope holds the variables of one evaluation.
type Scope struct{ names map[string]value.Value }

// Extra is a variable.
func (s Scope) Extra(name string) value.Value { return s.names[name] }

// A Template is a template in its wrapper.
type Template interface {
	apply(kind string, kinds []value.Kind, s Scope) (value.Value, error)
}

// A Scoped is a template that sees a scope.
type Scoped value.Template[Scope]

// Text is a template whose expression is fn.
func Text(template string, fn func(Scope) value.Value) Scoped {
	return Scoped{Source: template, Eval: fn}
}

// Config is a template that reads the configuration only: it is evaluated at most once.
func Config(template string, cfg config.Config, fn func(config.Config) value.Value) Scoped {
	return Scoped(config.Bound[Scope](template, cfg, fn))
}

// Clock is a template that reads the clock and the configuration: it is evaluated each time.
func Clock(template string, cfg config.Config, fn func(config.Config) value.Value) Scoped {
	return Scoped(config.Ticking[Scope](template, cfg, fn))
}

// Fixed is a text without any expression.
func Fixed(text string) Scoped { return Scoped{Source: text} }

// Default is a template with another one that stands in for nothing and for undefined.
func Default(t, def Scoped) Template { return withDefault{t, def} }

// Datetime is a template that becomes a time.
func Datetime(of cursor.MinMaxDatetime) Template { return datetime{of} }

// The kinds of places: how the reference's wrappers are called in a file of cases.
const (
	kindString       = "string"
	kindBoolean      = "boolean"
	kindMappingValue = "mapping_value"
	kindMappingKey   = "mapping_key"
	kindNestedValue  = "nested_value"
)

func (t Scoped) apply(kind string, kinds []value.Kind, s Scope) (value.Value, error) {
	template := value.Template[Scope](t)
	switch kind {
	case kindString:
		return template.Typed(s, kinds...)
	case kindBoolean:
		b, err := template.Condition(s)
		return value.Bool(b), err
	case kindMappingValue:
		return template.Entry(s, kinds...)
	case kindMappingKey:
		return template.Entry(s, value.KindStr)
	case kindNestedValue:
		return template.Nested(s)
	}
	return value.Value{}, fmt.Errorf("there is no kind %q of templates", kind)
}

type withDefault struct{ of, def Scoped }

func (t withDefault) apply(_ string, _ []value.Kind, s Scope) (value.Value, error) {
	return value.Template[Scope](t.of).TextOr(s, value.Template[Scope](t.def))
}

type datetime struct{ of cursor.MinMaxDatetime }

func (d datetime) apply(string, []value.Kind, Scope) (value.Value, error) {
	at, err := d.of.Time("")
	if err != nil {
		return value.Value{}, err
	}
	return value.DateTimeOf(at), nil
}

// validKinds are Python's types: its bool is an int.
var validKinds = map[string][]value.Kind{
	"str": {value.KindStr}, "list": {value.KindList}, "dict": {value.KindDict}, "float": {value.KindFloat},
	"int": {value.KindInt, value.KindBool}, "bool": {value.KindBool},
}

func kindsOf(types []string) ([]value.Kind, error) {
	var kinds []value.Kind
	for _, name := range types {
		of, ok := validKinds[name]
		if !ok {
			return nil, fmt.Errorf("there is no type %q", name)
		}
		kinds = append(kinds, of...)
	}
	return kinds, nil
}
