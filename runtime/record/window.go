package record

import (
	"errors"
	"fmt"
	"io"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A window is the part of a body that is in memory while the body arrives. Its
// memory is that of Response.Body, which is used up on the way; it grows only
// for a single value that does not fit.
type window struct {
	rest    io.Reader
	scanner value.Scanner
	memory  []byte // what there is to hold a part of the body
	data    []byte // what was read and not dropped yet, at the front of memory
	at      int    // the first byte of data that was not used yet
	done    bool   // nothing more will come
	size    int    // how much of the body is held, once its beginning is used up
}

const (
	// windowSize is as much of a body as stays in the processor's cache.
	windowSize = 512 << 10
	// leastRead is how much is read at once, at least.
	leastRead = 64 << 10
	// maxValue is the largest value that is held at once: a record, or a text on
	// the way to the records.
	maxValue = 64 << 20
	// maxInflated is the largest value that is held of a body which became more than
	// maxInflation times as long as it was sent: records compress well because they are
	// alike, but nothing that compresses so well by itself is data.
	maxInflated  = 4 << 20
	maxInflation = 200
)

// An inflating reader tells how many times as long as what was sent its body is so far.
type inflating interface{ Inflation() int64 }

// tooLarge says why a value that is not over yet must not grow any more, nil if it may.
func (w *window) tooLarge(pending int) error {
	if pending >= maxValue {
		return &largeError{fmt.Sprintf("a value is larger than %d MiB", maxValue>>20)}
	}
	body, ok := w.rest.(inflating)
	if ok && pending >= maxInflated && body.Inflation() > maxInflation {
		return &largeError{fmt.Sprintf("a value is larger than %d MiB, and the body is more than %d times as long as it was sent", maxInflated>>20, maxInflation)}
	}
	return nil
}

// A largeError is a value that is not read to its end.
type largeError struct{ reason string }

func (e *largeError) Error() string { return e.reason }

// fill reads on behind what was not used yet: as much again at least, so that a
// large value is not scanned over and over. What the window gave out before is
// dead afterwards.
func (w *window) fill() error {
	pending := len(w.data) - w.at
	if w.done {
		return value.ErrShort
	}
	if err := w.tooLarge(pending); err != nil {
		return err
	}
	room := w.makeRoom(pending)
	least := max(pending, min(leastRead, len(room)))
	for read := 0; read < least && !w.done; {
		n, err := w.rest.Read(room[read:])
		read += n
		w.data = w.memory[:pending+read]
		switch {
		case errors.Is(err, io.EOF):
			w.done = true
		case err != nil:
			return err
		}
	}
	return nil
}

// makeRoom moves what was not used yet to the front and returns the room behind it.
func (w *window) makeRoom(pending int) []byte {
	size := w.size
	for size < 2*pending {
		size *= 2
	}
	unused := w.data[w.at:]
	if size > len(w.memory) {
		w.memory = make([]byte, size)
	}
	copy(w.memory, unused)
	w.data, w.at = w.memory[:pending], 0
	return w.memory[pending:size]
}

// peek is the next byte that is not white space; it stays unused.
func (w *window) peek() (byte, error) {
	for {
		if w.at = value.Space(w.data, w.at); w.at < len(w.data) {
			return w.data[w.at], nil
		}
		if err := w.fill(); err != nil {
			return 0, err
		}
	}
}

// take uses up the byte that comes next, which has to be c.
func (w *window) take(c byte) error {
	next, err := w.peek()
	if err == nil && next != c {
		err = errUnexpected
	}
	w.at++
	return err
}

// next is the value that comes next. It is valid until the next fill.
func (w *window) next() (v value.Value, err error) {
	err = w.whole(func() (end int, err error) {
		v, end, err = w.scanner.Next(w.data, w.at)
		return end, err
	})
	return v, err
}

// whole uses up the value that comes next, reading on until it is there.
func (w *window) whole(scan func() (end int, err error)) error {
	if _, err := w.peek(); err != nil {
		return err
	}
	for {
		end, err := scan()
		if err == nil && (end < len(w.data) || w.done || w.data[end-1] > '9') { // digits may go on
			w.at = end
			return nil
		}
		if err != nil && err != value.ErrShort {
			return err
		}
		if err := w.fill(); err != nil {
			return err
		}
	}
}

// skip uses up the value that comes next. One that does not fit the window is
// skipped piece by piece.
func (w *window) skip() error {
	err := w.whole(func() (int, error) {
		end, err := value.Scan(w.data, w.at)
		if err == value.ErrShort && len(w.data)-w.at >= w.size && !w.done {
			err = errSkipInside
		}
		return end, err
	})
	if err != errSkipInside {
		return err
	}
	switch w.data[w.at] {
	case '{':
		return w.members(func([]byte) error { return w.skip() })
	case '[':
		return w.elements(func(int) error { return w.skip() })
	default:
		_, err := w.next()
		return err
	}
}

var errSkipInside = errors.New("the value does not fit the window")

// members walks the dict that comes next: member gets the name, as JSON that is
// valid until it uses something up, and uses up the value.
func (w *window) members(member func(name []byte) error) error {
	return w.items('{', '}', func(int) error {
		if c, err := w.peek(); err != nil || c != '"' {
			return errors.Join(err, errUnexpected)
		}
		name, err := w.next()
		if err != nil {
			return err
		}
		text, _ := name.Unopened()
		kept := append([]byte(nil), text...) // the colon may be in the next part
		if err := w.take(':'); err != nil {
			return err
		}
		return member(kept)
	})
}

// elements walks the list that comes next: element uses up each of its elements.
func (w *window) elements(element func(i int) error) error {
	return w.items('[', ']', element)
}

func (w *window) items(open, closing byte, item func(i int) error) error {
	if err := w.take(open); err != nil {
		return err
	}
	c, err := w.peek()
	if err != nil {
		return err
	}
	if c == closing {
		w.at++
		return nil
	}
	for i := 0; ; i++ {
		if err := item(i); err != nil {
			return err
		}
		if c, err = w.peek(); err != nil {
			return err
		}
		w.at++
		if c == closing {
			return nil
		}
		if c != ',' {
			return errUnexpected
		}
	}
}
