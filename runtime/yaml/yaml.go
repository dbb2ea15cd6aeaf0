// Package yaml reads a text as YAML 1.1, as PyYAML's safe loader does.
//
// In goes a text that a template gave, out comes its value, or what is wrong
// with it and which part of a reader says so. The package knows values only.
package yaml

import (
	"fmt"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Kind says which part of a reader refuses a text.
type Kind string

// The kinds of errors.
const (
	Reader      Kind = "ReaderError"
	Scanner     Kind = "ScannerError"
	Parser      Kind = "ParserError"
	Composer    Kind = "ComposerError"
	Constructor Kind = "ConstructorError"
)

// An Error is what is wrong with a text.
type Error struct {
	Kind    Kind
	Message string
}

// Error says what is wrong.
func (e *Error) Error() string { return string(e.Kind) + ": " + e.Message }

// The limits of what is read.
const (
	maxDepth = 200
	maxNodes = 1 << 20
)

// Load reads the only document of a text; an empty text is none.
func Load(text string) (v value.Value, err error) {
	defer func() {
		if thrown := recover(); thrown != nil {
			failure, ok := thrown.(*Error)
			if !ok {
				panic(thrown)
			}
			err = failure
		}
	}()
	p := &parser{anchors: map[string]anchored{}}
	for _, r := range text {
		if !isReadable(r) {
			p.fail(Reader, "special characters are not allowed")
		}
	}
	p.src = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n").Replace(text)
	p.src = strings.TrimPrefix(p.src, "\ufeff")
	return p.document(), nil
}

func isReadable(r rune) bool {
	switch {
	case r == '\t', r == '\n', r == '\r', r == 0x85, r == 0xFEFF:
		return true
	case r < ' ', r >= 0x7F && r < 0xA0, r == 0xFFFD, r == 0xFFFE, r == 0xFFFF:
		return r == 0xFFFD
	}
	return true
}

// A parser reads from the front to the back. Errors are thrown as *Error.
type parser struct {
	src     string
	at      int
	depth   int
	nodes   int
	flow    int // how many brackets are open
	anchors map[string]anchored
}

// An anchored is a value that an alias may name.
type anchored struct {
	v    value.Value
	size int
}

func (p *parser) fail(kind Kind, format string, args ...any) {
	panic(&Error{kind, fmt.Sprintf(format, args...)})
}

// count limits the nodes, with those that aliases repeat.
func (p *parser) count(n int) {
	if p.nodes += n; p.nodes > maxNodes {
		p.fail(Composer, "the text stands for more than %d values", maxNodes)
	}
}

func (p *parser) enter() {
	if p.depth++; p.depth > maxDepth {
		p.fail(Composer, "the text is nested more than %d deep", maxDepth)
	}
}

// document reads directives, markers and the one node between them.
func (p *parser) document() value.Value {
	directives := p.directives()
	v := value.Null
	p.gap()
	if p.marker("---") {
		p.at += 3
	} else if directives {
		p.fail(Parser, "expected '<document start>'")
	}
	p.gap()
	if p.at < len(p.src) && !p.marker("...") && !p.marker("---") {
		v = p.plainValue(p.block(-1, false))
	}
	block := p.at > 0 && p.src[p.at-1] == '\n' && (v.Kind() == value.KindList || v.Kind() == value.KindDict)
	p.gap()
	if p.marker("...") {
		p.at += 3
		p.gap()
	}
	switch {
	case p.at >= len(p.src):
		return v
	case p.marker("---"):
		p.fail(Composer, "expected a single document in the stream")
	}
	p.cannotStart()
	if block && p.column() == 0 && (p.startsPlain() || p.peek() == '"' || p.peek() == '\'') {
		p.fail(Scanner, "while scanning a simple key: could not find expected ':'")
	}
	p.fail(Parser, "expected '<document start>', but found %q", p.peek())
	return v
}

// directives skips lines that begin with a percent sign.
func (p *parser) directives() (any bool) {
	for p.gap(); p.peek() == '%' && p.column() == 0; p.gap() {
		any = true
		p.at++
		start := p.at
		for isWord(p.peek()) {
			p.at++
		}
		if c := p.peek(); p.at == start || c != 0 && c != ' ' && c != '\n' {
			p.fail(Scanner, "while scanning a directive: expected alphabetic or numeric character, but found %s", p.shown())
		}
		p.line()
	}
	return any
}

func isWord(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '-' || c == '_'
}
