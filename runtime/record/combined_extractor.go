package record

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Combined takes records from several places of a page (CombinedExtractor): from
// all of them in their order, or from the first that has any.
type Combined struct {
	Extractors       []Extractor
	FirstMatch       bool
	SkipEmptyRecords bool // drops null, {}, [], "" and the like, which still count for the pagination
}

// Construct constructs the extractors.
func (c Combined) Construct(s *stream.Stream) error {
	for _, e := range c.Extractors {
		if err := construct(e, s); err != nil {
			return err
		}
	}
	return nil
}

// Streamable is false: each extractor wants the whole body.
func (Combined) Streamable(stream.Decoder) bool { return false }

// Extract calls emit for each record; for one that is dropped, with Undefined.
func (c Combined) Extract(ctx context.Context, response *stream.Response, emit func(value.Value) error) error {
	for i, e := range c.Extractors {
		one := combination{Combined: c, emit: emit}
		if err := e.Extract(ctx, response, one.take); err != nil {
			return err
		}
		if one.dropped > 0 {
			stream.Log(ctx).Warnf("dropped %d empty records of extractor %d of %d (skip_empty_records); an API that sends such often says why elsewhere in its answer",
				one.dropped, i+1, len(c.Extractors))
		}
		if one.found && c.FirstMatch {
			return nil
		}
	}
	return nil
}

// combination is what one extractor finds in a page.
type combination struct {
	Combined
	emit    func(value.Value) error
	found   bool
	dropped int
	held    int // records that were dropped before it is known whether the extractor is the one that matches
}

func (c *combination) take(v value.Value) error {
	empty := c.SkipEmptyRecords && !v.IsUndefined() && !v.Truthy()
	if empty {
		c.dropped++
	}
	if empty || v.IsUndefined() {
		if c.FirstMatch && !c.found {
			c.held++
			return nil
		}
		return c.emit(value.Value{})
	}
	c.found = true
	for ; c.held > 0; c.held-- {
		if err := c.emit(value.Value{}); err != nil {
			return err
		}
	}
	return c.emit(v)
}
