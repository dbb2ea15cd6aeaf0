package manifest

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/lowcode-dev/lowcode/compiler/diag"
	"github.com/lowcode-dev/lowcode/compiler/source"
)

// maxFile is the largest file that is read, 16 MiB: twelve times the largest public manifest.
const maxFile = 16 << 20

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
var lineOf = regexp.MustCompile(`^yaml: (?:line ([0-9]+): )?`)

// problemText is the parser's message without its prefix.
func problemText(err error) string {
	return lineOf.ReplaceAllString(err.Error(), "")
}

// problemHints tell what usually lies behind a message.
var problemHints = []struct{ message, hint string }{
	{"mapping values are not allowed", `put text that holds ": " in quotes`},
	{"cannot start any token", "indent with spaces, and put text that starts with this character in quotes"},
	{"did not find expected key", "check the indentation and the quotes here and in the line above"},
	{"did not find expected ',' or", "close the bracket"},
	{"unexpected end of stream", "close the quotes"},
	{"unknown escape character", `in double quotes a backslash is written \\`},
	{"unknown anchor", "define it with & before it is used"},
}

func problemHint(err error) string {
	for _, h := range problemHints {
		if strings.Contains(err.Error(), h.message) {
			return h.hint
		}
	}
	return ""
}

// problemSpan finds where the parser failed. Its message names a line, often that of
// the start of what it was reading, so the file is read again, a byte at a time: the failure is at
// the last byte that it asked for, give or take what it looks ahead.
func problemSpan(file *source.File, text string, err error) source.Span {
	if m := lineOf.FindStringSubmatch(err.Error()); m[1] != "" && strings.Contains(err.Error(), "end of stream") {
		line, convErr := strconv.Atoi(m[1])
		if convErr == nil {
			return lineSpan(file, newPlaces(file.Text).at(line, 1))
		}
	}
	slow := &byteReader{text: text}
	if _, _, again := documents(slow); again == nil {
		return source.Span{File: file}
	}
	at := min(slow.at, len(text))
	if strings.Contains(err.Error(), "mapping values") {
		if colon := strings.LastIndexByte(text[:at], ':'); colon >= 0 {
			return source.Span{File: file, Start: colon, End: colon + 1}
		}
	}
	return lineSpan(file, len(strings.TrimRight(text[:at], " \t\r\n")))
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
