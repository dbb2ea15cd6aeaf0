package value

import "strings"

// Literal is the value that text spells as a literal of Python, or the text
// itself. Whatever an API or a user writes goes through here, so most texts must
// be told from literals by their first bytes.
func Literal(text string) Value {
	if v, ok := readLiteral(text); ok && v.Kind() != KindComplex {
		return v
	}
	return Str(text)
}

// readLiteral is ast.literal_eval; false for what it refuses.
func readLiteral(text string) (Value, bool) {
	start := 0
	for start < len(text) && (text[start] == ' ' || text[start] == '\t') {
		start++
	}
	src := text[start:]
	if !mayBeLiteral(src) || isDigit(src[0]) && !mayBeNumbers(src) || !readable(src) {
		return Value{}, false
	}
	if v, ok := plainInt(src); ok {
		return v, true
	}
	if strings.IndexByte(src, '\r') >= 0 {
		src = newlines(src)
	}
	p := literalParser{src: src}
	return p.all()
}

// mayBeLiteral looks at the first bytes.
func mayBeLiteral(src string) bool {
	if src == "" {
		return false
	}
	switch src[0] {
	case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '+', '-', '.',
		'\'', '"', '(', '[', '{', '\n', '\r', '\f', '#', '\\':
		return true
	case 'T':
		return strings.HasPrefix(src, "True")
	case 'F':
		return strings.HasPrefix(src, "False")
	case 'N':
		return strings.HasPrefix(src, "None")
	case 's':
		return strings.HasPrefix(src, "set")
	case 'b', 'B', 'r', 'R', 'u', 'U':
		return strings.IndexAny(src[:min(len(src), 3)], `'"`) > 0
	}
	return false
}

// plainInt is the number that a few digits spell: the literal that is met most.
func plainInt(src string) (Value, bool) {
	if len(src) > 18 || src[0] == '0' {
		return Value{}, false
	}
	n := int64(0)
	for i := range len(src) {
		if !isDigit(src[i]) {
			return Value{}, false
		}
		n = 10*n + int64(src[i]-'0')
	}
	return Int(n), true
}

// mayBeNumbers looks behind the number that src begins with: a date, a version
// or a hash of hexadecimal digits is told by the byte that follows.
func mayBeNumbers(src string) bool {
	for i := range len(src) {
		c := src[i]
		if isDigit(c) {
			continue
		}
		switch c {
		case '+', '-': // only a complex number goes on like this
			return strings.IndexByte(src, 'j') > 0 || strings.IndexByte(src, 'J') > 0
		case 'e', 'E', 'j', 'J':
			return true
		case 'x', 'X', 'o', 'O', 'b', 'B':
			return i == 1 && src[0] == '0'
		case '.', '_', ' ', '\t', '\f', '\n', '\r', ',', '#', '\\':
			return true
		}
		return false
	}
	return true
}

// readable reports whether Python takes src as source text at all: no NUL, no
// half of a surrogate pair.
func readable(src string) bool {
	if strings.IndexByte(src, 0) >= 0 {
		return false
	}
	at := strings.IndexByte(src, 0xed)
	return at < 0 || !hasSurrogate(src[at:])
}

