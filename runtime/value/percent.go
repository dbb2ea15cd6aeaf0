package value

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
)

// formatPercent is format % args.
func formatPercent(format string, args Value) Value {
	p := percent{format: format, args: args}
	if t, ok := args.ref.(*tuple); ok {
		p.list, p.isTuple = t.items, true
	} else {
		p.list = []Value{args}
	}
	for {
		mark := strings.IndexByte(format[p.at:], '%')
		if mark < 0 {
			break
		}
		p.out = append(p.out, format[p.at:p.at+mark]...)
		p.at += mark + 1
		if failure := p.one(); failure.Failed() {
			return failure
		}
	}
	p.out = append(p.out, format[p.at:]...)
	if p.used < len(p.list) && !p.named && (p.isTuple || !hasItems(args)) {
		return Fail(TypeError, "not all arguments converted during string formatting")
	}
	return tooLong(len(p.out)).Else(ownText(p.out))
}

// hasItems is what Python's % takes for a mapping: whatever has items.
func hasItems(v Value) bool {
	switch v.Kind() {
	case KindDict, KindList, KindBytes, KindUndefined, KindObject:
		return true
	}
	return false
}

// A percent is a text with marks on the way to its result.
type percent struct {
	format  string
	at      int
	args    Value
	list    []Value // the arguments in turn
	isTuple bool
	used    int
	named   bool // a mark had a key: nothing is left over then
	out     []byte
}

// A mark is one %, with what stands between it and its letter.
type mark struct {
	flags            string
	width, precision int // below zero: none
}

// one replaces the mark behind whose % the text is.
func (p *percent) one() Value {
	if p.peek() == '%' {
		p.at++
		p.out = append(p.out, '%')
		return Value{}
	}
	var value Value
	keyed := p.peek() == '('
	if keyed {
		if value = p.key(); value.Failed() {
			return value
		}
		p.named = true
	}
	m := mark{flags: p.run("-+ #0"), precision: -1}
	width, failure := p.count(&m)
	if failure.Failed() {
		return failure
	}
	m.width = width
	if p.peek() == '.' {
		p.at++
		if m.precision, failure = p.count(nil); failure.Failed() {
			return failure
		}
		m.precision = max(m.precision, 0)
	}
	p.run("hlL")
	if p.at >= len(p.format) {
		return Fail(ValueError, "incomplete format")
	}
	letter := p.format[p.at]
	p.at++
	if !keyed {
		if value = p.next(); value.failureClass(TypeError) {
			return value
		}
	}
	return p.put(value, m, letter)
}

func (p *percent) put(v Value, m mark, letter byte) Value {
	if m.width > maxText || m.precision > maxText>>8 {
		return tooLong(maxText + 1)
	}
	text, failure := m.text(v, letter)
	if failure.Failed() {
		if failure.failureClass(ValueError) && strings.HasPrefix(failure.ref.(*Error).Message, "unsupported") {
			return Fail(ValueError, "%s at index %d", failure.ref.(*Error).Message, runeCount(p.format[:p.at-1]))
		}
		return failure
	}
	p.out = append(p.out, text...)
	return tooLong(len(p.out))
}

func (p *percent) peek() byte {
	if p.at < len(p.format) {
		return p.format[p.at]
	}
	return 0
}

// run takes the bytes of the set that come next.
func (p *percent) run(set string) string {
	start := p.at
	for p.at < len(p.format) && strings.IndexByte(set, p.format[p.at]) >= 0 {
		p.at++
	}
	return p.format[start:p.at]
}

// key reads a name in brackets and looks it up.
func (p *percent) key() Value {
	p.at++
	start, level := p.at, 1
	for ; p.at < len(p.format); p.at++ {
		switch p.format[p.at] {
		case '(':
			level++
		case ')':
			level--
		}
		if level == 0 {
			break
		}
	}
	if level > 0 {
		return Fail(ValueError, "incomplete format key")
	}
	name := p.format[start:p.at]
	p.at++
	if p.isTuple || !hasItems(p.args) {
		return Fail(TypeError, "format requires a mapping")
	}
	v, ok := p.args.opened().getItem(Str(name))
	switch k := p.args.Kind(); {
	case !ok && (k == KindList || k == KindBytes):
		return Fail(TypeError, "%s indices must be integers or slices, not str", typeName(p.args))
	case !ok:
		return Fail(KeyError, "%s", quote(name))
	}
	return v
}

// count reads a number, or takes it from the arguments for a star. A width below
// zero means that the text stands on the left.
func (p *percent) count(m *mark) (int, Value) {
	if p.peek() != '*' {
		n, err := strconv.Atoi(p.run("0123456789"))
		if err != nil {
			return -1, Value{} // there is none
		}
		return n, Value{}
	}
	p.at++
	v := p.next()
	if v.failureClass(TypeError) {
		return 0, v
	}
	n, ok := v.AsInt()
	if !ok {
		return 0, Fail(TypeError, "* wants int")
	}
	if n < 0 && m != nil {
		m.flags += "-"
		n = -n
	}
	return int(min(n, maxText+1)), Value{}
}

