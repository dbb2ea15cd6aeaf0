package value

import (
	"encoding/hex"
	"math/big"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
	"unsafe"
)

// String is str(v): a text is itself, undefined is empty.
func (v Value) String() string {
	v = v.opened()
	if s, ok := v.AsString(); ok {
		return s
	}
	return string(v.appendText(nil))
}

// Repr is repr(v): a text has quotes.
func (v Value) Repr() string {
	p := printer{}
	p.repr(v)
	return string(p.out)
}

// appendText appends str(v) as far as there is one.
func (v Value) appendText(out []byte) []byte {
	out, _ = v.render(out)
	return out
}

// render appends str(v), or gives the failure that str() is.
func (v Value) render(out []byte) ([]byte, Value) {
	v = v.opened()
	switch ref := v.ref.(type) {
	case nil, missPtr, *missing:
		return out, Value{}
	case strPtr, markPtr:
		out = append(out, v.text()...)
		return out, tooLong(len(out))
	case Kind:
		if ref == KindInt {
			return strconv.AppendInt(out, int64(v.num), 10), Value{}
		}
	case *dateTime:
		return appendDateTime(out, ref, ' '), Value{}
	case date:
		return appendDate(out, ref.at), Value{}
	case timeDelta:
		return appendTimeDelta(out, ref), Value{}
	case *duration:
		return appendDuration(out, ref), Value{}
	}
	p := printer{out: out}
	p.repr(v)
	return p.out, p.failure
}

// tooLong is the failure of a text of n bytes, undefined while it is no failure.
func tooLong(n int) Value {
	if n > maxText {
		return Fail(MemoryError, "the text would be longer than %d bytes", maxText)
	}
	return Value{}
}

// ownText is the text in a buffer that nobody will write to.
func ownText(buffer []byte) Value {
	return Str(unsafe.String(unsafe.SliceData(buffer), len(buffer)))
}

// A printer writes repr() of values that hold others, each other even.
type printer struct {
	out     []byte
	open    []any // the containers that are being printed
	failure Value
}

func (p *printer) repr(v Value) {
	if p.failure.Failed() {
		return
	}
	v = v.opened()
	switch ref := v.ref.(type) {
	case Kind:
		p.out = appendScalar(p.out, v)
	case strPtr:
		p.out = appendReprString(p.out, v.text())
	case *dict:
		p.within(ref, "{...}", func() { p.dict(ref) })
	case *list:
		p.within(ref, "[...]", func() { p.elements("[", ref.items, "]") })
	case *tuple:
		p.within(ref, "(...)", func() { p.tuple(ref) })
	case *set:
		p.set(ref)
	case *big.Int:
		p.bigInt(ref)
	default:
		p.out = appendRareRepr(p.out, v)
	}
}

// maxDigits is how many digits Python converts between an int and a text.
const maxDigits = 4300

// bigInt prints an int, which Python refuses where it is very long.
func (p *printer) bigInt(n *big.Int) {
	if n.BitLen() > 4*maxDigits {
		p.failure = tooManyDigits()
		return
	}
	start := len(p.out)
	p.out = n.Append(p.out, 10)
	if digits := len(p.out) - start; digits > maxDigits+1 || digits == maxDigits+1 && n.Sign() > 0 {
		p.failure = tooManyDigits()
	}
}

func tooManyDigits() Value {
	return Fail(ValueError, "Exceeds the limit (%d digits) for integer string conversion", maxDigits)
}

// within prints a container, or the mark for one that holds itself.
func (p *printer) within(ref any, loop string, print func()) {
	for _, outer := range p.open {
		if outer == ref {
			p.out = append(p.out, loop...)
			return
		}
	}
	if len(p.open) > maxDepth {
		p.failure = Fail("RecursionError", "maximum recursion depth exceeded while getting the repr of an object")
		return
	}
	if p.failure = tooLong(len(p.out)); p.failure.Failed() {
		return
	}
	p.open = append(p.open, ref)
	print()
	p.open = p.open[:len(p.open)-1]
}

func (p *printer) elements(before string, items []Value, after string) {
	p.out = append(p.out, before...)
	for i, element := range items {
		if i > 0 {
			p.out = append(p.out, ", "...)
		}
		p.repr(element)
	}
	p.out = append(p.out, after...)
}

