// Package arrive reads JSON while it arrives.
//
// In goes a text that is longer than anybody wants to hold, out come the values
// of it that were asked for, one after another. Memory is a window, which grows
// only for a single value, and that has a limit. The package does not know where
// the text comes from, nor what its values are for.
package arrive

import (
	"errors"
	"fmt"
	"io"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Window is the part of a text that is in memory while the text arrives. Its
// memory is what it was given first, which is used up on the way; it grows only
// for a single value that does not fit.
type Window struct {
	rest    io.Reader
	scanner value.Scanner
	memory  []byte // what there is to hold a part of the body
	data    []byte // what was read and not dropped yet, at the front of memory
	at      int    // the first byte of data that was not used yet
	done    bool   // nothing more will come
	size    int    // how much of the body is held, once its beginning is used up
}

const (
	// Size is as much of a body as stays in the processor's cache.
	Size = 512 << 10
	// leastRead is how much is read at once, at least.
	leastRead = 64 << 10
	// MaxValue is the largest value that is held at once: a record, or a text on
	// the way to the records.
	MaxValue = 64 << 20
	// MaxInflated is the largest value that is held of a body which became more than
	// MaxInflation times as long as it was sent: records compress well because they are
	// alike, but nothing that compresses so well by itself is data.
	MaxInflated  = 4 << 20
	MaxInflation = 200
)

// NewWindow is a window over held, whose memory it takes, and what follows it. It
// holds at least size bytes at once.
func NewWindow(held []byte, rest io.Reader, size int) Window {
	w := Window{rest: rest, memory: held, data: held, size: size}
	w.scanner.ForgetEach()
	return w
}

// Held is how much memory the window has.
func (w *Window) Held() int { return len(w.memory) }

// End says that nothing but white space follows.
func (w *Window) End() error {
	switch _, err := w.Peek(); err {
	case nil:
		return ErrUnexpected
	case value.ErrShort:
		return nil
	default:
		return err
	}
}

// ErrUnexpected is a fault of the text that has no other name.
var ErrUnexpected = errors.New("unexpected character")

// An inflating reader tells how many times as long as what was sent its body is so far.
type inflating interface{ Inflation() int64 }

// TooLarge says why a value of a body that is not over yet must not grow any more, nil if it may.
func TooLarge(from io.Reader, pending int) error {
	if pending >= MaxValue {
		return &LargeError{fmt.Sprintf("a value is larger than %d MiB", MaxValue>>20)}
	}
	if pending < MaxInflated {
		return nil
	}
	body, ok := from.(inflating)
	if ok && body.Inflation() > MaxInflation {
		return &LargeError{fmt.Sprintf("a value is larger than %d MiB, and the body is more than %d times as long as it was sent", MaxInflated>>20, MaxInflation)}
	}
	return nil
}

// A LargeError is a value that is not read to its end.
type LargeError struct{ Reason string }

// Error is the reason.
func (e *LargeError) Error() string { return e.Reason }

// fill reads on behind what was not used yet: as much again at least, so that a
// large value is not scanned over and over. What the window gave out before is
// dead afterwards.
func (w *Window) fill() error {
	pending := len(w.data) - w.at
	if w.done {
		return value.ErrShort
	}
	if err := TooLarge(w.rest, pending); err != nil {
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
func (w *Window) makeRoom(pending int) []byte {
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

// Peek is the next byte that is not white space; it stays unused.
func (w *Window) Peek() (byte, error) {
	for {
		if w.at = value.Space(w.data, w.at); w.at < len(w.data) {
			return w.data[w.at], nil
		}
		if err := w.fill(); err != nil {
			return 0, err
		}
	}
}

// Take uses up the byte that comes next, which has to be c.
func (w *Window) Take(c byte) error {
	next, err := w.Peek()
	if err == nil && next != c {
		err = ErrUnexpected
	}
	w.at++
	return err
}

// Next is the value that comes next. It is valid until the next fill.
func (w *Window) Next() (v value.Value, err error) {
	err = w.whole(func() (end int, err error) {
		v, end, err = w.scanner.Next(w.data, w.at)
		return end, err
	})
	return v, err
}

// whole uses up the value that comes next, reading on until it is there.
func (w *Window) whole(scan func() (end int, err error)) error {
	if _, err := w.Peek(); err != nil {
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

// Skip uses up the value that comes next. One that does not fit the window is
// skipped piece by piece.
func (w *Window) Skip() error {
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
		return w.Members(func([]byte) error { return w.Skip() })
	case '[':
		return w.Elements(func(int) error { return w.Skip() })
	default:
		_, err := w.Next()
		return err
	}
}

var errSkipInside = errors.New("the value does not fit the window")

// Members walks the dict that comes next: member gets the name, as JSON that is
// valid until it uses something up, and uses up the value.
func (w *Window) Members(member func(name []byte) error) error {
	return w.items('{', '}', func(int) error {
		if c, err := w.Peek(); err != nil || c != '"' {
			return errors.Join(err, ErrUnexpected)
		}
		name, err := w.Next()
		if err != nil {
			return err
		}
		text, _ := name.Unopened()
		kept := append([]byte(nil), text...) // the colon may be in the next part
		if err := w.Take(':'); err != nil {
			return err
		}
		return member(kept)
	})
}

// Elements walks the list that comes next: element uses up each of its elements.
func (w *Window) Elements(element func(i int) error) error {
	return w.items('[', ']', element)
}

func (w *Window) items(open, closing byte, item func(i int) error) error {
	if err := w.Take(open); err != nil {
		return err
	}
	c, err := w.Peek()
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
		if c, err = w.Peek(); err != nil {
			return err
		}
		w.at++
		if c == closing {
			return nil
		}
		if c != ',' {
			return ErrUnexpected
		}
	}
}
