package page

import (
	"context"
	"regexp"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Cursor follows a token that each page names (CursorPagination).
type Cursor struct {
	CursorValue   Template
	StopCondition Template
	PageSize      config.Template
}

// Construct evaluates the page size.
func (c Cursor) Construct() error {
	_, err := c.Size()
	return err
}

// Initial is the token of the first page.
func (c Cursor) Initial() value.Value { return value.Value{} }

// Size is the page size of the manifest.
func (c Cursor) Size() (value.Value, error) { return configSize(c.PageSize) }

func (c Cursor) reads(name *regexp.Regexp) bool {
	return reads(c.CursorValue, name) || reads(c.StopCondition, name)
}

// Next asks the page for the token. An empty page does not end the pagination by itself.
func (c Cursor) Next(page stream.Page, _ value.Value) (value.Value, error) {
	scope, err := c.scope(page)
	if err != nil {
		return value.Value{}, err
	}
	if !c.StopCondition.IsZero() {
		if stop, err := c.StopCondition.Condition(scope); stop || err != nil {
			return value.Value{}, err
		}
	}
	return c.CursorValue.Text(scope)
}

func (c Cursor) scope(page stream.Page) (stream.PageScope, error) {
	size, err := c.Size()
	if err != nil {
		return stream.PageScope{}, err
	}
	if page.Size != 0 {
		size = value.Int(int64(page.Size))
	}
	scope := stream.PageScope{
		Response:     value.DictOf(),
		Headers:      value.DictOf(),
		LastRecord:   page.LastRecord,
		LastPageSize: value.Int(int64(page.Emitted)),
		PageSize:     size,
		StreamSlice:  page.Slice.Value(),
	}
	if size.Kind() == value.KindUndefined {
		scope.PageSize = value.Null
	}
	if c.reads(headersName) {
		scope.Headers = withLinks(page.Response)
	}
	if c.reads(responseName) {
		scope.Response, err = firstDocument(context.Background(), page.Response)
	}
	return scope, err
}
