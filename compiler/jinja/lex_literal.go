package jinja

import (
	"math/big"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// isSpace is white space as Python has it, for str.strip and in regular expressions.
func isSpace(c rune) bool {
	return unicode.IsSpace(c) || 0x1c <= c && c <= 0x1f
}

func skipSpace(text string, pos int) int {
	for pos < len(text) {
		c, size := utf8.DecodeRuneInString(text[pos:])
		if !isSpace(c) {
			break
		}
		pos += size
	}
	return pos
}

func isNameStart(c rune) bool {
	return c == '_' || unicode.IsLetter(c) || unicode.Is(unicode.Nl, c)
}

func isNamePart(c rune) bool {
	return isNameStart(c) || c != utf8.RuneError && unicode.In(c, unicode.Nd, unicode.No, unicode.Mn, unicode.Mc, unicode.Pc)
}

// number reads an integer or a float. A float cannot follow a dot: a.1.5 is two lookups.
func (l *lexer) number() *syntaxError {
	start := l.pos
	if start == 0 || l.text[start-1] != '.' {
		if end := floatEnd(l.text, start); end > 0 {
			return l.float(start, end)
		}
	}
	l.pos = integerEnd(l.text, start)
	n, ok := new(big.Int).SetString(strings.ReplaceAll(l.text[start:l.pos], "_", ""), 0)
	if !ok {
		return l.fault(start, l.pos, "invalid number")
	}
	l.tokens = append(l.tokens, token{span: span{start, l.pos}, kind: tokInteger, value: smallest(n)})
	return nil
}

func (l *lexer) float(start, end int) *syntaxError {
	l.pos = end
	// ParseFloat gives an infinity besides its error for what is out of range, as Python does.
	f, err := strconv.ParseFloat(strings.ReplaceAll(l.text[start:end], "_", ""), 64)
	if e, ok := err.(*strconv.NumError); ok && e.Err != strconv.ErrRange {
		return l.fault(start, end, "invalid number")
	}
	l.tokens = append(l.tokens, token{span: span{start, end}, kind: tokFloat, value: f})
	return nil
}

// smallest is n as an int64 where it fits.
func smallest(n *big.Int) any {
	if n.IsInt64() {
		return n.Int64()
	}
	return n
}

// digits reads digits with single underscores between them.
func digits(text string, pos int, valid string) int {
	for pos < len(text) {
		switch {
		case strings.IndexByte(valid, text[pos]) >= 0:
			pos++
		case text[pos] == '_' && pos+1 < len(text) && strings.IndexByte(valid, text[pos+1]) >= 0:
			pos += 2
		default:
			return pos
		}
	}
	return pos
}

const decimal = "0123456789"

// integerEnd is where an integer ends; 007 is 00 and 7.
func integerEnd(text string, pos int) int {
	if text[pos] != '0' {
		return digits(text, pos, decimal)
	}
	if pos+2 < len(text) {
		valid := map[byte]string{'b': "01", 'o': "01234567", 'x': decimal + "abcdefABCDEF"}[text[pos+1]|0x20]
		if end := digits(text, pos+2, valid); valid != "" && end > pos+2 {
			return end
		}
	}
	return digits(text, pos, "0")
}

// floatEnd is where a float ends that begins at pos, or 0.
func floatEnd(text string, pos int) int {
	pos = digits(text, pos, decimal)
	end := 0
	if pos < len(text) && text[pos] == '.' {
		if after := digitsOnly(text, pos+1); after > 0 {
			pos, end = after, after
		}
	}
	if pos < len(text) && text[pos]|0x20 == 'e' {
		at := pos + 1
		if at < len(text) && (text[at] == '+' || text[at] == '-') {
			at++
		}
		if after := digitsOnly(text, at); after > 0 {
			end = after
		}
	}
	return end
}

// digitsOnly reads digits that begin with a digit; 0 when there are none.
func digitsOnly(text string, pos int) int {
	if pos >= len(text) || text[pos] < '0' || text[pos] > '9' {
		return 0
	}
	return digits(text, pos, decimal)
}

// stringEnd is where the string that begins at pos ends, or 0.
func stringEnd(text string, pos int) int {
	quote := text[pos]
	for i := pos + 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case quote:
			return i + 1
		}
	}
	return 0
}

func (l *lexer) quoted(end int) *syntaxError {
	start := l.pos
	text, err := unescape(l.text[start+1 : end-1])
	if err != nil {
		err.span = span{start, end}
		return err
	}
	l.pos = end
	l.emit(tokString, start, end, text)
	return nil
}

