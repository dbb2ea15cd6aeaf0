package page

import (
	"fmt"
	"hash/maphash"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// maxRepeats is how often a page may come back for the token that it came for
// before: then nothing will ever change. The reference asks for ever.
const maxRepeats = 10

// A circle watches for pages that lead back to themselves, with a memory of one
// page (Brent's algorithm): the one kept is renewed after 1, 2, 4, … steps.
type circle struct {
	token   string
	body    uint64
	seed    maphash.Seed
	steps   int // since the page was kept
	renew   int // after so many steps
	repeats int
}

// watch fails when the page that token asked for came back too often.
func (c *circle) watch(token value.Value, page stream.Page) error {
	if page.Response == nil { // a page that was not requested
		return nil
	}
	text := token.Repr()
	if c.renew > 0 && text == c.token && c.hash(page) == c.body {
		if c.repeats++; c.repeats >= maxRepeats {
			return &stream.Error{
				Message: fmt.Sprintf("The pagination does not end: the page of the token %s came back %d times and leads to itself.",
					stream.Shorten(text), c.repeats+1),
				FailureType: stream.SystemError,
			}
		}
	}
	if c.steps++; c.steps > c.renew {
		if c.renew == 0 {
			c.seed = maphash.MakeSeed()
		}
		if body := c.hash(page); text != c.token || body != c.body {
			c.token, c.body, c.repeats = text, body, 0
		}
		c.steps, c.renew = 0, max(1, 2*c.renew)
	}
	return nil
}

func (c *circle) hash(page stream.Page) uint64 { return maphash.Bytes(c.seed, page.Response.Body) }
