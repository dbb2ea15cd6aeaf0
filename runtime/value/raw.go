package value

import (
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"
	"unsafe"
)

// The num of unopened JSON is its length, with what the scan noticed above.
const (
	flagShift  = 56
	rawLenMask = 1<<flagShift - 1
)

func newRaw(data []byte, flags uint8) Value {
	return Value{num: uint64(len(data)) | uint64(flags)<<flagShift, ref: rawPtr(unsafe.SliceData(data))}
}

// Raw is JSON that is known to be valid, unopened. It aliases data, which must
// not change while the value is in use. Each reading of a Raw opens it anew:
// who reads or changes it more than once keeps Open's result.
func Raw(data []byte) Value {
	start := Space(data, 0)
	end := len(data)
	for end > start && isSpace(data[end-1]) {
		end--
	}
	if start == end {
		return Value{}
	}
	return newRaw(data[start:end], flagUnseen)
}

// A nullsRaw is the ref of an unopened object some members of which are null.
// Writing it as a record leaves them out without looking for them.
type nullsRaw struct {
	data rawPtr
	at   []uint32  // where the members begin
	few  [4]uint32 // what at is a part of while there are few
}

func (v Value) rawBytes() []byte {
	switch ref := v.ref.(type) {
	case rawPtr:
		return unsafe.Slice((*byte)(ref), v.num&rawLenMask)
	case *nullsRaw:
		return unsafe.Slice((*byte)(ref.data), v.num&rawLenMask)
	}
	return nil
}

func (v Value) isRaw() bool {
	switch v.ref.(type) {
	case rawPtr, *nullsRaw:
		return true
	}
	return false
}

// rawFlags is what is known about unopened JSON.
func (v Value) rawFlags() uint8 { return uint8(v.num >> flagShift) }

// seen is unopened JSON that was looked at as a whole.
func (v Value) seen() Value {
	if v.rawFlags()&flagUnseen == 0 {
		return v
	}
	var s scanner
	data := v.rawBytes()
	s.part(data, 0)
	return newRaw(data, s.flags)
}

func rawKind(data []byte) Kind {
	switch data[0] {
	case '{':
		return KindDict
	case '[':
		return KindList
	case '"':
		return KindStr
	case 't', 'f':
		return KindBool
	case 'n':
		return KindNone
	}
	if isRawInt(data) {
		return KindInt
	}
	return KindFloat
}

func isRawInt(data []byte) bool {
	for i, c := range data {
		if !isDigit(c) && (c != '-' || i > 0) {
			return false
		}
	}
	return true
}

// Open is v with its JSON opened one level: from then on it is one value that
// all its copies share, and what is read of it is opened once.
func (v Value) Open() Value { return v.opened() }

func (v Value) opened() Value {
	if !v.isRaw() {
		return v
	}
	data := v.rawBytes()
	switch data[0] {
	case '{':
		return Value{ref: openDict(data, v.rawFlags())}
	case '[':
		return Value{ref: openList(data)}
	case '"':
		return Str(rawString(data))
	case 't':
		return True
	case 'f':
		return False
	case 'n':
		return Null
	}
	return rawNumber(data)
}

// sizeGuess is how many bytes of an object one member takes, for how much room
// its dict needs at first.
const sizeGuess = 24

// openDict makes a dict of an object. Its members stay unopened.
func openDict(data []byte, flags uint8) *dict {
	d := newDict(min(len(data)/sizeGuess+2, indexFrom))
	d.read(data, flags)
	d.settle()
	return d
}

// newMember is a member of unopened JSON that was scanned for flags.
func newMember(data []byte, deep uint8) Value {
	if data[0] == '{' {
		deep |= flagPassed
	}
	return newRaw(data, deep)
}

