package page

import (
	"regexp"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Increment counts pages (PageIncrement).
type Increment struct {
	PageSize             config.Template
	StartFromPage        int
	InjectOnFirstRequest bool
}

// Construct evaluates the page size.
func (i Increment) Construct() error {
	_, err := i.Size()
	return err
}

// Initial is the token of the first page.
func (i Increment) Initial() value.Value {
	if i.InjectOnFirstRequest {
		return value.Int(int64(i.StartFromPage))
	}
	return value.Value{}
}

// Size is the page size of the manifest.
func (i Increment) Size() (value.Value, error) { return configSize(i.PageSize) }

func (i Increment) reads(*regexp.Regexp) bool { return false }

// Next counts the records that the extractor found, so that a filter does not
// end the pagination. Without a token on the first request, that was the page to start from.
func (i Increment) Next(page stream.Page, token value.Value) (value.Value, error) {
	size, err := i.Size()
	if err != nil {
		return value.Value{}, err
	}
	if last, err := isLast(page.Extracted, size); last || err != nil {
		return value.Value{}, err
	}
	if token.Kind() == value.KindUndefined {
		return value.Int(int64(i.StartFromPage) + 1), nil
	}
	return token.Add(value.Int(1)), nil
}
