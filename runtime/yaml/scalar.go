package yaml

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// plain reads a text without quotes, which goes on over lines that are indented further than parent. A key is
// on one line.
func (p *parser) plain(parent int, key bool) string {
	var out strings.Builder
	for {
		start := p.at
		for p.at < len(p.src) && !p.endsPlain() {
			p.at++
		}
		out.WriteString(p.src[start:p.at])
		after := p.at
		p.blanks()
		if p.peek() == '#' && p.at > after || p.peek() != '\n' && p.at > after && p.peek() == 0 {
			break
		}
		if p.peek() != '\n' {
			if p.at == after || p.endsPlain() {
				break
			}
			out.WriteString(p.src[after:p.at])
			continue
		}
		if key {
			break
		}
		breaks := p.breaks()
		if p.at >= len(p.src) || p.peek() == '#' || p.endsPlain() || p.column() <= parent && p.flow == 0 || p.marker("---") || p.marker("...") {
			p.at = after
			break
		}
		out.WriteString(folded(breaks))
	}
	return out.String()
}

// endsPlain says that the next character ends a text without quotes.
func (p *parser) endsPlain() bool {
	c := p.peek()
	switch {
	case isBlank(c):
		return true
	case c == ':':
		next := p.ahead(1)
		return isBlank(next) || p.flow > 0 && strings.IndexByte(",[]{}", next) >= 0
	case p.flow > 0:
		return strings.IndexByte(",?[]{}", c) >= 0
	}
	return false
}

// breaks skips ends of lines and the blanks after them, and counts the ends.
func (p *parser) breaks() (n int) {
	for p.peek() == '\n' {
		p.at++
		n++
		p.blanks()
	}
	return n
}

// folded is what so many ends of lines are within a text: one is a blank.
func folded(breaks int) string {
	if breaks == 1 {
		return " "
	}
	return strings.Repeat("\n", breaks-1)
}

// quoted reads a text in quotes.
func (p *parser) quoted() string {
	quote := p.peek()
	p.at++
	var out strings.Builder
	for {
		c := p.peek()
		switch {
		case p.at >= len(p.src):
			p.fail(Scanner, "while scanning a quoted scalar: found unexpected end of stream")
		case c == quote && quote == '\'' && p.ahead(1) == '\'':
			out.WriteByte('\'')
			p.at += 2
		case c == quote:
			p.at++
			return out.String()
		case c == '\\' && quote == '"':
			p.escape(&out)
		case c == ' ' || c == '\t' || c == '\n':
			p.space(&out)
		default:
			out.WriteByte(c)
			p.at++
		}
	}
}

// space reads blanks within quotes, with the ends of lines among them.
func (p *parser) space(out *strings.Builder) {
	start := p.at
	for p.peek() == ' ' || p.peek() == '\t' {
		p.at++
	}
	if p.peek() != '\n' {
		out.WriteString(p.src[start:p.at])
		return
	}
	out.WriteString(folded(p.quotedBreaks()))
}

func (p *parser) quotedBreaks() (n int) {
	for p.peek() == '\n' {
		p.at++
		n++
		if p.marker("---") || p.marker("...") {
			p.fail(Scanner, "while scanning a quoted scalar: found unexpected document separator")
		}
		for p.peek() == ' ' || p.peek() == '\t' {
			p.at++
		}
	}
	return n
}

