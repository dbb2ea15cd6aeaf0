package retrieve

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// sized are pages that only know their size.
type sized struct {
	onePage
	size, asked int
}

func (s *sized) PageSize() (value.Value, error) { return value.Int(int64(s.size)), nil }

func (s *sized) Resize(size int) { s.asked = size }

func TestPageSizeReduction(t *testing.T) {
	items := stream.With(context.Background(), &stream.Stream{Name: "items"})
	for _, c := range []struct {
		name  string
		of    PageSizeReduction
		pages string // r for a page that is refused, s for one that succeeds
		sizes []int  // asked for after each page, 0 for the size of the manifest
		wait  time.Duration
		fails string
	}{
		{"each refusal halves and waits longer", PageSizeReduction{BackoffSeconds: 1}, "rrr", []int{50, 25, 12}, 6 * time.Second, ""},
		{"a page that succeeds begins the count anew", PageSizeReduction{BackoffSeconds: 1, MaxAttempts: 1}, "rsrsr", []int{50, 50, 25, 25, 12}, 3 * time.Second, ""},
		{"too many in a row", PageSizeReduction{MaxAttempts: 2}, "rrr", []int{50, 25}, 0, "down to 25 records per page"},
		{"the least size", PageSizeReduction{ReductionFactor: 3, MinimumPageSize: 20}, "rrr", []int{33, 20}, 0, "smallest page size"},
		{"more tries with it", PageSizeReduction{MinimumPageSize: 50, RetriesAtMinimumPageSize: 2, BackoffSeconds: 1}, "rrrsrrr", []int{50, 50, 50, 50, 50, 50}, 7 * time.Second, "smallest page size"},
		{"the size comes back", PageSizeReduction{AfterSuccessfulPage: true}, "rsrs", []int{50, 0, 50, 0}, 0, ""},
		{"no reduction at all", PageSizeReduction{MinimumPageSize: 100}, "r", nil, 0, "already at or below the configured minimum"},
	} {
		synctest.Test(t, func(t *testing.T) {
			pages := &sized{size: 100}
			r, err := c.of.start(items, pages)
			if err != nil {
				t.Fatal(err)
			}
			start := time.Now()
			var sizes []int
			for _, page := range c.pages {
				if page == 's' {
					r.done(items)
				} else if err = r.reduce(items, &stream.Rejected{Message: "too large"}); err != nil {
					break
				}
				sizes = append(sizes, pages.asked)
			}
			if len(sizes) != len(c.sizes) {
				t.Fatalf("%s: got the sizes %v, %v, want %v", c.name, sizes, err, c.sizes)
			}
			for i := range sizes {
				if sizes[i] != c.sizes[i] {
					t.Errorf("%s: got the sizes %v, want %v", c.name, sizes, c.sizes)
				}
			}
			if got := time.Since(start); got != c.wait {
				t.Errorf("%s: waited for %v, want %v", c.name, got, c.wait)
			}
			var failure *stream.Error
			switch failed := errors.As(err, &failure); {
			case failed != (c.fails != ""):
				t.Errorf("%s: got the error %v", c.name, err)
			case failed && (!strings.Contains(failure.Message, c.fails) || !strings.Contains(failure.Internal, "too large")):
				t.Errorf("%s: got %q, %q", c.name, failure.Message, failure.Internal)
			}
		})
	}
}

func TestPagesWithoutASizeCannotBeReduced(t *testing.T) {
	for name, pages := range map[string]stream.Pages{"no size": onePage{}, "a size of 0": &sized{}} {
		r, err := new(PageSizeReduction).start(context.Background(), pages)
		if err != nil {
			t.Fatal(err)
		}
		var failure *stream.Error
		if err := r.reduce(context.Background(), &stream.Rejected{}); !errors.As(err, &failure) || failure.FailureType != stream.ConfigError {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
