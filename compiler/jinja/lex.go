package jinja

import (
	"strings"
	"unicode/utf8"
)

// A kind is what a token is. Operators are their own text.
type kind string

const (
	tokData          kind = "template data / text"
	tokVariableBegin kind = "begin of print statement"
	tokVariableEnd   kind = "end of print statement"
	tokBlockBegin    kind = "begin of statement block"
	tokBlockEnd      kind = "end of statement block"
	tokName          kind = "name"
	tokString        kind = "string"
	tokInteger       kind = "integer"
	tokFloat         kind = "float"
	tokEnd           kind = "end of template"
	tokFault         kind = "fault" // the text cannot be read on; value is a *syntaxError
)

// A span is a stretch of the normalised text, in bytes.
type span struct{ start, end int }

// to is the span from the start of s to the end of t.
func (s span) to(t span) span { return span{s.start, t.end} }

// A token is a piece of a template.
type token struct {
	span
	kind  kind
	text  string // of data, names and strings: what they mean
	value any    // of numbers; of a fault
}

// describe names the token as Jinja's messages do.
func (t token) describe() string {
	if t.kind == tokName {
		return t.text
	}
	return string(t.kind)
}

// is says whether the token is the keyword.
func (t token) is(keyword string) bool { return t.kind == tokName && t.text == keyword }

// A syntaxError is why a template cannot be read, in Jinja's words: with
// Lenient the stream fails with them.
type syntaxError struct {
	span
	message     string
	assertion   bool // Jinja's TemplateAssertionError
	unsupported bool // Jinja could read it, we cannot
}

func (e *syntaxError) Error() string { return e.message }

// A lexer cuts a template into tokens, by Jinja's rules with its default
// delimiters: a tag ends where its end mark stands outside all brackets.
type lexer struct {
	text   string
	pos    int
	tokens []token
	open   []byte // the closing brackets that are awaited
}

// lex returns the tokens of a normalised text; the last is the end or a fault.
func lex(text string) []token {
	l := &lexer{text: text}
	for l.pos < len(text) {
		if fault := l.root(); fault != nil {
			l.tokens = append(l.tokens, token{span: fault.span, kind: tokFault, value: fault})
			return l.tokens
		}
	}
	l.emit(tokEnd, len(text), len(text), "")
	return l.tokens
}

func (l *lexer) emit(k kind, start, end int, text string) {
	l.tokens = append(l.tokens, token{span: span{start, end}, kind: k, text: text})
}

func (l *lexer) fault(start, end int, message string) *syntaxError {
	return &syntaxError{span: span{start, end}, message: message}
}

// root reads text up to the next tag, and the tag.
func (l *lexer) root() *syntaxError {
	at := nextTag(l.text, l.pos)
	if at < 0 {
		l.data(l.pos, len(l.text), false)
		l.pos = len(l.text)
		return nil
	}
	body, strip := at+2, false
	if body < len(l.text) && (l.text[body] == '-' || l.text[body] == '+') {
		strip = l.text[body] == '-'
		body++
	}
	l.data(l.pos, at, strip)
	l.pos = body
	switch l.text[at+1] {
	case '#':
		return l.comment(at)
	case '{':
		l.emit(tokVariableBegin, at, body, "")
		return l.tag("}}", tokVariableEnd)
	}
	if end, ok := rawBegin(l.text, body); ok {
		l.pos = end
		return l.raw(at)
	}
	l.emit(tokBlockBegin, at, body, "")
	return l.tag("%}", tokBlockEnd)
}

// nextTag is where the next tag begins, or -1.
func nextTag(text string, from int) int {
	for i := from; i+1 < len(text); i++ {
		if text[i] == '{' && (text[i+1] == '{' || text[i+1] == '%' || text[i+1] == '#') {
			return i
		}
	}
	return -1
}

func (l *lexer) data(start, end int, strip bool) {
	text := l.text[start:end]
	if strip {
		text = strings.TrimRightFunc(text, isSpace)
	}
	if text != "" {
		l.emit(tokData, start, start+len(text), text)
	}
}

// comment skips a comment. One that begins at the very end is none.
func (l *lexer) comment(at int) *syntaxError {
	if l.pos == len(l.text) {
		return nil
	}
	i := strings.Index(l.text[l.pos:], "#}")
	if i < 0 {
		return l.fault(at, at+2, "Missing end of comment tag")
	}
	end := l.pos + i
	stripped := i > 0 && l.text[end-1] == '-'
	l.pos = end + 2
	if stripped {
		l.skipSpace()
	}
	return nil
}

// rawBegin reads the rest of {% raw %} after its opening mark.
func rawBegin(text string, pos int) (end int, ok bool) {
	return wordTag(text, pos, "raw", false)
}

