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
	mark    mark
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
	if c.renew > 0 && text == c.token && c.mark.same(c.markOf(page)) {
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
		if m := c.markOf(page); text != c.token || !c.mark.same(m) {
			c.token, c.mark, c.repeats = text, m, 0
		}
		c.steps, c.renew = 0, max(1, 2*c.renew)
	}
	return nil
}

// A mark is what pages are told apart by.
type mark struct {
	body, records uint64
	some          bool // records are known
}

// markOf is the mark of a page: its body, and, since a body may hold the
// time of day, the number of its records with the last of them.
func (c *circle) markOf(page stream.Page) mark {
	m := mark{body: maphash.Bytes(c.seed, page.Response.Body)}
	if !page.LastRecord.IsNull() {
		m.some = true
		m.records = maphash.String(c.seed, fmt.Sprint(page.Extracted, page.LastRecord.Repr()))
	}
	return m
}

// same says that two pages have one body, or the same records.
func (m mark) same(n mark) bool {
	return m.body == n.body || m.some && n.some && m.records == n.records
}
