package retry

import (
	"regexp"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Template is a template that sees the answer of an attempt.
type Template = value.Template[stream.ErrorScope]

// Text is a template whose expression is fn.
func Text(template string, fn func(stream.ErrorScope) value.Value) Template {
	return Template{Source: template, Eval: fn}
}

// Condition is Text at a place that asks for true or false.
func Condition(template string, fn func(stream.ErrorScope) value.Value) Template {
	return Text(template, fn)
}

// Config is a template that reads the configuration only: it is evaluated at most once.
func Config(template string, cfg config.Config, fn func(config.Config) value.Value) Template {
	return config.Bound[stream.ErrorScope](template, cfg, fn)
}

// Clock is a template that reads the clock and the configuration: it is evaluated each time.
func Clock(template string, cfg config.Config, fn func(config.Config) value.Value) Template {
	return config.Ticking[stream.ErrorScope](template, cfg, fn)
}

// Fixed is a text without any expression.
func Fixed(text string) Template { return Template{Source: text} }

var responseName = regexp.MustCompile(`\bresponse\b`)

// readsBody says that a template looks into the body. Its text tells, since a name cannot be computed.
func readsBody(t Template) bool { return t.Eval != nil && responseName.MatchString(t.Source) }

// scopeOf is what a template sees of an answer. The body costs something to read: only a template that names it has it.
func scopeOf(r *stream.Response, t Template) stream.ErrorScope {
	scope := stream.ErrorScope{Response: value.DictOf(), Headers: headersOf(r)}
	if r == nil {
		return scope
	}
	scope.RequestURL = value.Str(stream.PlainURL(r.URL))
	if readsBody(t) {
		if body, ok := r.JSON(); ok {
			scope.Response = body
		}
	}
	return scope
}

func headersOf(r *stream.Response) value.Value {
	if r == nil || r.Headers == nil {
		return stream.CaseInsensitive(value.DictOf())
	}
	return stream.CaseInsensitive(r.Headers())
}