// wordTag reads white space, a word, white space and the end of a block.
func wordTag(text string, pos int, word string, plus bool) (end int, ok bool) {
	pos = skipSpace(text, pos)
	if !strings.HasPrefix(text[pos:], word) {
		return 0, false
	}
	pos = skipSpace(text, pos+len(word))
	switch rest := text[pos:]; {
	case strings.HasPrefix(rest, "%}"):
		return pos + 2, true
	case strings.HasPrefix(rest, "-%}"):
		return skipSpace(text, pos+3), true
	case plus && strings.HasPrefix(rest, "+%}"):
		return pos + 3, true
	}
	return 0, false
}

// raw copies text up to {% endraw %}. One that begins at the very end is empty.
func (l *lexer) raw(at int) *syntaxError {
	start := l.pos
	if start == len(l.text) {
		return nil
	}
	for i := start; i+1 < len(l.text); i++ {
		if l.text[i] != '{' || l.text[i+1] != '%' {
			continue
		}
		body, strip := i+2, false
		if body < len(l.text) && (l.text[body] == '-' || l.text[body] == '+') {
			strip = l.text[body] == '-'
			body++
		}
		if end, ok := wordTag(l.text, body, "endraw", true); ok {
			l.data(start, i, strip)
			l.pos = end
			return nil
		}
	}
	return l.fault(at, at+2, "Missing end of raw directive")
}

// tag reads the tokens of a tag and its end.
func (l *lexer) tag(end string, endKind kind) *syntaxError {
	l.open = l.open[:0]
	for l.pos < len(l.text) {
		if len(l.open) == 0 && l.tagEnd(end, endKind) {
			return nil
		}
		if fault := l.inner(); fault != nil {
			return fault
		}
	}
	return nil
}

// tagEnd reads the end of a tag, with its sign.
func (l *lexer) tagEnd(end string, k kind) bool {
	rest, start := l.text[l.pos:], l.pos
	switch {
	case strings.HasPrefix(rest, end):
		l.pos += 2
		l.emit(k, start, l.pos, "")
	case rest[0] == '-' && strings.HasPrefix(rest[1:], end):
		l.pos += 3
		l.emit(k, start, l.pos, "")
		l.skipSpace()
	case k == tokBlockEnd && rest[0] == '+' && strings.HasPrefix(rest[1:], end):
		l.pos += 3
		l.emit(k, start, l.pos, "")
	default:
		return false
	}
	return true
}

// inner reads one token within a tag.
func (l *lexer) inner() *syntaxError {
	c, _ := utf8.DecodeRuneInString(l.text[l.pos:])
	switch {
	case isSpace(c):
		l.skipSpace()
		return nil
	case '0' <= c && c <= '9':
		return l.number()
	case isNamePart(c):
		return l.name()
	}
	if c == '\'' || c == '"' {
		if end := stringEnd(l.text, l.pos); end > 0 {
			return l.quoted(end)
		}
	}
	return l.operator()
}

func (l *lexer) name() *syntaxError {
	start := l.pos
	for l.pos < len(l.text) {
		c, size := utf8.DecodeRuneInString(l.text[l.pos:])
		if !isNamePart(c) {
			break
		}
		l.pos += size
	}
	name := l.text[start:l.pos]
	if c, _ := utf8.DecodeRuneInString(name); !isNameStart(c) {
		return l.fault(start, l.pos, "Invalid character in identifier")
	}
	l.emit(tokName, start, l.pos, name)
	return nil
}

// operators, the longer ones first.
var operators = []string{
	"//", "**", "==", "!=", ">=", "<=",
	"+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=", ".", ":", "|", ",", ";",
}

func (l *lexer) operator() *syntaxError {
	start := l.pos
	for _, op := range operators {
		if !strings.HasPrefix(l.text[start:], op) {
			continue
		}
		l.pos += len(op)
		if fault := l.balance(op, start); fault != nil {
			return fault
		}
		l.emit(kind(op), start, l.pos, op)
		return nil
	}
	c, size := utf8.DecodeRuneInString(l.text[start:])
	at := utf8.RuneCountInString(l.text[:start])
	return l.fault(start, start+size, "unexpected char "+pythonQuote(string(c))+" at "+itoa(at))
}

// balance keeps account of the open brackets; within them no tag ends.
func (l *lexer) balance(op string, start int) *syntaxError {
	switch op {
	case "(":
		l.open = append(l.open, ')')
	case "[":
		l.open = append(l.open, ']')
	case "{":
		l.open = append(l.open, '}')
	case ")", "]", "}":
		if len(l.open) == 0 {
			return l.fault(start, start+1, "unexpected '"+op+"'")
		}
		want := l.open[len(l.open)-1]
		if want != op[0] {
			return l.fault(start, start+1, "unexpected '"+op+"', expected '"+string(want)+"'")
		}
		l.open = l.open[:len(l.open)-1]
	}
	return nil
}

func (l *lexer) skipSpace() { l.pos = skipSpace(l.text, l.pos) }
