package manifest

import "strings"

// block reads a literal or folded scalar. The header says little that the value wanted does not
// say: the first line of text in both tells the indentation.
func (r *reader) block(want string) {
	r.at += lineLength(r.rest())
	r.at += breakLength(r.rest())
	indent := -1
	for len(r.value) < len(want) && r.at < len(r.text) {
		rest := want[len(r.value):]
		if rest[0] != '\n' && indent < 0 {
			indent = max(leadingSpaces(r.rest())-leadingSpaces(rest), 0)
		}
		if !r.breaks(rest, indent) && !r.line(rest, indent) {
			r.failed = true
			return
		}
	}
	r.failed = len(r.value) != len(want)
}

// breaks reads the line breaks up to the next line of text, with the indentation of lines that are
// empty: as many as the value has there, or one that was folded to a space.
func (r *reader) breaks(want string, indent int) bool {
	length, count := 0, 0
	var kept strings.Builder
	for rest := r.rest(); length < len(rest); {
		blanks := min(leadingSpaces(rest[length:]), max(indent, 0))
		if indent < 0 {
			blanks = leadingSpaces(rest[length:])
		}
		n := breakLength(rest[length+blanks:])
		if n == 0 {
			break
		}
		kept.WriteString(breakText(rest[length+blanks : length+blanks+n]))
		length += blanks + n
		count++
	}
	all := kept.String()
	switch {
	case count == 0:
		return false
	case strings.HasPrefix(want, all):
		r.piece(all, length)
	case all == "\n" && want[0] == ' ':
		r.piece(" ", length)
	case count > 1 && strings.HasPrefix(want, all[1:]): // one break less: folded
		r.piece(all[1:], length)
	case strings.Trim(want, "\n") == "": // the end, of which chomping left a part
		r.piece(want, length)
	default:
		return false
	}
	return true
}

// line reads a line of text after its indentation.
func (r *reader) line(want string, indent int) bool {
	r.at += min(leadingSpaces(r.rest()), max(indent, 0))
	n := lineLength(r.rest())
	if n == 0 || n > len(want) {
		return false
	}
	r.copy(n)
	return true
}

// lineLength is the length of text up to its first line break.
func lineLength(text string) int {
	for i := 0; i < len(text); i++ {
		if c := text[i]; (c == '\n' || c == '\r' || c >= 0x80) && breakLength(text[i:]) > 0 {
			return i
		}
	}
	return len(text)
}

func leadingSpaces(text string) int { return len(text) - len(strings.TrimLeft(text, " ")) }
