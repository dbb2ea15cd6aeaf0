package value

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// regexEscapes are the escapes for one character.
var regexEscapes = map[rune]rune{'a': '\a', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v'}

// escape reads what follows a backslash outside of brackets.
func (p *regexParser) escape() (regexNode, error) {
	if !p.more() {
		return nil, regexError("bad escape (end of pattern) at position %d", p.at-1)
	}
	start := p.at
	switch c := p.next(); c {
	case 'A', 'Z', 'b', 'B':
		return edgeNode{kind: byte(c), ascii: p.flags.ascii}, nil
	case 'd', 'D', 'w', 'W', 's', 'S':
		return p.category(byte(c)), nil
	case '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return p.numberEscape(start)
	}
	p.at = start
	r, err := p.charEscape()
	return p.char(r), err
}

// numberEscape reads a back-reference, or an octal number of three digits.
func (p *regexParser) numberEscape(start int) (regexNode, error) {
	if p.more() && isDigit(p.src[p.at]) {
		p.at++
		if octal := p.src[start:min(start+3, len(p.src))]; len(octal) == 3 && isOctal(octal) {
			p.at = start + 3
			n, _ := strconv.ParseInt(octal, 8, 32) // three octal digits
			if n > 0o377 {
				return nil, regexError("octal escape value \\%s outside of range 0-0o377 at position %d", octal, start-1)
			}
			return p.char(rune(n)), nil
		}
	}
	number, _ := strconv.Atoi(p.src[start:p.at]) // one digit or two
	return p.backTo(number)
}

func isOctal(s string) bool { return strings.Trim(s, "01234567") == "" }

// charEscape reads an escape that means one character.
func (p *regexParser) charEscape() (rune, error) {
	start := p.at
	c := p.next()
	if r, ok := regexEscapes[c]; ok {
		return r, nil
	}
	switch c {
	case 'x':
		return p.hex(2)
	case 'u':
		return p.hex(4)
	case 'U':
		return p.hex(8)
	case '0', '1', '2', '3', '4', '5', '6', '7':
		for p.more() && p.at < start+3 && isOctal(p.src[p.at:p.at+1]) {
			p.at++
		}
		n, _ := strconv.ParseInt(p.src[start:p.at], 8, 32) // octal digits
		if n > 0o377 {
			return 0, regexError("octal escape value outside of range 0-0o377 at position %d", start-1)
		}
		return rune(n), nil
	}
	if c < 0x80 && (isLetterByte(byte(c)) || isDigit(byte(c))) {
		return 0, regexError("bad escape \\%c at position %d", c, start-1)
	}
	return c, nil
}

func (p *regexParser) hex(digits int) (rune, error) {
	end := p.at + digits
	if end > len(p.src) {
		return 0, regexError("incomplete escape at position %d", p.at)
	}
	n, err := strconv.ParseUint(p.src[p.at:end], 16, 32)
	if err != nil || n > utf8.MaxRune {
		return 0, regexError("incomplete escape at position %d", p.at)
	}
	p.at = end
	return rune(n), nil
}

// class reads a class in brackets, after the opening one.
func (p *regexParser) class() (regexNode, error) {
	start := p.at - 1
	set := charSet{fold: p.flags.fold, ascii: p.flags.ascii, negated: p.take("^")}
	for first := true; ; first = false {
		if !p.more() {
			return nil, regexError("unterminated character set at position %d", start)
		}
		if !first && p.take("]") {
			return setNode{set}, nil
		}
		if err := p.classItem(&set, start); err != nil {
			return nil, err
		}
	}
}

// classItem reads a character, a range or a category of a class.
func (p *regexParser) classItem(set *charSet, start int) error {
	low, category, err := p.classChar()
	if err != nil {
		return err
	}
	if !strings.HasPrefix(p.src[p.at:], "-") || strings.HasPrefix(p.src[p.at:], "-]") {
		if category != 0 {
			set.classes = append(set.classes, category)
		} else {
			set.add(low, low)
		}
		return nil
	}
	p.at++
	if !p.more() {
		return regexError("unterminated character set at position %d", start)
	}
	high, other, err := p.classChar()
	switch {
	case err != nil:
		return err
	case category != 0 || other != 0 || high < low:
		return regexError("bad character range at position %d", p.at)
	}
	set.add(low, high)
	return nil
}

func (p *regexParser) classChar() (r rune, category byte, err error) {
	r = p.next()
	if r != '\\' {
		return r, 0, nil
	}
	if !p.more() {
		return 0, 0, regexError("bad escape (end of pattern) at position %d", p.at-1)
	}
	switch c := p.src[p.at]; c {
	case 'd', 'D', 'w', 'W', 's', 'S':
		p.at++
		return 0, c, nil
	case 'b':
		p.at++
		return '\b', 0, nil
	}
	r, err = p.charEscape()
	return r, 0, err
}