// escapes are the letters after a backslash with what they stand for.
var escapes = map[byte]string{
	'0': "\x00", 'a': "\a", 'b': "\b", 't': "\t", '\t': "\t", 'n': "\n", 'v': "\v", 'f': "\f", 'r': "\r", 'e': "\x1b",
	' ': " ", '"': `"`, '\\': `\`, '/': "/", 'N': "\u0085", '_': "\u00a0", 'L': "\u2028", 'P': "\u2029",
}

// escape reads a backslash and what it stands for.
func (p *parser) escape(out *strings.Builder) {
	letter := p.ahead(1)
	p.at += 2
	if text, ok := escapes[letter]; ok {
		out.WriteString(text)
		return
	}
	if letter == '\n' {
		p.at--
		if n := p.quotedBreaks(); n > 1 {
			out.WriteString(strings.Repeat("\n", n-1))
		}
		return
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[letter]
	if digits == 0 {
		p.at--
		p.fail(Scanner, "while scanning a double-quoted scalar: found unknown escape character %s", p.shown())
	}
	end := min(p.at+digits, len(p.src))
	code, err := strconv.ParseUint(p.src[p.at:end], 16, 32)
	if err != nil || end-p.at < digits || code > utf8.MaxRune {
		p.fail(Scanner, "while scanning a double-quoted scalar: expected escape sequence of %d hexadecimal numbers", digits)
	}
	out.WriteRune(rune(code))
	p.at = end
}

// literal reads a text of lines (|) or of folded lines (>), which are indented further than parent.
func (p *parser) literal(parent int) string {
	fold := p.peek() == '>'
	p.at++
	chomp, given := p.header()
	indent := max(parent, 0) + given
	if given == 0 {
		indent = max(p.deepest(), parent+1, 1)
	}
	lines := p.lines(indent)
	end := len(lines)
	for end > 0 && lines[end-1] == "" {
		end--
	}
	text := joined(lines[:end], fold)
	switch {
	case chomp == '+':
		return text + strings.Repeat("\n", len(lines)-end+btoi(end > 0))
	case chomp == '-' || end == 0 || end == len(lines) && !strings.HasSuffix(p.src[:p.at], "\n"):
		return text
	}
	return text + "\n"
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// header reads what stands behind | or >: how the end is cut, and the indentation.
func (p *parser) header() (chomp byte, indent int) {
	for {
		switch c := p.peek(); {
		case c == '+' || c == '-':
			chomp = c
		case '1' <= c && c <= '9':
			indent = int(c - '0')
		default:
			p.blanks()
			if p.peek() == '#' {
				p.line()
			}
			if c := p.peek(); c != '\n' && c != 0 {
				p.fail(Scanner, "while scanning a block scalar: expected a comment or a line break, but found %s", p.shown())
			}
			p.at = min(p.at+1, len(p.src))
			return chomp, indent
		}
		p.at++
	}
}

// deepest is the indentation of the first line that holds something.
func (p *parser) deepest() int {
	indent := 0
	for _, line := range strings.Split(p.src[p.at:], "\n") {
		bare := strings.TrimLeft(line, " ")
		indent = max(indent, len(line)-len(bare))
		if bare != "" {
			return len(line) - len(bare)
		}
	}
	return indent
}

// lines reads the lines that are indented that far, and empty ones.
func (p *parser) lines(indent int) (lines []string) {
	for p.at < len(p.src) {
		end := len(p.src)
		if i := strings.IndexByte(p.src[p.at:], '\n'); i >= 0 {
			end = p.at + i
		}
		line := p.src[p.at:end]
		bare := strings.TrimLeft(line, " ")
		switch {
		case len(line)-len(bare) >= indent:
			lines = append(lines, line[indent:])
		case bare == "":
			lines = append(lines, "")
		default:
			return lines
		}
		p.at = min(end+1, len(p.src))
	}
	return lines
}

// joined puts lines together; folded ones where neither is indented.
func joined(lines []string, fold bool) string {
	if !fold {
		return strings.Join(lines, "\n")
	}
	var out strings.Builder
	for i := 0; i < len(lines); i++ {
		out.WriteString(lines[i])
		empty := 0
		for i+1+empty < len(lines) && lines[i+1+empty] == "" {
			empty++
		}
		next := i + 1 + empty
		if next >= len(lines) {
			break
		}
		more := func(line string) bool { return strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t") }
		switch {
		case lines[i] == "":
			out.WriteByte('\n')
			continue
		case more(lines[i]) || more(lines[next]):
			out.WriteString(strings.Repeat("\n", empty+1))
		default:
			out.WriteString(folded(empty + 1))
		}
		i = next - 1
	}
	return out.String()
}
