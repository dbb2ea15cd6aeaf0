package decode

import (
	"bytes"
	"io"

	"github.com/lowcode-dev/lowcode/runtime/arrive"
)

// An xmlWindow is the part of a document that is in memory: all of it, or as much as one part of it needs.
type xmlWindow struct {
	from    io.Reader
	memory  []byte
	data    []byte // the part of memory that was read and not dropped
	at      int    // the first byte of data that was not used yet
	all     bool   // nothing more will come
	dropped bool
	lines   int // that were dropped
	column  int // where the first byte of data is in its line
}

// leastXML is how much of a document is held at least while it arrives.
const leastXML = 256 << 10

// xmlWhole is a window on a document that is there.
func xmlWhole(document []byte) xmlWindow { return xmlWindow{data: document, all: true} }

// place is the line and the column of a byte of data.
func (x *xmlWindow) place(at int) (line, column int) {
	before := x.data[:at]
	if last := bytes.LastIndexByte(before, '\n'); last >= 0 {
		return 1 + x.lines + bytes.Count(before, []byte("\n")), at - last - 1
	}
	return 1 + x.lines, x.column + at
}

// gather reads on until the part that comes next is there as a whole, or nothing more comes.
func (x *xmlWindow) gather() error {
	for !x.all && !partEnds(x.data[x.at:]) {
		if err := x.fill(); err != nil {
			return err
		}
	}
	return nil
}

// unmark passes over a byte order mark.
func (x *xmlWindow) unmark() error {
	for !x.all && len(x.data) < len(byteOrderMark) {
		if err := x.fill(); err != nil {
			return err
		}
	}
	x.data = bytes.TrimPrefix(x.data, byteOrderMark)
	return nil
}

var byteOrderMark = []byte("\ufeff")

// fill reads on: as much again at least, so that a long part costs no more than its length.
func (x *xmlWindow) fill() error {
	pending := len(x.data) - x.at
	if err := arrive.TooLarge(x.from, pending); err != nil {
		return err
	}
	x.drop()
	into := x.memory
	if 2*pending > len(into) || into == nil {
		into = make([]byte, max(leastXML, 2*len(into)))
	}
	copy(into, x.data)
	x.memory, x.data = into, into[:pending]
	for least := min(pending+max(pending, chunk), len(into)); len(x.data) < least && !x.all; {
		n, err := x.from.Read(into[len(x.data):])
		x.data = into[:len(x.data)+n]
		switch err {
		case nil:
		case io.EOF:
			x.all = true
		default:
			return err
		}
	}
	return nil
}

// drop forgets what was used.
func (x *xmlWindow) drop() {
	if x.at == 0 {
		return
	}
	line, column := x.place(x.at)
	x.lines, x.column, x.dropped = line-1, column, true
	x.data, x.at = x.data[x.at:], 0
}

// longestMark is as much as tells what a part is.
const longestMark = len("<![CDATA[")

// partEnds says that the end of the part at the front of b is in it, too.
func partEnds(b []byte) bool {
	switch {
	case len(b) == 0:
		return false
	case b[0] != '<':
		return bytes.IndexByte(b, '<') >= 0
	case len(b) < longestMark:
		return false
	case b[1] == '?':
		return bytes.Contains(b, []byte("?>"))
	case b[1] != '!':
		return tagEnds(b)
	case bytes.HasPrefix(b, []byte("<!--")):
		return bytes.Contains(b[len("<!--"):], []byte("-->"))
	case bytes.HasPrefix(b, []byte("<![CDATA[")):
		return bytes.Contains(b, []byte("]]>"))
	case bytes.HasPrefix(b, []byte("<!DOCTYPE")):
		n, _ := doctypeEnd(b)
		return n >= 0
	}
	return true // whatever it is
}

// tagEnds says that a tag is closed, or broken because another one begins in it.
func tagEnds(b []byte) bool {
	quote := byte(0)
	for _, c := range b[1:] {
		switch {
		case c == '<':
			return true
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '>':
			return true
		case c == '"' || c == '\'':
			quote = c
		}
	}
	return false
}
