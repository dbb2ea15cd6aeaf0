package value

import "strings"

// FilterWordwrap is the filter wordwrap: each line of the text is broken into
// lines of a width.
func FilterWordwrap(v, width, breakLongWords, wrapstring, breakOnHyphens Value) Value {
	v = v.opened()
	if f, bad := failed(v, width, breakLongWords, wrapstring, breakOnHyphens); bad {
		return f
	}
	if v.Kind() == KindUndefined {
		return v.useUndefined()
	}
	s, isText := v.AsString()
	if !isText {
		return Fail(AttributeError, "'%s' object has no attribute 'splitlines'", typeName(v))
	}
	if wrapstring.IsNull() {
		wrapstring = Value{}
	}
	columns, failure := intArgument(width, 79)
	newline, failure2 := textArgument(wrapstring, "\n")
	if f, bad := failed(failure, failure2); bad {
		return f
	}
	w := wrapper{
		width:   int(min(columns, maxText)),
		breaks:  omitted(breakLongWords) || breakLongWords.truth(),
		hyphens: omitted(breakOnHyphens) || breakOnHyphens.truth(),
	}
	var out []Value
	for _, line := range lines(s, false) {
		if w.width <= 0 {
			return Fail(ValueError, "invalid width %d (must be > 0)", columns)
		}
		out = append(out, joined(w.wrap(line), newline))
	}
	return joined(out, newline)
}

// A wrapper breaks text into lines, as Python's textwrap does.
type wrapper struct {
	width           int
	breaks, hyphens bool // long words; words at their hyphens
}

func (w wrapper) wrap(s string) []Value {
	chunks := w.chunks(s)
	var out []Value
	for len(chunks) > 0 {
		if len(out) > 0 && strings.TrimFunc(chunks[0], isWrapSpace) == "" {
			chunks = chunks[1:]
		}
		var line []string
		line, chunks = w.line(chunks)
		if n := len(line); n > 0 && strings.TrimFunc(line[n-1], isWrapSpace) == "" {
			line = line[:n-1]
		}
		if len(line) > 0 {
			out = append(out, Str(strings.Join(line, "")))
		}
	}
	return out
}

// line takes the chunks that fit one line.
func (w wrapper) line(chunks []string) (line, rest []string) {
	room := w.width
	for len(chunks) > 0 && runeCount(chunks[0]) <= room {
		room -= runeCount(chunks[0])
		line, chunks = append(line, chunks[0]), chunks[1:]
	}
	if len(chunks) == 0 || runeCount(chunks[0]) <= w.width {
		return line, chunks
	}
	switch {
	case w.breaks:
		at := byteOffset(chunks[0], room)
		if hyphen := strings.LastIndexByte(chunks[0][:at], '-'); w.hyphens && runeCount(chunks[0]) > room && hyphen > 0 &&
			strings.Trim(chunks[0][:hyphen], "-") != "" {
			at = hyphen + 1
		}
		return append(line, chunks[0][:at]), append([]string{chunks[0][at:]}, chunks[1:]...)
	case len(line) == 0:
		return chunks[:1], chunks[1:]
	}
	return line, chunks
}

// isWrapSpace is the white space that textwrap knows: that of ASCII.
func isWrapSpace(r rune) bool { return r == ' ' || '\t' <= r && r <= '\r' }

// chunks are the words and the spaces between; a hyphen between letters ends a
// word where words may break there.
func (w wrapper) chunks(s string) []string {
	var out []string
	for s != "" {
		end := 0
		if space := isWrapSpace(rune(s[0])); space {
			end = strings.IndexFunc(s, func(r rune) bool { return !isWrapSpace(r) })
		} else {
			end = strings.IndexFunc(s, isWrapSpace)
		}
		if end < 0 {
			end = len(s)
		}
		out = append(out, w.parts(s[:end])...)
		s = s[end:]
	}
	return out
}

func (w wrapper) parts(word string) []string {
	if !w.hyphens {
		return []string{word}
	}
	var out []string
	start := 0
	for i := 2; i+1 < len(word); i++ {
		if word[i] == '-' && isLetterByte(word[i-1]) && isLetterByte(word[i-2]) && isLetterByte(word[i+1]) {
			out = append(out, word[start:i+1])
			start = i + 1
		}
	}
	return append(out, word[start:])
}

func isLetterByte(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || c >= 0x80 }