// unescape reads escapes as Python's unicode-escape does after Jinja has made
// the text ASCII: a backslash before another character than ASCII escapes the
// backslash of that character's own escape.
func unescape(s string) (string, *syntaxError) {
	if !strings.Contains(s, `\`) {
		return s, nil
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		if c != '\\' {
			b.WriteString(s[i : i+size])
			i += size
			continue
		}
		next, size := utf8.DecodeRuneInString(s[i+1:])
		if next >= utf8.RuneSelf {
			b.WriteString(asciiEscape(next))
			i += 1 + size
			continue
		}
		n, err := escape(&b, s[i+1:])
		if err != nil {
			return "", err
		}
		i += 1 + n
	}
	return b.String(), nil
}

// asciiEscape is the character as an escape of Python.
func asciiEscape(c rune) string {
	hex := strconv.FormatInt(int64(c), 16)
	switch {
	case c < 0x100:
		return `\x` + strings.Repeat("0", 2-len(hex)) + hex
	case c < 0x10000:
		return `\u` + strings.Repeat("0", 4-len(hex)) + hex
	}
	return `\U` + strings.Repeat("0", 8-len(hex)) + hex
}

var simpleEscapes = map[byte]string{
	'\n': "", '\\': `\`, '\'': "'", '"': `"`,
	'a': "\a", 'b': "\b", 'f': "\f", 'n': "\n", 'r': "\r", 't': "\t", 'v': "\v",
}

// escape reads what follows a backslash and returns how many bytes that is.
func escape(b *strings.Builder, s string) (int, *syntaxError) {
	if s == "" {
		return 0, &syntaxError{message: `\ at end of string`}
	}
	if text, ok := simpleEscapes[s[0]]; ok {
		b.WriteString(text)
		return 1, nil
	}
	switch s[0] {
	case 'x':
		return hexEscape(b, s, 2, `truncated \xXX escape`)
	case 'u':
		return hexEscape(b, s, 4, `truncated \uXXXX escape`)
	case 'U':
		return hexEscape(b, s, 8, `truncated \UXXXXXXXX escape`)
	case 'N':
		if !strings.HasPrefix(s, "N{") || !strings.Contains(s, "}") {
			return 0, &syntaxError{message: `malformed \N character escape`}
		}
		return 0, &syntaxError{message: `\N escapes are not supported`, unsupported: true}
	}
	if n := octal(s); n > 0 {
		c, _ := strconv.ParseUint(s[:n], 8, 32) // three octal digits always fit
		b.WriteRune(rune(c))
		return n, nil
	}
	b.WriteByte('\\') // what is no escape stays
	return 0, nil
}

// octal is how many octal digits s begins with, three at most.
func octal(s string) int {
	n := 0
	for n < len(s) && n < 3 && '0' <= s[n] && s[n] <= '7' {
		n++
	}
	return n
}

// hexEscape reads a letter and n hexadecimal digits, and a second such escape
// where the two are a pair of surrogates.
func hexEscape(b *strings.Builder, s string, n int, short string) (int, *syntaxError) {
	c, ok := hexRune(s, n)
	if !ok {
		return 0, &syntaxError{message: short}
	}
	if c > unicode.MaxRune {
		return 0, &syntaxError{message: "illegal Unicode character"}
	}
	if 0xd800 <= c && c < 0xdc00 && len(s) > 1+n && s[1+n] == '\\' && strings.HasPrefix(s[2+n:], "u") {
		if low, ok := hexRune(s[2+n:], 4); ok && 0xdc00 <= low && low < 0xe000 {
			b.WriteRune(0x10000 + (c-0xd800)<<10 + low - 0xdc00)
			return 2 + n + 5, nil
		}
	}
	b.WriteRune(c) // a lone surrogate becomes the replacement character
	return 1 + n, nil
}

func hexRune(s string, n int) (rune, bool) {
	if len(s) < 1+n {
		return 0, false
	}
	c, err := strconv.ParseUint(s[1:1+n], 16, 32)
	if err != nil || c > 0x7fffffff {
		return unicode.MaxRune + 1, err == nil
	}
	return rune(c), true
}

func itoa(n int) string { return strconv.Itoa(n) }

// pythonQuote is repr() of a short text.
func pythonQuote(s string) string {
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		return `"` + s + `"`
	}
	s = strings.ReplaceAll(s, `\`, `\\`)
	return "'" + strings.ReplaceAll(s, "'", `\'`) + "'"
}
