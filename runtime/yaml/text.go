package yaml

import (
	"strings"
	"unicode/utf8"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// peek is the byte that comes next, 0 at the end.
func (p *parser) peek() byte { return p.ahead(0) }

func (p *parser) ahead(n int) byte {
	if p.at+n < len(p.src) {
		return p.src[p.at+n]
	}
	return 0
}

// shown is the next character as Python prints it.
func (p *parser) shown() string {
	if p.at >= len(p.src) {
		return `'\x00'`
	}
	r, _ := utf8.DecodeRuneInString(p.src[p.at:])
	return value.Str(string(r)).Repr()
}

// column is where in its line the next character is.
func (p *parser) column() int {
	start := strings.LastIndexByte(p.src[:min(p.at, len(p.src))], '\n') + 1
	return utf8.RuneCountInString(p.src[start:min(p.at, len(p.src))])
}

// line skips the rest of the line.
func (p *parser) line() {
	for p.at < len(p.src) && p.src[p.at] != '\n' {
		p.at++
	}
}

// blanks skips spaces.
func (p *parser) blanks() {
	for p.peek() == ' ' {
		p.at++
	}
}

// gap skips spaces, comments and ends of lines, and says whether a line ended.
func (p *parser) gap() (ended bool) {
	for {
		p.blanks()
		if p.peek() == '#' && (p.at == 0 || strings.IndexByte(" \n\t", p.src[p.at-1]) >= 0 || p.afterMark()) {
			p.line()
		}
		if p.at >= len(p.src) || p.src[p.at] != '\n' {
			return ended
		}
		p.at++
		ended = true
	}
}

// afterMark says that the character before is one that ends a token by itself.
func (p *parser) afterMark() bool {
	return strings.IndexByte("[]{},\"'", p.src[p.at-1]) >= 0
}

// marker says that a line begins with the marker of a document.
func (p *parser) marker(mark string) bool {
	return p.column() == 0 && strings.HasPrefix(p.src[min(p.at, len(p.src)):], mark) && isBlank(p.ahead(3))
}

// isBlank says that nothing of a token follows.
func isBlank(c byte) bool { return c == 0 || c == ' ' || c == '\n' || c == '\t' }

// cannotStart refuses a character that begins no token.
func (p *parser) cannotStart() {
	switch c := p.peek(); {
	case c == '\t', c == '@', c == '`', c == '%':
		p.fail(Scanner, "while scanning for the next token: found character %s that cannot start any token", p.shown())
	case (c == '|' || c == '>') && p.flow > 0:
		p.fail(Scanner, "while scanning for the next token: found character %s that cannot start any token", p.shown())
	}
}

// startsPlain says that the next character begins a text without quotes.
func (p *parser) startsPlain() bool {
	c := p.peek()
	switch {
	case isBlank(c) || strings.IndexByte("-?:,[]{}#&*!|>'\"%@`", c) < 0:
		return !isBlank(c)
	case c == '-':
		return !isBlank(p.ahead(1))
	case c == '?' || c == ':':
		return p.flow == 0 && !isBlank(p.ahead(1))
	}
	return false
}