func (p *printer) dict(d *dict) {
	p.out = append(p.out, '{')
	for i, it := range d.items {
		if i > 0 {
			p.out = append(p.out, ", "...)
		}
		p.repr(it.key)
		p.out = append(p.out, ": "...)
		p.repr(it.value)
	}
	p.out = append(p.out, '}')
}

func (p *printer) tuple(t *tuple) {
	if len(t.items) == 1 {
		p.elements("(", t.items, ",)")
		return
	}
	p.elements("(", t.items, ")")
}

func (p *printer) set(s *set) {
	if len(s.of.items) == 0 {
		p.out = append(p.out, "set()"...)
		return
	}
	p.elements("{", s.elements(), "}")
}

// appendScalar appends str() of a value that is a Kind and a number.
func appendScalar(out []byte, v Value) []byte {
	switch v.ref.(Kind) {
	case KindNone:
		return append(out, "None"...)
	case KindBool:
		if v.num != 0 {
			return append(out, "True"...)
		}
		return append(out, "False"...)
	case KindInt:
		return strconv.AppendInt(out, int64(v.num), 10)
	case KindFloat:
		return appendFloat(out, v.float())
	}
	return append(out, "Ellipsis"...)
}

func appendRareRepr(out []byte, v Value) []byte {
	switch ref := v.ref.(type) {
	case nil, missPtr, *missing:
		return append(out, "Undefined"...)
	case markPtr:
		out = appendReprString(append(out, "Markup("...), v.text())
		return append(out, ')')
	case byteString:
		return appendReprBytes(out, string(ref))
	case complex128:
		return appendComplex(out, ref)
	case *function:
		return append(out, "<function "+ref.name+">"...)
	case *iterator:
		return append(out, "<generator object "+ref.name+">"...)
	case *Error:
		return append(out, ref.Error()...)
	case Object:
		return append(out, ref.Repr()...)
	}
	return appendTimeRepr(out, v)
}

// appendReprString appends a text in quotes: single ones, unless that would
// need escapes and double ones would not.
func appendReprString(out []byte, s string) []byte {
	quote := byte('\'')
	if strings.IndexByte(s, '\'') >= 0 && strings.IndexByte(s, '"') < 0 {
		quote = '"'
	}
	out = append(out, quote)
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			out = appendReprByte(out, c, quote)
			i++
			continue
		}
		r, n := decodeRune(s[i:])
		out = appendReprRune(out, r, s[i:i+n])
		i += n
	}
	return append(out, quote)
}

func appendReprByte(out []byte, c, quote byte) []byte {
	switch {
	case c == quote || c == '\\':
		return append(out, '\\', c)
	case c == '\n':
		return append(out, '\\', 'n')
	case c == '\r':
		return append(out, '\\', 'r')
	case c == '\t':
		return append(out, '\\', 't')
	case c < ' ' || c >= 0x7f:
		return appendHex(append(out, '\\', 'x'), uint32(c), 2)
	}
	return append(out, c)
}

// appendReprRune appends a character that is not ASCII, or its escape where it
// cannot be seen.
func appendReprRune(out []byte, r rune, encoded string) []byte {
	if unicode.IsPrint(r) && !(r >= 0xd800 && r < 0xe000) {
		return append(out, encoded...)
	}
	return appendReprEscape(out, r)
}

func appendReprEscape(out []byte, r rune) []byte {
	switch {
	case r <= 0xff:
		return appendHex(append(out, '\\', 'x'), uint32(r), 2)
	case r <= 0xffff:
		return appendHex(append(out, '\\', 'u'), uint32(r), 4)
	}
	return appendHex(append(out, '\\', 'U'), uint32(r), 8)
}

func appendHex(out []byte, n uint32, width int) []byte {
	word := [4]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}
	return hex.AppendEncode(out, word[4-width/2:])
}

func appendReprBytes(out []byte, b string) []byte {
	quote := byte('\'')
	if strings.IndexByte(b, '\'') >= 0 && strings.IndexByte(b, '"') < 0 {
		quote = '"'
	}
	out = append(out, 'b', quote)
	for i := range len(b) {
		out = appendReprByte(out, b[i], quote)
	}
	return append(out, quote)
}
