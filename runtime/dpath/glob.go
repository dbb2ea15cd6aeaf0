package dpath

import (
	"strings"
	"unicode/utf8"
)

// A glob is a pattern of the shell for one segment of a path: * for any text,
// ? for any character, [a-z] and [!a-z] for one of a set.
type glob string

// IsGlob says that a segment is a pattern and not the name of a key.
func IsGlob(segment string) bool { return strings.ContainsAny(segment, "*?[") }

// match says that the whole name matches.
func (g glob) match(name string) bool {
	pattern := string(g)
	star, rest := -1, "" // the pattern after the last *, and the name that it has to match
	for at := 0; ; {
		if at < len(pattern) && pattern[at] == '*' {
			at++
			star, rest = at, name
			continue
		}
		if next, size, ok := matchOne(pattern, at, name); ok {
			at, name = next, name[size:]
			continue
		}
		if at == len(pattern) && name == "" {
			return true
		}
		if star < 0 || rest == "" {
			return false
		}
		_, size := utf8.DecodeRuneInString(rest) // the star takes one more character
		rest = rest[size:]
		at, name = star, rest
	}
}

// matchOne matches the pattern's element at one character: it returns where the
// pattern goes on and how long the character is.
func matchOne(pattern string, at int, name string) (next, size int, ok bool) {
	if at == len(pattern) || name == "" {
		return 0, 0, false
	}
	char, size := utf8.DecodeRuneInString(name)
	switch pattern[at] {
	case '?':
		return at + 1, size, true
	case '[':
		end := setEnd(pattern, at)
		if end < 0 {
			return at + 1, size, char == '['
		}
		return end, size, setHolds(pattern[at+1:end-1], char)
	default:
		want, width := utf8.DecodeRuneInString(pattern[at:])
		return at + width, size, want == char
	}
}

// setEnd is the offset after the set that opens at the bracket, or -1 when
// nothing closes it and the bracket stands for itself. A bracket right at the
// start of a set belongs to it.
func setEnd(pattern string, at int) int {
	from := at + 1
	if from < len(pattern) && pattern[from] == '!' {
		from++
	}
	if from < len(pattern) && pattern[from] == ']' {
		from++
	}
	end := strings.IndexByte(pattern[min(from, len(pattern)):], ']')
	if end < 0 {
		return -1
	}
	return from + end + 1
}

// setHolds says that the text between brackets names the character. A range
// whose ends are the wrong way round holds nothing.
func setHolds(set string, char rune) bool {
	inside := true
	if strings.HasPrefix(set, "!") {
		inside, set = false, set[1:]
	}
	chars := []rune(set)
	for i := 0; i < len(chars); {
		low, high := chars[i], chars[i]
		if i+2 < len(chars) && chars[i+1] == '-' {
			high = chars[i+2]
			i += 2
		}
		i++
		if low <= char && char <= high {
			return inside
		}
	}
	return !inside
}
