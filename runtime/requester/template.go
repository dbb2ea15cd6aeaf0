package requester

import (
	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Template is a template of a request: it sees the slice and the next page token.
type Template = value.Template[stream.RequestScope]

// Text is a template whose expression is fn.
func Text(template string, fn func(stream.RequestScope) value.Value) Template {
	return Template{Source: template, Eval: fn}
}

// Config is a template that reads the configuration only: it is evaluated at most once.
func Config(template string, cfg config.Config, fn func(config.Config) value.Value) Template {
	return config.Bound[stream.RequestScope](template, cfg, fn)
}

// Clock is a template that reads the clock and the configuration: it is evaluated each time.
func Clock(template string, cfg config.Config, fn func(config.Config) value.Value) Template {
	return config.Ticking[stream.RequestScope](template, cfg, fn)
}

// Fixed is a text without any expression.
func Fixed(text string) Template { return Template{Source: text} }

// text is str() of a template, "" of none.
func text(t Template, scope stream.RequestScope) (string, error) {
	if t.IsZero() {
		return "", nil
	}
	v, err := t.Text(scope)
	if err != nil {
		return "", err
	}
	return v.String(), nil
}

// A Structure is a list or a map of the manifest that holds such templates.
type Structure = value.Document[stream.RequestScope]
