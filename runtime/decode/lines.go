package decode

import (
	"bytes"
	"fmt"
	"io"
)

// lines are the lines of a text, one after another.
type lines struct {
	from   io.Reader
	any    bool // \r and \r\n end lines, too, not only \n
	memory []byte
	data   []byte // the part of memory that was read and not used
	err    error  // of from: nothing more will come
}

var errLongLine = fmt.Errorf("a line is longer than %d MiB", maxLine>>20)

// next is the next line without its end, valid until the next call. The error is io.EOF after the last one.
func (l *lines) next() ([]byte, error) {
	for seen := 0; ; {
		end, after := l.end(seen)
		if end < 0 && l.err == io.EOF && len(l.data) > 0 {
			end, after = len(l.data), len(l.data)
		}
		switch seen = len(l.data); {
		case end > maxLine || end < 0 && seen > maxLine:
			return nil, errLongLine
		case end >= 0:
			line := l.data[:end]
			l.data = l.data[after:]
			return line, nil
		case l.err != nil:
			return nil, l.err
		}
		if l.any && seen > 0 {
			seen-- // which may be the \r before a \n
		}
		l.fill()
	}
}

// end is where the line ends, and where the next one begins; -1 if that was not read yet.
func (l *lines) end(from int) (end, after int) {
	end = bytes.IndexByte(l.data[from:], '\n')
	if end >= 0 {
		end += from
	}
	if !l.any {
		return end, end + 1
	}
	before := l.data[from:]
	if end >= 0 {
		before = l.data[from:end]
	}
	cr := bytes.IndexByte(before, '\r')
	switch {
	case cr < 0:
		return end, end + 1
	case from+cr+1 == end:
		return from + cr, end + 1
	case from+cr+1 == len(l.data) && l.err == nil:
		return -1, 0
	}
	return from + cr, from + cr + 1
}

// fill reads on: as much again at least, so that a long line costs no more than its length.
func (l *lines) fill() {
	pending := len(l.data)
	into := l.memory
	if 2*pending > len(into) || into == nil {
		into = make([]byte, max(chunk, 2*len(into)))
	}
	copy(into, l.data)
	l.memory, l.data = into, into[:pending]
	for least := pending + max(pending, 1); len(l.data) < least && l.err == nil; {
		n, err := l.from.Read(l.memory[len(l.data):])
		l.data, l.err = l.memory[:len(l.data)+n], err
	}
}
