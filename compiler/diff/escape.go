package diff

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// visible is text without what a terminal or a browser would obey instead of showing: control characters, those
// that turn the direction of text, and other invisible ones are escaped as Go escapes them.
func visible(text string) string {
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(text, "\uFFFD") {
		switch {
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case r < 0x80 && unicode.IsControl(r):
			fmt.Fprintf(&b, `\x%02x`, r)
		case unicode.In(r, unicode.C, unicode.Zl, unicode.Zp) && r > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, r)
		case unicode.In(r, unicode.C, unicode.Zl, unicode.Zp):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

var backticks = regexp.MustCompile("`+")

// span is text as a code span in a cell of a table, where nothing means anything in Markdown or HTML. Its fence is
// longer than any in it. A bar is escaped, but behind a backslash, where readers differ: there it stands as its code.
func span(text string) string {
	text = visible(text)
	if strings.TrimSpace(text) == "" {
		return "`\"" + text + "\"`"
	}
	fence := "`"
	for _, run := range backticks.FindAllString(text, -1) {
		fence = strings.Repeat("`", max(len(fence), len(run)+1))
	}
	if strings.Trim(text, "` ") != text {
		text = " " + text + " "
	}
	text = strings.ReplaceAll(text, `\|`, `\x7c`)
	return fence + strings.ReplaceAll(text, "|", `\|`) + fence
}
