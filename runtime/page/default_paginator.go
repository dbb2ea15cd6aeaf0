package page

import (
	"regexp"

	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Default asks for page after page until its strategy knows no next one (DefaultPaginator).
type Default struct {
	PageTokenOption    TokenOption    // nil for none
	PageSizeOption     request.Option // zero for none
	PaginationStrategy Strategy
}

// Construct checks the strategy and where its token and page size go.
func (d Default) Construct() error {
	if err := d.PaginationStrategy.Construct(); err != nil {
		return err
	}
	if !d.PageSizeOption.IsZero() {
		size, err := d.PaginationStrategy.Size()
		if stream.IsUnimplemented(err) {
			return nil // which fails this stream when it is read
		}
		if err != nil {
			return err
		}
		if !size.Truthy() {
			return &value.Error{Class: value.ValueError, Message: "page_size_option cannot be set if the pagination strategy does not have a page_size"}
		}
	}
	if token, ok := d.PageTokenOption.(request.Option); ok {
		return request.CheckPlaces(d.PageSizeOption, token)
	}
	return nil
}

// NeedsResponse says that a template of the strategy reads the response.
func (d Default) NeedsResponse() bool { return d.reads(responseName) }

// NeedsLastRecord says that a template of the strategy reads the last record.
func (d Default) NeedsLastRecord() bool { return d.reads(lastRecordName) }

// reads says that the strategy looks at what a name stands for; one that is written by hand is taken to look at everything.
func (d Default) reads(name *regexp.Regexp) bool {
	s, ok := d.PaginationStrategy.(interface {
		reads(name *regexp.Regexp) bool
	})
	return !ok || s.reads(name)
}

// Pages starts with the strategy's first token.
func (d Default) Pages(*stream.Slice) stream.Pages {
	return &pages{paginator: d, token: d.PaginationStrategy.Initial()}
}

// pages is where the pagination of one slice is.
type pages struct {
	paginator Default
	token     value.Value
	resized   int // 0 for the size of the manifest
	asked     int // resized, as of the last request
	circle    circle
}

func (p *pages) Token() value.Value { return p.token }

// Apply adds the token, then the page size. A token that is not true is no path.
func (p *pages) Apply(options *request.Options) (*string, error) {
	p.asked = p.resized
	var path *string
	switch option := p.paginator.PageTokenOption.(type) {
	case nil:
	case RequestPath:
		if p.token.Truthy() {
			text := p.token.String()
			path = &text
		}
	default:
		if p.token.Kind() != value.KindUndefined {
			if err := option.Inject(options, p.token); err != nil {
				return nil, err
			}
		}
	}
	return path, p.applySize(options)
}

func (p *pages) applySize(options *request.Options) error {
	if p.paginator.PageSizeOption.IsZero() {
		return nil
	}
	size, err := p.size()
	if err != nil || !size.Truthy() {
		return err
	}
	return p.paginator.PageSizeOption.Inject(options, size)
}

func (p *pages) size() (value.Value, error) {
	if p.resized != 0 {
		return value.Int(int64(p.resized)), nil
	}
	return p.paginator.PaginationStrategy.Size()
}

// PageSize is that of the manifest.
func (p *pages) PageSize() (value.Value, error) { return p.paginator.PaginationStrategy.Size() }

// Resize makes the pages from now on that long; 0 is the size of the manifest.
func (p *pages) Resize(size int) { p.resized = size }

// Next moves to the next page. The token may come from the page, which is about to go: it is cloned.
func (p *pages) Next(page stream.Page) (more bool, err error) {
	page.Size = p.asked
	next, err := p.paginator.PaginationStrategy.Next(page, p.token)
	if err == nil {
		err = next.Err()
	}
	if err != nil || !next.Truthy() {
		return false, err
	}
	if err := p.circle.watch(p.token, page); err != nil {
		return false, err
	}
	p.token = next.Clone()
	return true, nil
}
