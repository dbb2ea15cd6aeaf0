package auth

import (
	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Template is a template that sees the token of a session.
type Template = value.Template[stream.SessionScope]

// Text is a template whose expression is fn.
func Text(template string, fn func(stream.SessionScope) value.Value) Template {
	return Template{Source: template, Eval: fn}
}

// Config is a template that reads the configuration only: it is evaluated at most once.
func Config(template string, cfg config.Config, fn func(config.Config) value.Value) Template {
	return config.Bound[stream.SessionScope](template, cfg, fn)
}

// Clock is a template that reads the clock and the configuration: it is evaluated each time.
func Clock(template string, cfg config.Config, fn func(config.Config) value.Value) Template {
	return config.Ticking[stream.SessionScope](template, cfg, fn)
}

// Fixed is a text without any expression.
func Fixed(text string) Template { return Template{Source: text} }
