// Package page walks the pages of an answer that comes in several.
//
// In go a page that was read and what the manifest says about pagination, out
// comes what the next request has to say. The package sends nothing and reads
// no records.
package page

import (
	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Template is a template that sees the page that was read.
type Template = value.Template[stream.PageScope]

// Text is a template whose expression is fn.
func Text(template string, fn func(stream.PageScope) value.Value) Template {
	return Template{Source: template, Eval: fn}
}

// Condition is Text at a place that asks for true or false.
func Condition(template string, fn func(stream.PageScope) value.Value) Template {
	return Text(template, fn)
}

// Config is a template that reads the configuration only: it is evaluated at most once.
func Config(template string, cfg config.Config, fn func(config.Config) value.Value) Template {
	return config.Bound[stream.PageScope](template, cfg, fn)
}

// Clock is a template that reads the clock and the configuration: it is evaluated each time.
func Clock(template string, cfg config.Config, fn func(config.Config) value.Value) Template {
	return config.Ticking[stream.PageScope](template, cfg, fn)
}

// Fixed is a text without any expression.
func Fixed(text string) Template { return Template{Source: text} }

// A Strategy says which page is the next (PageIncrement, OffsetIncrement, CursorPagination). It is a value that
// never changes: where a pagination is, its token says.
type Strategy interface {
	// Construct evaluates what is to be known before anything is read; its error fails every command but spec.
	Construct() error
	// Initial is the token of the first page, the zero Value for none.
	Initial() value.Value
	// Next is the token after the page that token asked for; one that is not true ends the pagination. The
	// body of the page is page.Response.JSON(), which the token may be a part of.
	Next(page stream.Page, token value.Value) (value.Value, error)
	// Size is the page size that requests ask for, the zero Value for none.
	Size() (value.Value, error)
}

// A TokenOption is where the token goes: a request.Option or RequestPath.
type TokenOption interface {
	Inject(into *request.Options, token value.Value) error
}

// RequestPath makes the token the path of the request, or all of its URL (RequestPath).
type RequestPath struct{}

// Inject adds nothing: the path is not one of the options.
func (RequestPath) Inject(*request.Options, value.Value) error { return nil }

// None reads one page (NoPagination).
type None struct{}

// Construct has nothing to check.
func (None) Construct() error { return nil }

// Pages is the one page of a slice.
func (None) Pages(*stream.Slice) stream.Pages { return onePage{} }

// NeedsResponse is false: nothing looks at the page.
func (None) NeedsResponse() bool { return false }

// NeedsLastRecord is false too.
func (None) NeedsLastRecord() bool { return false }

type onePage struct{}

func (onePage) Token() value.Value                      { return value.Value{} }
func (onePage) Apply(*request.Options) (*string, error) { return nil, nil }
func (onePage) Next(stream.Page) (more bool, err error) { return false, nil }

// A Structure is a list or a map of the manifest that holds such templates.
type Structure = value.Document[stream.PageScope]
