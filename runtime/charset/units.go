package charset

import (
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"
)

// units are UTF-16 and UTF-32.
type units struct {
	size  int // bytes of a unit
	order order
	out   []byte
}

// An order is that of the bytes of a unit; of unmarked text it is not known before its first bytes.
type order int

const (
	unknown order = iota
	little
	big
)

func (u *units) decode(in []byte, last bool) ([]byte, int, *fault) {
	at := 0
	if u.order == unknown {
		switch {
		case len(in) < u.size && !last, len(in) == 0:
			return nil, 0, nil
		case len(in) < u.size:
			return nil, 0, &fault{0, "truncated data"}
		case !u.mark(in):
			return nil, 0, &fault{0, "the text does not start with a byte order mark"}
		}
		at = u.size
	}
	u.out = u.out[:0]
	for at < len(in) {
		c, n, reason := u.char(in[at:])
		switch {
		case reason != "":
			return nil, 0, &fault{at, reason}
		case n == 0 && last:
			return nil, 0, &fault{at, "truncated data"}
		case n == 0:
			return u.out, at, nil
		}
		u.out = utf8.AppendRune(u.out, c)
		at += n
	}
	return u.out, at, nil
}

// mark learns the order from the mark that the text starts with.
func (u *units) mark(in []byte) bool {
	for _, o := range []order{little, big} {
		if u.order = o; u.unit(in) == 0xfeff {
			return true
		}
	}
	u.order = unknown
	return false
}

// unit is the first unit of in.
func (u *units) unit(in []byte) uint32 {
	var order binary.ByteOrder = binary.LittleEndian
	if u.order == big {
		order = binary.BigEndian
	}
	if u.size == 2 {
		return uint32(order.Uint16(in))
	}
	return order.Uint32(in)
}

// char is the first character of in and its length, 0 for one that is not whole, or why it is none.
func (u *units) char(in []byte) (c rune, n int, reason string) {
	if len(in) < u.size {
		return 0, 0, ""
	}
	first := u.unit(in)
	switch {
	case first > utf8.MaxRune:
		return 0, 0, "code point not in range(0x110000)"
	case !utf16.IsSurrogate(rune(first)):
		return rune(first), u.size, ""
	case u.size == 4:
		return 0, 0, "code point in surrogate code point range"
	case first >= 0xdc00:
		return 0, 0, "illegal encoding"
	case len(in) < 4:
		return 0, 0, ""
	}
	if c = utf16.DecodeRune(rune(first), rune(u.unit(in[2:]))); c == utf8.RuneError {
		return 0, 0, "illegal UTF-16 surrogate"
	}
	return c, 4, ""
}