func (p *percent) next() Value {
	if p.used >= len(p.list) {
		return Fail(TypeError, "not enough arguments for format string")
	}
	p.used++
	return p.list[p.used-1].opened()
}

// text is the value as the letter asks for it.
func (m mark) text(v Value, letter byte) (string, Value) {
	switch letter {
	case 's':
		out, failure := v.render(nil)
		return m.padText(string(out)), failure
	case 'r':
		return m.padText(v.Repr()), Value{}
	case 'a':
		return m.padText(asciiRepr(v)), Value{}
	case 'c':
		return m.character(v)
	case 'd', 'i', 'u', 'o', 'x', 'X':
		return m.integer(v, letter)
	case 'e', 'E', 'f', 'F', 'g', 'G':
		return m.float(v, letter)
	}
	return "", Fail(ValueError, "unsupported format character '%c' (0x%x)", letter, letter)
}

// verb is Go's format for the mark.
func (m mark) verb(flags string, letter byte) string {
	verb := "%" + flags
	if m.width >= 0 {
		verb += strconv.Itoa(m.width)
	}
	if m.precision >= 0 {
		verb += "." + strconv.Itoa(m.precision)
	}
	return verb + string(letter)
}

func (m mark) padText(s string) string {
	flags := ""
	if strings.Contains(m.flags, "-") {
		flags = "-"
	}
	return fmt.Sprintf(m.verb(flags, 's'), s)
}

func (m mark) character(v Value) (string, Value) {
	m.precision = -1
	if s, ok := v.AsString(); ok && runeCount(s) == 1 {
		return m.padText(s), Value{}
	}
	n, ok := v.asBig()
	switch {
	case !ok:
		return "", Fail(TypeError, "%%c requires int or char")
	case !n.IsInt64() || n.Int64() < 0 || n.Int64() > 0x10ffff:
		return "", Fail(OverflowError, "%%c arg not in range(0x110000)")
	}
	return m.padText(string(appendRune(nil, rune(n.Int64())))), Value{}
}

func (m mark) integer(v Value, letter byte) (string, Value) {
	n, ok := v.asBig()
	if f, isFloat := floatOf(v); isFloat && strings.IndexByte("diu", letter) >= 0 {
		if math.IsInf(f, 0) || f != f {
			return "", Fail(OverflowError, "cannot convert float infinity to integer")
		}
		n, _ = big.NewFloat(math.Trunc(f)).Int(nil)
		ok = true
	}
	if f, bad := unusable(v); bad {
		return "", f
	}
	if !ok && strings.IndexByte("diu", letter) >= 0 {
		return "", Fail(TypeError, "%%%c format: a real number is required, not %s", letter, typeName(v))
	} else if !ok {
		return "", Fail(TypeError, "%%%c format: an integer is required, not %s", letter, typeName(v))
	}
	flags := m.flags
	switch letter {
	case 'i', 'u':
		letter = 'd'
	case 'o':
		if strings.Contains(flags, "#") {
			letter, flags = 'O', strings.ReplaceAll(flags, "#", "")
		}
	}
	if n.BitLen() > 4*maxDigits && letter == 'd' {
		return "", tooManyDigits()
	}
	return fmt.Sprintf(m.verb(flags, letter), n), Value{}
}

func (m mark) float(v Value, letter byte) (string, Value) {
	f, ok := v.AsFloat()
	if failure, bad := unusable(v); bad {
		return "", failure
	}
	switch {
	case !ok && v.Kind() == KindInt:
		return "", Fail(OverflowError, "int too large to convert to float")
	case !ok:
		return "", Fail(TypeError, "must be real number, not %s", typeName(v))
	}
	if math.IsInf(f, 0) || f != f {
		word := strings.ToLower(strings.TrimPrefix(strconv.FormatFloat(f, 'f', -1, 64), "+"))
		if letter < 'a' {
			word = strings.ToUpper(word)
		}
		if strings.Contains(m.flags, "+") && word[0] != '-' {
			word = "+" + word
		}
		m.precision = -1
		return m.padText(word), Value{}
	}
	if m.precision < 0 {
		m.precision = 6
	}
	if letter|0x20 == 'g' {
		m.precision = max(m.precision, 1)
	}
	return fmt.Sprintf(m.verb(m.flags, letter), f), Value{}
}

// asciiRepr is repr() with escapes for everything but ASCII.
func asciiRepr(v Value) string {
	var out []byte
	for _, r := range v.Repr() {
		if r < 0x80 {
			out = append(out, byte(r))
		} else {
			out = appendReprEscape(out, r)
		}
	}
	return string(out)
}
