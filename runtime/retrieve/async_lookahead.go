package retrieve

import "github.com/lowcode-dev/lowcode/runtime/stream"

// A lookahead knows whether there is another slice before it is taken.
type lookahead struct {
	next  func() (*stream.Slice, error, bool)
	slice *stream.Slice
	err   error
	full  bool // slice and err are the next to take
	ended bool
}

// more says that there is something to take.
func (l *lookahead) more() bool {
	if !l.full && !l.ended {
		l.slice, l.err, l.full = l.next()
		l.ended = !l.full || l.err != nil // an error is the last
	}
	return l.full
}

// take takes what more has found.
func (l *lookahead) take() (*stream.Slice, error) {
	l.full = false
	return l.slice, l.err
}
