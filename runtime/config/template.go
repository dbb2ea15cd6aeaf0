package config

import (
	"sync"
	"sync/atomic"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Template is a template at a place that sees the configuration and nothing
// else. Its expression is evaluated when it is first asked for, and again when the configuration was changed.
type Template struct {
	of value.Template[struct{}]
}

// Text is a template that reads the configuration; fn is its expression.
func Text(template string, cfg Config, fn func(Config) value.Value) Template {
	return Template{of: Bound[struct{}](template, cfg, fn)}
}

// Clock is a template that reads the clock: it is evaluated each time.
func Clock(template string, cfg Config, fn func(Config) value.Value) Template {
	return Template{of: Ticking[struct{}](template, cfg, fn)}
}

// Fixed is a text without any expression. It still goes through the literal
// step, as every text of a manifest does.
func Fixed(text string) Template {
	return Template{of: value.Template[struct{}]{Source: text}}
}

// Bound is a template of any scope that reads the configuration only: it is evaluated at most once while the
// configuration stays what it is.
func Bound[S any](template string, cfg Config, fn func(Config) value.Value) value.Template[S] {
	o := &once{cfg: cfg, fn: fn}
	return value.Template[S]{Source: template, Eval: func(S) value.Value { return o.value() }, Expression: fn}
}

// Ticking is a template of any scope that reads the clock and the configuration: it is evaluated each time.
func Ticking[S any](template string, cfg Config, fn func(Config) value.Value) value.Template[S] {
	return value.Template[S]{Source: template, Eval: func(S) value.Value { return fn(cfg) }, Expression: fn}
}

// once is an expression and its last result.
type once struct {
	cfg    Config
	fn     func(Config) value.Value
	mu     sync.Mutex // held while evaluating
	result atomic.Pointer[result]
}

// A result is what an expression gave for one version of the configuration.
type result struct {
	of  *value.Value
	got value.Value
}

func (o *once) value() value.Value {
	if r := o.result.Load(); r != nil && r.of == o.cfg.version() {
		return r.got
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	version := o.cfg.version()
	if r := o.result.Load(); r != nil && r.of == version {
		return r.got
	}
	frozen := o.cfg
	if version != nil {
		frozen = New(*version)
	}
	r := &result{version, o.fn(frozen)}
	o.result.Store(r)
	return r.got
}

// Source is the text of the template.
func (t Template) Source() string { return t.of.Source }

// IsZero says that the manifest has no such template.
func (t Template) IsZero() bool { return t.of.IsZero() }

// Text is the value of the template as a text of the manifest has it.
func (t Template) Text() (value.Value, error) { return t.of.Text(struct{}{}) }

// TextOr is Text with a template that stands in for nothing and for undefined.
func (t Template) TextOr(def Template) (value.Value, error) { return t.of.TextOr(struct{}{}, def.of) }

// Condition is whether the template is true.
func (t Template) Condition() (bool, error) { return t.of.Condition(struct{}{}) }

// Entry is the value as that of a flat mapping; Undefined when the key goes away.
func (t Template) Entry(kinds ...value.Kind) (value.Value, error) {
	return t.of.Entry(struct{}{}, kinds...)
}

// Nested is the value as a leaf of a nested mapping.
func (t Template) Nested() (value.Value, error) { return t.of.Nested(struct{}{}) }

// Typed is the value where only some kinds may come from the text.
func (t Template) Typed(kinds ...value.Kind) (value.Value, error) {
	return t.of.Typed(struct{}{}, kinds...)
}
