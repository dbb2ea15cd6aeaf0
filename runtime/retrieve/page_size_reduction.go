package retrieve

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// PageSizeReduction asks for smaller pages after the API refused one, which an
// error handler finds out (PageSizeReduction).
type PageSizeReduction struct {
	ReductionFactor          float64 // by what a size is divided; 0 is 2
	MinimumPageSize          int     // 0 is 1
	MaxAttempts              int     // reductions in a row; 0 is 5
	BackoffSeconds           float64 // before the first attempt in a row, twice that before the second, …
	RetriesAtMinimumPageSize int     // more attempts in a row with the smallest page
	FailureMessage           string  // what the author of the connector tells users when that does not help
	AfterSuccessfulPage      bool    // the size of the manifest comes back after each page that succeeds
}

// reducer is the page size of one slice while it is read.
type reducer struct {
	PageSizeReduction
	stream     string
	pages      stream.ResizablePages
	configured int
	current    int
	attempts   int // in a row
	total      int
	retries    int // in a row, with the smallest page
}

// start begins with the page size of the manifest.
func (p *PageSizeReduction) start(ctx context.Context, pages stream.Pages) (*reducer, error) {
	if p == nil {
		return nil, nil
	}
	r := &reducer{PageSizeReduction: *p, stream: stream.Of(ctx).Name}
	if r.ReductionFactor == 0 {
		r.ReductionFactor = 2
	}
	if r.MinimumPageSize == 0 {
		r.MinimumPageSize = 1
	}
	if r.MaxAttempts == 0 {
		r.MaxAttempts = 5
	}
	resizable, ok := pages.(stream.ResizablePages)
	if !ok {
		return r, nil
	}
	size, err := resizable.PageSize()
	if err != nil {
		return nil, err
	}
	if n, ok := size.AsInt(); ok && n > 0 {
		r.pages, r.configured, r.current = resizable, int(n), int(n)
	}
	return r, nil
}

// reduce makes the page smaller, or repeats the smallest one, and waits. An error ends the slice.
func (r *reducer) reduce(ctx context.Context, rejected *stream.Rejected) error {
	if r.pages == nil {
		return r.sizeless()
	}
	size := max(r.MinimumPageSize, int(math.Floor(float64(r.current)/r.ReductionFactor)))
	if size >= r.current {
		return r.repeat(ctx, rejected)
	}
	r.attempts++
	r.total++
	if r.attempts > r.MaxAttempts {
		return r.failed(rejected,
			fmt.Sprintf("at every page size the connector requested, down to %d records per page.", r.current),
			fmt.Sprintf("reduced its page size %d times in a row without a single page succeeding, which is the configured maximum of %d (%d reductions so far while reading this partition)",
				r.attempts-1, r.MaxAttempts, r.total-1))
	}
	seconds := r.BackoffSeconds * float64(r.attempts)
	stream.Log(ctx).Infof("Reducing the page size of stream %s from %d to %d: retrying the same page in %g seconds", r.stream, r.current, size, seconds)
	r.resize(size)
	return stream.Wait(ctx, seconds)
}

func (r *reducer) resize(size int) {
	r.current = size
	if size == r.configured {
		size = 0
	}
	r.pages.Resize(size)
}

// follow goes on with other pages of the slice.
func (r *reducer) follow(pages stream.Pages) {
	if r == nil || r.pages == nil {
		return
	}
	r.pages = pages.(stream.ResizablePages) // of the same paginator
	r.resize(r.current)
}

// repeat tries the smallest page again, as often as the manifest says.
func (r *reducer) repeat(ctx context.Context, rejected *stream.Rejected) error {
	if r.retries < r.RetriesAtMinimumPageSize {
		r.retries++
		seconds := r.BackoffSeconds * float64(r.retries)
		stream.Log(ctx).Infof("Stream %s cannot have pages of less than %d records: retrying the same page in %g seconds (%d of %d)",
			r.stream, r.current, seconds, r.retries, r.RetriesAtMinimumPageSize)
		return stream.Wait(ctx, seconds)
	}
	spent := ""
	if r.current == r.configured && r.MinimumPageSize > 1 {
		if r.retries > 0 {
			spent = fmt.Sprintf(" (%d retries at that size were spent first)", r.retries)
		}
		return r.floor(spent + said(rejected))
	}
	if r.retries > 0 {
		spent = fmt.Sprintf(", after %d retries at that size", r.retries)
	}
	return r.failed(rejected,
		fmt.Sprintf("at the smallest page size the connector is allowed to request (%d records per page).", r.current),
		fmt.Sprintf("still fails with a page size of %d, which is the smallest page size allowed by the configured minimum of %d%s", r.current, r.MinimumPageSize, spent))
}

// done notes that a page was read.
func (r *reducer) done(ctx context.Context) {
	if r == nil {
		return
	}
	r.attempts, r.retries = 0, 0
	if r.AfterSuccessfulPage && r.current != r.configured {
		stream.Log(ctx).Infof("Restoring the page size of stream %s from %d to %d.", r.stream, r.current, r.configured)
		r.resize(r.configured)
	}
}

// said is what the error handler says of the page that was refused.
func said(rejected *stream.Rejected) string {
	if rejected.Message == "" {
		return ""
	}
	return "; the API rejected the page: " + rejected.Message
}

// failed is the error when no page size helps. These are the reference's words, which platforms show.
func (r *reducer) failed(rejected *stream.Rejected, where, why string) error {
	message := "The source keeps rejecting pages of stream " + r.stream + " " + where
	if more := strings.TrimSpace(r.FailureMessage); more != "" {
		message += " " + more
	}
	return &stream.Error{
		Message:     message,
		Internal:    "Stream " + r.stream + " " + why + said(rejected),
		FailureType: stream.TransientError,
	}
}

// floor is the error of a page size that the manifest keeps from being reduced at all.
func (r *reducer) floor(why string) error {
	return &stream.Error{
		Message: fmt.Sprintf("The page size of stream %s (%d) is already at or below the configured minimum of %d, so the connector cannot reduce it. "+
			"Raise the page size of the stream, or lower `minimum_page_size`.", r.stream, r.current, r.MinimumPageSize),
		Internal: fmt.Sprintf("Stream %s has a configured page size of %d which is not greater than the configured minimum page size of %d, so it can never be reduced%s",
			r.stream, r.current, r.MinimumPageSize, why),
		FailureType: stream.ConfigError,
	}
}

// sizeless is the error of a pagination that sends no page size.
func (r *reducer) sizeless() error {
	return &stream.Error{
		Message: "Stream " + r.stream + " is set up to reduce its page size on error but does not define one. " +
			"Set `page_size` on the pagination strategy and `page_size_option` on the paginator.",
		Internal:    "Stream " + r.stream + " received a REDUCE_PAGE_SIZE response action but its paginator does not inject a page size",
		FailureType: stream.ConfigError,
	}
}
