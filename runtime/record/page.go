package record

import (
	"net/http"
	"sync"

	"github.com/lowcode-dev/lowcode/runtime/arrive"
	"github.com/lowcode-dev/lowcode/runtime/dpath"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A page is a whole body that is walked once: checked from the first byte to
// the last, and on the way the values at the end of a literal path are noted.
type page struct {
	body    []byte
	records []value.Value
	scanner value.Scanner
}

var pages = sync.Pool{New: func() any { return new(page) }}

// maxPooled is how many records a page in the pool keeps room for.
const maxPooled = 1 << 16

// errUnexpected stands for a fault that a second look at the body will describe.
var errUnexpected = arrive.ErrUnexpected

// extractWhole takes the records out of a body by a literal path. No record
// leaves before all of the body was seen to be valid.
func extractWhole(p dpath.Path, response *stream.Response, emit func(value.Value) error) error {
	if isEmpty(response) {
		return nil
	}
	w := pages.Get().(*page)
	defer w.free()
	w.body = response.Body
	first, err := w.documents(p)
	if err != nil {
		return brokenBody(response, err)
	}
	response.Document = first
	return emitAll(w.records, emit)
}

func (w *page) free() {
	if cap(w.records) > maxPooled {
		return
	}
	clear(w.records)
	w.body, w.records = nil, w.records[:0]
	pages.Put(w)
}

// isEmpty says that the response has no body to speak of, which means no records.
func isEmpty(response *stream.Response) bool {
	return response.Status == http.StatusNoContent || value.Space(response.Body, 0) == len(response.Body)
}

// documents walks the body and returns the first document: the body, or the
// first element of a list.
func (w *page) documents(p dpath.Path) (first value.Value, err error) {
	start := value.Space(w.body, 0)
	end := 0
	if w.body[start] == '[' {
		end, err = w.elements(start, func(at, i int) (int, error) {
			next, err := w.walk(at, p)
			if i == 0 && err == nil {
				first = value.Raw(w.body[at:next])
			}
			return next, err
		})
	} else {
		end, err = w.walk(start, p)
		first = value.Raw(w.body[start:max(start, end)])
	}
	if err == nil && value.Space(w.body, end) != len(w.body) {
		err = errUnexpected
	}
	return first, err
}

// walk checks the value at an offset and notes what p leads to in it. It
// returns the offset after the value.
func (w *page) walk(at int, p dpath.Path) (int, error) {
	switch {
	case len(p) == 0:
		return w.found(at)
	case at < len(w.body) && w.body[at] == '{':
		return w.members(at, p)
	case at < len(w.body) && w.body[at] == '[':
		return w.elements(at, func(at, i int) (int, error) {
			if p[0].Element(i, i+1) { // counted from the front: how many there are does not matter
				return w.walk(at, p[1:])
			}
			return value.Scan(w.body, at)
		})
	default:
		return value.Scan(w.body, at)
	}
}

// found notes the value at the end of the path: the elements of a list, or the
// value if it is not empty.
func (w *page) found(at int) (int, error) {
	if at < len(w.body) && w.body[at] == '[' {
		return w.elements(at, func(at, _ int) (int, error) {
			v, end, err := w.scanner.Next(w.body, at)
			w.records = append(w.records, v)
			return end, err
		})
	}
	v, end, err := w.scanner.Next(w.body, at)
	if err == nil && v.Truthy() {
		w.records = append(w.records, v)
	}
	return end, err
}

// members walks a dict. Of several members of one name the last counts: what
// was found in the others is forgotten.
func (w *page) members(at int, p dpath.Path) (int, error) {
	known := len(w.records)
	at = value.Space(w.body, at+1)
	if at < len(w.body) && w.body[at] == '}' {
		return at + 1, nil
	}
	for {
		if at >= len(w.body) || w.body[at] != '"' {
			return 0, errUnexpected
		}
		end, err := value.Scan(w.body, at)
		if err != nil {
			return 0, err
		}
		name := w.body[at:end]
		if at = value.Space(w.body, end); at >= len(w.body) || w.body[at] != ':' {
			return 0, errUnexpected
		}
		at = value.Space(w.body, at+1)
		if p[0].Names(name) {
			w.records = w.records[:known]
			end, err = w.walk(at, p[1:])
		} else {
			end, err = value.Scan(w.body, at)
		}
		if err != nil {
			return 0, err
		}
		at = value.Space(w.body, end)
		if at < len(w.body) && w.body[at] == '}' {
			return at + 1, nil
		}
		if at >= len(w.body) || w.body[at] != ',' {
			return 0, errUnexpected
		}
		at = value.Space(w.body, at+1)
	}
}

// elements walks a list: element gets the offset and the index of each element
// and returns the offset after it.
func (w *page) elements(at int, element func(at, i int) (int, error)) (int, error) {
	at = value.Space(w.body, at+1)
	if at < len(w.body) && w.body[at] == ']' {
		return at + 1, nil
	}
	for i := 0; ; i++ {
		end, err := element(at, i)
		if err != nil {
			return 0, err
		}
		at = value.Space(w.body, end)
		if at < len(w.body) && w.body[at] == ']' {
			return at + 1, nil
		}
		if at >= len(w.body) || w.body[at] != ',' {
			return 0, errUnexpected
		}
		at = value.Space(w.body, at+1)
	}
}
