// Package record turns the answers of an API into records: it finds them in a
// page, filters them, changes them and gives them the types of the schema.
//
// In goes a response, out come records, one after another, as slices of the
// response where nothing asked for more. The package knows nothing of requests
// and of pages: what a decoder made of the body is enough.
package record

import (
	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Template is a template that may see the record and its slice.
type Template = value.Template[stream.RecordScope]

// FieldTemplate is a template that sees the value and the path of an added field besides.
type FieldTemplate = value.Template[stream.FieldScope]

// PropertyTemplate is a template that sees a leaf of the record.
type PropertyTemplate = value.Template[stream.PropertyScope]

// Text is a template of a record; fn is its expression.
func Text(template string, fn func(stream.RecordScope) value.Value) Template {
	return Template{Source: template, Eval: fn}
}

// Condition is Text at a place that asks for yes or no.
func Condition(template string, fn func(stream.RecordScope) value.Value) Template {
	return Text(template, fn)
}

// Config is a template that reads the configuration only: it is evaluated at most once.
func Config(template string, cfg config.Config, fn func(config.Config) value.Value) Template {
	return config.Bound[stream.RecordScope](template, cfg, fn)
}

// Clock is a template that reads the configuration and the clock: it is evaluated each time.
func Clock(template string, cfg config.Config, fn func(config.Config) value.Value) Template {
	return config.Ticking[stream.RecordScope](template, cfg, fn)
}

// Fixed is a text without any expression.
func Fixed(text string) Template { return Template{Source: text} }

// FieldText is the condition of an added field; fn is its expression.
func FieldText(template string, fn func(stream.FieldScope) value.Value) FieldTemplate {
	return FieldTemplate{Source: template, Eval: fn}
}

// FieldConfig is Config for the condition of an added field.
func FieldConfig(template string, cfg config.Config, fn func(config.Config) value.Value) FieldTemplate {
	return config.Bound[stream.FieldScope](template, cfg, fn)
}

// FieldClock is Clock for the condition of an added field.
func FieldClock(template string, cfg config.Config, fn func(config.Config) value.Value) FieldTemplate {
	return config.Ticking[stream.FieldScope](template, cfg, fn)
}

// FieldFixed is Fixed for the condition of an added field.
func FieldFixed(text string) FieldTemplate { return FieldTemplate{Source: text} }

// SchemaTemplate is a template that sees what an API says of a property.
type SchemaTemplate = value.Template[stream.SchemaScope]

// SchemaText is the condition of a type; fn is its expression.
func SchemaText(template string, fn func(stream.SchemaScope) value.Value) SchemaTemplate {
	return SchemaTemplate{Source: template, Eval: fn}
}

// SchemaConfig is Config for the condition of a type.
func SchemaConfig(template string, cfg config.Config, fn func(config.Config) value.Value) SchemaTemplate {
	return config.Bound[stream.SchemaScope](template, cfg, fn)
}

// SchemaClock is Clock for the condition of a type.
func SchemaClock(template string, cfg config.Config, fn func(config.Config) value.Value) SchemaTemplate {
	return config.Ticking[stream.SchemaScope](template, cfg, fn)
}

// SchemaFixed is Fixed for the condition of a type.
func SchemaFixed(text string) SchemaTemplate { return SchemaTemplate{Source: text} }

// PropertyText is the condition of a removed field; fn is its expression.
func PropertyText(template string, fn func(stream.PropertyScope) value.Value) PropertyTemplate {
	return PropertyTemplate{Source: template, Eval: fn}
}

// PropertyConfig is Config for the condition of a removed field.
func PropertyConfig(template string, cfg config.Config, fn func(config.Config) value.Value) PropertyTemplate {
	return config.Bound[stream.PropertyScope](template, cfg, fn)
}

// PropertyClock is Clock for the condition of a removed field.
func PropertyClock(template string, cfg config.Config, fn func(config.Config) value.Value) PropertyTemplate {
	return config.Ticking[stream.PropertyScope](template, cfg, fn)
}

// PropertyFixed is Fixed for the condition of a removed field.
func PropertyFixed(text string) PropertyTemplate { return PropertyTemplate{Source: text} }

// A Structure is a list or a map of the manifest that holds such templates.
type Structure = value.Document[stream.RecordScope]
