package value

import (
	"encoding/binary"
	"math/bits"
	"strings"
)

// An Opener opens records that are mostly alike, one after another: it expects
// the names of the record before, and uses memory again. The zero Opener is
// ready for use.
type Opener struct {
	dicts [2]dict  // the record that is open, and the one that was kept before it
	open  int      // which of them is open
	names []string // of the members of the record before, with quotes and colon
}

// Open is v.Open() for a record. The value is valid until the next Open, or the
// one after a Keep.
func (o *Opener) Open(v Value) Value {
	if !v.isRaw() || v.rawFlags()&(flagDirty|flagTwice|flagPassed) != 0 || v.Kind() != KindDict {
		return v.opened()
	}
	d := &o.dicts[o.open]
	d.items, d.index = d.items[:0], nil
	o.read(d, v.rawBytes(), v.rawFlags()&flagDeep)
	d.settle()
	return Value{ref: d}
}

// Keep makes the value that was opened last outlive one more Open.
func (o *Opener) Keep() { o.open = 1 - o.open }

// read appends the members of an object that the scan found to be written
// without space and without a name that comes twice.
func (o *Opener) read(d *dict, data []byte, deep uint8) {
	for i, n := 1, 0; data[i] == '"'; n++ {
		name, at := o.name(data, i, n)
		i = Skip(data, at)
		d.items = append(d.items, item{name, newMember(data[at:i], deep)})
		if data[i] == ',' {
			i++
		}
	}
}

// name is the name of the n-th member, and where its value begins.
func (o *Opener) name(data []byte, i, n int) (name Value, at int) {
	if n < len(o.names) {
		known := o.names[n]
		if at = i + len(known); at < len(data) && string(data[i:at]) == known {
			return Str(known[1 : len(known)-2]), at
		}
	}
	at = skipString(data, i) + 1
	text := string(data[i:at])
	if strings.IndexByte(text, '\\') >= 0 {
		return Str(rawString(data[i : at-1])), at
	}
	if n < len(o.names) {
		o.names[n] = text
	} else if n == len(o.names) && n < indexRecord {
		o.names = append(o.names, text)
	}
	return Str(text[1 : len(text)-2]), at
}

// Skip is Scan for JSON that is known to be valid: it looks for the end of the
// value at data[at] only.
func Skip(data []byte, at int) (end int) {
	switch data[at] {
	case '"':
		return skipString(data, at)
	case '{', '[':
		return skipContainer(data, at)
	case 't', 'n':
		return at + len("true")
	case 'f':
		return at + len("false")
	}
	return tokenEnd(data, at)
}

func skipContainer(b []byte, i int) int {
	for depth := 0; ; i++ {
		switch b[i] {
		case '"':
			i = skipString(b, i) - 1
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
}

// skipString is the offset after the string at b[i] of valid JSON.
func skipString(b []byte, i int) int {
	for i++; ; {
		if i <= len(b)-8 {
			m := ends(binary.LittleEndian.Uint64(b[i:]))
			if m == 0 {
				i += 8
				continue
			}
			i += bits.TrailingZeros64(m) >> 3
		}
		switch b[i] {
		case '"':
			return i + 1
		case '\\':
			i += 2
		default:
			i++
		}
	}
}

// ends is stops for valid strings, which hold no control characters.
func ends(x uint64) uint64 {
	quote := x ^ everyLow*'"'
	slash := x ^ everyLow*'\\'
	return ((quote-everyLow)&^quote | (slash-everyLow)&^slash) & everyHigh
}