// read appends the members of an object. The ends of those that a scan found to
// be written without space need only be looked for.
func (d *dict) read(data []byte, flags uint8) {
	var s scanner
	var names nameSet
	names.reset()
	i := Space(data, 1)
	for data[i] == '"' {
		end := skipString(data, i)
		key := Str(rawString(data[i:end]))
		again := names.add(data, i+1, end-1)
		i = Space(data, Space(data, end)+1)
		var v Value
		if flags&flagDirty == 0 {
			end = Skip(data, i)
			v = newMember(data[i:end], flags&flagDeep)
		} else {
			end = s.part(data, i)
			v = newRaw(data[i:end], s.flags)
		}
		if again {
			d.set(key, v)
		} else {
			d.items = append(d.items, item{key, v})
		}
		if i = Space(data, end); data[i] == ',' {
			i = Space(data, i+1)
		}
	}
}

// openList makes a list of an array. Its elements stay unopened.
func openList(data []byte) *list {
	l := &list{}
	for v := range rawElements(data) {
		l.items = append(l.items, v)
	}
	return l
}

// rawElements yields the elements of an array, unopened.
func rawElements(data []byte) func(yield func(Value) bool) {
	return func(yield func(Value) bool) {
		var s recordScanner
		i := Space(data, 1)
		for data[i] != ']' {
			end := s.scan(data, i)
			if !yield(s.value(data[i:end])) {
				return
			}
			if i = Space(data, end); data[i] == ',' {
				i = Space(data, i+1)
			}
		}
	}
}

// rawNumber is the number that valid JSON spells, as Python reads it.
func rawNumber(data []byte) Value {
	text := unsafe.String(unsafe.SliceData(data), len(data))
	switch text {
	case "NaN", "Infinity", "-Infinity":
		f, _ := strconv.ParseFloat(text, 64)
		return Float(f)
	}
	if !isRawInt(data) {
		f, _ := strconv.ParseFloat(text, 64) // its only error is overflow, and then f is the infinity
		return Float(f)
	}
	if len(text) < 19 {
		n, _ := strconv.ParseInt(text, 10, 64) // digits that fit
		return Int(n)
	}
	n, _ := new(big.Int).SetString(text, 10) // digits
	return BigInt(n)
}

// rawString is the text of a valid JSON string. It aliases data unless there
// are escapes in it.
func rawString(data []byte) string {
	body := data[1 : len(data)-1]
	text := unsafe.String(unsafe.SliceData(body), len(body))
	slash := strings.IndexByte(text, '\\')
	if slash < 0 {
		return text
	}
	out := make([]byte, 0, len(text))
	for slash >= 0 {
		out = append(out, text[:slash]...)
		var n int
		out, n = unescape(out, text[slash:])
		text = text[slash+n:]
		slash = strings.IndexByte(text, '\\')
	}
	return string(append(out, text...))
}

// unescape appends what the escape at the start of text stands for, and returns
// the length of the escape. Half of a surrogate pair stays a character of its
// own, as in Python.
func unescape(out []byte, text string) ([]byte, int) {
	if c := text[1]; c != 'u' {
		if at := strings.IndexByte("bfnrt", c); at >= 0 {
			c = "\b\f\n\r\t"[at]
		}
		return append(out, c), 2
	}
	r := hexRune(text[2:6])
	if isHighSurrogate(r) && len(text) >= 12 && text[6] == '\\' && text[7] == 'u' {
		if low := hexRune(text[8:12]); isLowSurrogate(low) {
			return utf8.AppendRune(out, 0x10000+(r-0xd800)<<10+(low-0xdc00)), 12
		}
	}
	return appendRune(out, r), 6
}

func hexRune(digits string) rune {
	n, _ := strconv.ParseUint(digits, 16, 32) // checked when it was scanned
	return rune(n)
}

func isHighSurrogate(r rune) bool { return r >= 0xd800 && r < 0xdc00 }
func isLowSurrogate(r rune) bool  { return r >= 0xdc00 && r < 0xe000 }

// appendRune appends r in UTF-8, and half of a surrogate pair in the three
// bytes that UTF-8 would use for it: Python's texts can hold one, Go's strings
// can carry it, and the output writes it as an escape.
func appendRune(out []byte, r rune) []byte {
	if r >= 0xd800 && r < 0xe000 {
		return append(out, 0xe0|byte(r>>12), 0x80|byte(r>>6)&0x3f, 0x80|byte(r)&0x3f)
	}
	return utf8.AppendRune(out, r)
}