// newlines makes every line end in one way.
func newlines(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// A literalParser reads what ast.literal_eval accepts. It gives up on the first
// byte that cannot be part of that.
type literalParser struct {
	src   string
	at    int
	level int // of open brackets; inside of them line ends are space
}

// maxBrackets is how deep Python's tokenizer lets brackets nest.
const maxBrackets = 200

// A term is a value with what decides whether a sign may stand before it.
type term struct {
	v     Value
	plain bool // a number without a sign
	whole bool // a number, with a sign or without
}

func (p *literalParser) all() (Value, bool) {
	if !p.firstLine() {
		return Value{}, false
	}
	t, ok := p.tuple(0)
	return t.v, ok && p.end()
}

// firstLine skips empty lines and comments. The expression must begin in the
// first column.
func (p *literalParser) firstLine() bool {
	for {
		column := p.indent()
		p.comment()
		if p.peek() != '\n' {
			return p.at < len(p.src) && column == 0
		}
		p.at++
	}
}

// indent skips the space that a line begins with and returns its width.
func (p *literalParser) indent() int {
	column, continued := 0, 0
	for ; p.at < len(p.src); p.at++ {
		switch c := p.src[p.at]; {
		case c == ' ' || c == '\t':
			column++
		case c == '\f':
			column = 0
		case c == '\\' && p.at+2 < len(p.src) && p.src[p.at+1] == '\n':
			p.at++
			if continued == 0 {
				continued = column
			}
		default:
			return max(column, continued)
		}
	}
	return max(column, continued)
}

func (p *literalParser) comment() {
	if p.peek() == '#' {
		if n := strings.IndexByte(p.src[p.at:], '\n'); n >= 0 {
			p.at += n
		} else {
			p.at = len(p.src)
		}
	}
}

// peek is the next byte, 0 at the end; the source holds no 0.
func (p *literalParser) peek() byte {
	if p.at < len(p.src) {
		return p.src[p.at]
	}
	return 0
}

// skip skips space, and inside of brackets line ends and comments.
func (p *literalParser) skip() {
	for {
		switch c := p.peek(); {
		case c == ' ' || c == '\t' || c == '\f':
			p.at++
		case c == '\n' && p.level > 0:
			p.at++
		case c == '#' && p.level > 0:
			p.comment()
		case c == '\\' && p.at+2 < len(p.src) && p.src[p.at+1] == '\n':
			p.at += 2
		default:
			return
		}
	}
}

// end reports whether nothing follows but empty lines and comments. The last
// line may not be space alone.
func (p *literalParser) end() bool {
	p.skip()
	p.comment()
	for p.peek() == '\n' {
		p.at++
		column := p.indent()
		if p.at == len(p.src) && column > 0 {
			return false
		}
		p.comment()
	}
	return p.at == len(p.src)
}

// take takes the byte c if it comes next.
func (p *literalParser) take(c byte) bool {
	p.skip()
	if p.peek() != c {
		return false
	}
	p.at++
	return true
}

// tuple reads an expression, or several with commas as a tuple, before the
// bracket that closes it (0 for the end of the text).
func (p *literalParser) tuple(closing byte) (term, bool) {
	first, ok := p.expression()
	if !ok || !p.take(',') {
		return first, ok
	}
	items := []Value{first.v}
	for {
		p.skip()
		if c := p.peek(); c == closing || closing == 0 && (c == '\n' || c == '#') {
			return term{v: Value{ref: &tuple{items}}}, true
		}
		next, ok := p.expression()
		if !ok {
			return next, false
		}
		items = append(items, next.v)
		if !p.take(',') {
			return term{v: Value{ref: &tuple{items}}}, true
		}
	}
}

// expression reads a value, with a sign if it is a number, or the sum that
// spells a complex number.
func (p *literalParser) expression() (term, bool) {
	left, ok := p.signed()
	if !ok {
		return left, false
	}
	p.skip()
	op := p.peek()
	if op != '+' && op != '-' {
		return left, true
	}
	p.at++
	right, ok := p.atom()
	if !ok || !left.whole || !right.plain {
		return left, false
	}
	return complexSum(left.v, right.v, op)
}

func (p *literalParser) signed() (term, bool) {
	p.skip()
	sign := p.peek()
	if sign != '+' && sign != '-' {
		return p.atom()
	}
	p.at++
	t, ok := p.atom()
	if !ok || !t.plain {
		return t, false
	}
	if sign == '-' {
		t.v = t.v.Neg()
	}
	return term{v: t.v, whole: true}, true
}

// complexSum is the number that 1+2j spells: the only sum that is a literal.
func complexSum(left, right Value, op byte) (term, bool) {
	imaginary, ok := right.ref.(complex128)
	if _, isComplex := left.ref.(complex128); !ok || isComplex {
		return term{}, false
	}
	whole, ok := left.AsFloat()
	if !ok {
		return term{}, false
	}
	if op == '-' {
		imaginary = -imaginary
	}
	return term{v: Value{ref: complex(whole, 0) + imaginary}}, true
}

func (p *literalParser) atom() (term, bool) {
	p.skip()
	switch c := p.peek(); {
	case isDigit(c) || c == '.':
		return p.number()
	case c == '(':
		return p.bracket(')')
	case c == '[':
		return p.bracket(']')
	case c == '{':
		return p.bracket('}')
	case c == '\'' || c == '"':
		return p.strings()
	}
	return p.word()
}

// words are the names that are literals.
var words = map[string]Value{"True": True, "False": False, "None": Null}

func (p *literalParser) word() (term, bool) {
	start := p.at
	for p.at < len(p.src) && isNameByte(p.src[p.at]) {
		p.at++
	}
	name := p.src[start:p.at]
	if c := p.peek(); c == '\'' || c == '"' {
		p.at = start
		return p.strings()
	}
	if name == "set" {
		return p.emptySet()
	}
	v, ok := words[name]
	return term{v: v}, ok
}

// emptySet reads the brackets of set(), which has no literal of its own.
func (p *literalParser) emptySet() (term, bool) {
	if !p.take('(') || p.level >= maxBrackets {
		return term{}, false
	}
	p.level++
	ok := p.take(')')
	p.level--
	return term{v: SetOf()}, ok
}

func isNameByte(c byte) bool {
	return c|0x20-'a' < 26 || isDigit(c) || c == '_' || c >= 0x80
}
