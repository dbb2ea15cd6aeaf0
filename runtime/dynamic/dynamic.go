// Package dynamic finds the streams that are known only while the connector runs.
//
// In go a template of streams and where its components come from, out come
// streams. A template is a function of the generated package; the package knows
// neither what is in it nor who reads the streams.
package dynamic

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Template is a template of a mapping.
type Template = value.Template[stream.ComponentsScope]

// Text is a template whose expression is fn.
func Text(template string, fn func(stream.ComponentsScope) value.Value) Template {
	return Template{Source: template, Eval: fn}
}

// Condition is a template that says whether a mapping counts.
func Condition(template string, fn func(stream.ComponentsScope) value.Value) Template {
	return Text(template, fn)
}

// Config is a template that reads the configuration only: it is evaluated at most once.
func Config(template string, cfg config.Config, fn func(config.Config) value.Value) Template {
	return config.Bound[stream.ComponentsScope](template, cfg, fn)
}

// Clock is a template that reads the clock and the configuration: it is evaluated each time.
func Clock(template string, cfg config.Config, fn func(config.Config) value.Value) Template {
	return config.Ticking[stream.ComponentsScope](template, cfg, fn)
}

// Fixed is a text without any expression.
func Fixed(text string) Template { return Template{Source: text} }

// A Resolver finds what the streams are made of.
type Resolver interface {
	// each calls emit for every stream that the template label becomes.
	each(ctx context.Context, label string, emit func(stream.ComponentsScope) error) error
	// mappings say what of that goes where in the template.
	mappings() []Mapping
	// reading says how a mapping reads a text that it gives.
	reading() reading
	// duplicate is the error for a second stream of a name.
	duplicate(name string) error
}

// calledTwice is the error for two streams of one name.
func calledTwice(name, advice string, failureType stream.FailureType) error {
	words := "Dynamic streams list contains a duplicate name: " + name + ". " + advice
	return &stream.Error{Message: words, Internal: words, FailureType: failureType}
}

// ours is calledTwice where the names are not the user's.
func ours(name string) error {
	return calledTwice(name, "Please contact Airbyte Support.", stream.SystemError)
}
