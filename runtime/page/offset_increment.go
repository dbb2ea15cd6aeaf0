package page

import (
	"context"
	"regexp"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Offset counts records (OffsetIncrement).
type Offset struct {
	// PageSize may read the response when it tells whether a page is the last;
	// where a request asks for a size, it sees the config only.
	PageSize             Template
	InjectOnFirstRequest bool
}

// Construct has nothing to check.
func (o Offset) Construct() error { return nil }

// Initial is the token of the first page.
func (o Offset) Initial() value.Value {
	if o.InjectOnFirstRequest {
		return value.Int(0)
	}
	return value.Value{}
}

// Size is the page size of the manifest.
func (o Offset) Size() (value.Value, error) {
	if o.PageSize.IsZero() {
		return value.Value{}, nil
	}
	v, err := o.PageSize.Text(stream.PageScope{})
	if err != nil {
		return value.Value{}, err
	}
	return integer(v)
}

func (o Offset) reads(name *regexp.Regexp) bool { return reads(o.PageSize, name) }

// Next counts the records that the extractor found: a filter neither ends the pagination nor shortens the offset.
func (o Offset) Next(page stream.Page, token value.Value) (value.Value, error) {
	size, err := o.requested(page)
	if err != nil {
		return value.Value{}, err
	}
	if last, err := isLast(page.Extracted, size); last || err != nil {
		return value.Value{}, err
	}
	count := value.Int(int64(page.Extracted))
	if token.Kind() == value.KindUndefined {
		return count, nil
	}
	return token.Add(count), nil
}

// requested is the page size as the page that was read tells it.
func (o Offset) requested(page stream.Page) (value.Value, error) {
	if page.Size != 0 {
		return value.Int(int64(page.Size)), nil
	}
	if o.PageSize.IsZero() {
		return value.Value{}, nil
	}
	scope := stream.PageScope{}
	if o.reads(responseName) {
		document, err := firstDocument(context.Background(), page.Response)
		if err != nil {
			return value.Value{}, err
		}
		scope.Response = document
	}
	return o.PageSize.Text(scope)
}
