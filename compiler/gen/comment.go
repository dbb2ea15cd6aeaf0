package gen

import (
	"go/build/constraint"
	"strconv"
	"strings"
	"unicode"
)

// fold makes one line of a manifest's text, for a comment: line breaks, control characters
// and those that change the direction or the look of the line (bidi, zero width) become
// spaces, and what is longer than limit is cut after a word.
func fold(text string, limit int) string {
	text = strings.ToValidUTF8(text, " ")
	text = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	runes := []rune(text)
	if len(runes) <= limit {
		return text
	}
	cut := string(runes[:limit])
	if at := strings.LastIndexByte(cut, ' '); at > limit/2 {
		cut = cut[:at]
	}
	return cut + " …"
}

// comment is a one-line comment. Its text stands after a space, so that no manifest can write
// a directive such as go:generate, and in quotes if gofmt would take it for a build constraint.
func comment(text string) string {
	line := "// " + text
	if constraint.IsPlusBuild(line) {
		return "// " + strconv.Quote(text)
	}
	return line
}
