// Package configure makes the configuration that a user gave the one that the
// streams see, and checks it, by the rules of the manifest.
//
// In goes the configuration of a file, a dict, out comes the same dict, changed
// in place; connector decides what of it is kept. The package knows no stream.
// Its templates see the configuration as the rules before have left it, so that
// each is evaluated whenever it is asked for.
package configure

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Transformation changes a configuration (the config transformations).
type Transformation interface {
	// Transform changes cfg, a dict, in place. What it sets belongs to cfg alone from then on.
	Transform(ctx context.Context, cfg value.Value) error
}

// A Validator checks a configuration (the validators).
type Validator interface {
	// Check says by its error what is wrong with cfg, a dict.
	Check(ctx context.Context, cfg value.Value) error
}

// A ValidationStrategy checks one value (the validation strategies).
type ValidationStrategy interface {
	// Validate says by its error what is wrong with v.
	Validate(ctx context.Context, v value.Value) error
}

// Template is a template that sees the configuration.
type Template = config.Template

// Config is a template that reads the configuration.
func Config(template string, cfg config.Config, fn func(config.Config) value.Value) Template {
	return config.Clock(template, cfg, fn)
}

// Clock is a template that reads the configuration and the clock.
func Clock(template string, cfg config.Config, fn func(config.Config) value.Value) Template {
	return config.Clock(template, cfg, fn)
}

// Fixed is a text without any expression.
func Fixed(text string) Template { return config.Fixed(text) }

// A FieldScope is what the condition of an added field sees besides the configuration.
type FieldScope struct{ Value, Path value.Value }

// FieldTemplate is the condition of an added field.
type FieldTemplate = value.Template[FieldScope]

// FieldText is a condition that reads the field; fn is its expression.
func FieldText(template string, fn func(FieldScope) value.Value) FieldTemplate {
	return FieldTemplate{Source: template, Eval: fn}
}

// FieldConfig is a condition that reads the configuration only.
func FieldConfig(template string, cfg config.Config, fn func(config.Config) value.Value) FieldTemplate {
	return config.Ticking[FieldScope](template, cfg, fn)
}

// FieldClock is a condition that reads the configuration and the clock.
func FieldClock(template string, cfg config.Config, fn func(config.Config) value.Value) FieldTemplate {
	return config.Ticking[FieldScope](template, cfg, fn)
}

// FieldFixed is a condition without any expression.
func FieldFixed(text string) FieldTemplate { return FieldTemplate{Source: text} }

// A Structure is a list or a map of the manifest that holds such templates.
type Structure = config.Structure
