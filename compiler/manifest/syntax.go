package manifest

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// maxFile is the largest file that is read, 8 MiB: six times the largest public manifest.
const maxFile = 8 << 20

// checkText finds what no YAML file may hold, which the parser would refuse without a place.
func checkText(file *source.File, diags *diag.List) bool {
	if len(file.Text) > maxFile {
		diags.Errorf(source.Span{File: file}, "too-large", "the file has %d bytes; a manifest has at most %d", len(file.Text), maxFile)
		return false
	}
	for i, r := range file.Text {
		_, size := utf8.DecodeRuneInString(file.Text[i:])
		span := source.Span{File: file, Start: i, End: i + size}
		switch {
		case r == utf8.RuneError && size == 1:
			diags.Errorf(span, "encoding", "the byte 0x%02x is not UTF-8", file.Text[i])
			return false
		case !allowed(r):
			diags.Errorf(span, "encoding", "the character %U is not allowed in YAML", r).Hintf("write it as an escape in double quotes")
			return false
		}
	}
	return true
}

// allowed says that a character may stand in YAML.
func allowed(r rune) bool {
	switch {
	case r == '\t', r == '\n', r == '\r', r == 0x85:
		return true
	case r < ' ', r >= 0x7f && r < 0xa0, r == 0xfffe, r == 0xffff:
		return false
	default:
		return true
	}
}

// lineOf is the line that the parser names in a message.
var lineOf = regexp.MustCompile(`^(?:yaml: )?(?:line ([0-9]+): )?`)

// problems tell what usually lies behind a message, and which character it is about: the last
// of marks before the parser stopped.
var problems = []struct{ message, marks, hint string }{
	{"mapping values are not allowed", ":", `put text that holds ": " in quotes`},
	{"cannot start any token", "\t@`%", "indent with spaces, and put text that starts with this character in quotes"},
	{"unknown escape character", `\`, `in double quotes a backslash is written \\`},
	{"unknown anchor", "*", "define it with & before it is used"},
	{"did not find expected key", "", "check the indentation and the quotes here and in the line above"},
	{"did not find expected ',' or", "", "close the bracket, and write a space after each colon"},
	{"unexpected end of stream", "", "close the quotes"},
}

// problem describes what the parser failed at. Its message names a line, often that of the start of what
// it was reading, so the file is read again, a byte at a time: the failure is at the last byte that it asked
// for, give or take what it looks ahead.
func problem(file *source.File, text string, err error, diags *diag.List) {
	slow := &byteReader{text: text}
	if _, _, again := documents(slow); again == nil {
		slow.at = 0
	}
	message, hint, marks := err.Error(), "", ""
	for _, p := range problems {
		if strings.Contains(message, p.message) {
			hint, marks = p.hint, p.marks
		}
	}
	span := lineSpan(file, len(strings.TrimRight(text[:slow.at], " \t\r\n")))
	if at := strings.LastIndexAny(text[:slow.at], marks); at >= 0 {
		span = source.Span{File: file, Start: at, End: at + 1}
	}
	m := lineOf.FindStringSubmatch(message)
	if line, err := strconv.Atoi(m[1]); err == nil && strings.Contains(message, "end of stream") {
		span = lineSpan(file, newPlaces(file.Text).at(line, 1)) // where the quotes open
	}
	diags.Errorf(span, "yaml", "%s", message[len(m[0]):]).Hint = hint
}

// lineSpan is the line that holds an offset, without the blanks around it.
func lineSpan(file *source.File, at int) source.Span {
	start := strings.LastIndexByte(file.Text[:at], '\n') + 1
	line := file.Text[start : start+lineLength(file.Text[start:])]
	start += len(line) - len(strings.TrimLeft(line, " \t"))
	return source.Span{File: file, Start: start, End: start + len(strings.Trim(line, " \t\r"))}
}

// A byteReader gives a byte at a time and counts them.
type byteReader struct {
	text string
	at   int
}

func (r *byteReader) Read(p []byte) (int, error) {
	if len(p) > 1 {
		p = p[:1]
	}
	n, err := strings.NewReader(r.text[r.at:]).Read(p)
	r.at += n
	return n, err
}
