// Package charset turns text in one of the encodings that Python names into UTF-8.
//
// In go the bytes of a text as they arrive and the name of its encoding, out
// come UTF-8 and nothing else: bytes that the encoding does not have are an
// error, as in the reference. Memory is a few pages, whatever the length.
//
//	text, err := charset.NewReader(body, "cp1252") // err: no encoding of that name
//
// It knows the encodings that need no large tables: the UTFs and those of
// single bytes. The package knows nothing of what the text is.
package charset

import (
	"fmt"
	"io"
	"strings"
	"sync"
)

// chunk is how much is decoded at once. A text that is broken anywhere in a chunk
// gives nothing of it: the reference reads in chunks of this size, too.
const chunk = 8 << 10

// A decoder turns bytes into UTF-8.
type decoder interface {
	// decode returns the text of the first used bytes of in, valid until the next call;
	// it may be in itself. Bytes that are left are the beginning of a character, and
	// there are none when last says that nothing follows.
	decode(in []byte, last bool) (text []byte, used int, wrong *fault)
}

// wide are the encodings whose characters have more than a byte, and those that are the beginning of one.
var wide = []struct {
	names string // the first is Python's
	open  func() decoder
}{
	{"utf_8 cp65001 u8 utf utf8 utf8_ucs2 utf8_ucs4", func() decoder { return utf8Text{} }},
	{"utf_8_sig", func() decoder { return new(marked) }},
	{"ascii 646 ansi_x3.4_1968 ansi_x3.4_1986 ansi_x3_4_1968 cp367 csascii ibm367 iso646_us iso_646.irv_1991 iso_ir_6 us us_ascii",
		func() decoder { return asciiText{} }},
	{"latin_1 8859 cp819 csisolatin1 ibm819 iso8859 iso8859_1 iso_8859_1 iso_8859_1_1987 iso_ir_100 l1 latin latin1",
		func() decoder { return new(latin1) }},
	{"utf_16 u16 utf16", func() decoder { return &units{size: 2} }},
	{"utf_16_le unicodelittleunmarked utf_16le", func() decoder { return &units{size: 2, order: little} }},
	{"utf_16_be unicodebigunmarked utf_16be", func() decoder { return &units{size: 2, order: big} }},
	{"utf_32 u32 utf32", func() decoder { return &units{size: 4} }},
	{"utf_32_le utf_32le", func() decoder { return &units{size: 4, order: little} }},
	{"utf_32_be utf_32be", func() decoder { return &units{size: 4, order: big} }},
}

// encodings holds every encoding under each of its names.
var encodings = sync.OnceValue(func() map[string]func() decoder {
	all := map[string]func() decoder{}
	for _, e := range wide {
		for name := range strings.FieldsSeq(e.names) {
			all[name] = e.open
		}
	}
	for _, t := range tables {
		all[t.name] = t.open
		for name := range strings.FieldsSeq(t.aliases) {
			all[name] = t.open
		}
	}
	return all
})

// Known says that the encoding of a name is one that can be read.
func Known(name string) bool { return lookup(name) != nil }

func lookup(name string) func() decoder {
	name = normalize(name)
	if open, ok := encodings()[name]; ok {
		return open
	}
	return encodings()[strings.ReplaceAll(name, ".", "_")]
}

// normalize writes a name as the tables do: "ISO-8859-1" is "iso_8859_1".
func normalize(name string) string {
	var b strings.Builder
	gap := false
	for _, c := range strings.ToLower(name) {
		if c != '.' && (c < '0' || c > '9') && (c < 'a' || c > 'z') {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('_')
		}
		gap = false
		b.WriteRune(c)
	}
	return b.String()
}

// NewReader reads the text of r in the encoding of that name as UTF-8.
func NewReader(r io.Reader, encoding string) (io.Reader, error) {
	open := lookup(encoding)
	if open == nil {
		return nil, fmt.Errorf("unknown encoding: %s", encoding)
	}
	return &reader{from: r, decoder: open(), name: codec(encoding)}, nil
}

// NewTolerantReader reads as NewReader does, but with U+FFFD for bytes that UTF-8 and encodings of single bytes do not have.
func NewTolerantReader(r io.Reader, encoding string) (io.Reader, error) {
	open := lookup(encoding)
	if open == nil {
		return nil, fmt.Errorf("unknown encoding: %s", encoding)
	}
	d := open()
	switch t := d.(type) {
	case *mapped:
		t.lenient = true
	case utf8Text:
		d = tolerant{}
	}
	return &reader{from: r, decoder: d, name: codec(encoding)}, nil
}

// Text is a whole text in UTF-8, with U+FFFD for bytes that an encoding of single bytes does not have; false when there is
// no encoding of that name, or the text is not in it.
func Text(text []byte, encoding string) (string, bool) {
	open := lookup(encoding)
	if open == nil {
		return "", false
	}
	d := open()
	if m, ok := d.(*mapped); ok {
		m.lenient = true
	}
	out, _, wrong := d.decode(text, true)
	return string(out), wrong == nil
}

// codec is the name that Python's errors give an encoding.
func codec(encoding string) string {
	name := normalize(encoding)
	for _, e := range wide {
		for alias := range strings.FieldsSeq(e.names) {
			if alias == name {
				first, _, _ := strings.Cut(e.names, " ")
				return strings.ReplaceAll(first, "_", "-")
			}
		}
	}
	return "charmap"
}

// An Error is text that is not in its encoding.
type Error struct {
	Encoding string // Python's name, charmap for most of single bytes
	Offset   int64  // of the byte in the text
	Byte     byte
	Reason   string
}

func (e *Error) Error() string {
	return fmt.Sprintf("'%s' codec can't decode byte 0x%02x in position %d: %s", e.Encoding, e.Byte, e.Offset, e.Reason)
}

// A fault is an Error before it is known where it is.
type fault struct {
	at     int // in what was to be decoded
	reason string
}

// A reader decodes chunk by chunk.
type reader struct {
	from    io.Reader
	decoder decoder
	name    string
	offset  int64 // of memory in the text
	memory  [chunk]byte
	left    []byte // the end of what was read, which was not decoded yet
	text    []byte // decoded and not given out
	err     error
}

func (r *reader) Read(p []byte) (int, error) {
	for len(r.text) == 0 {
		if r.err != nil {
			return 0, r.err
		}
		r.fill()
	}
	n := copy(p, r.text)
	r.text = r.text[n:]
	return n, nil
}

// fill decodes what one read gives.
func (r *reader) fill() {
	held := copy(r.memory[:], r.left)
	n, err := r.from.Read(r.memory[held:])
	in := r.memory[:held+n]
	r.left, r.err = in, err
	if err != nil && err != io.EOF {
		return
	}
	text, used, wrong := r.decoder.decode(in, err == io.EOF)
	if wrong != nil {
		r.err = &Error{Encoding: r.name, Offset: r.offset + int64(wrong.at), Byte: in[wrong.at], Reason: wrong.reason}
		return
	}
	r.text, r.left = text, in[used:]
	r.offset += int64(used)
}
