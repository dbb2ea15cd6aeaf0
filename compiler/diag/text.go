package diag

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// lineWidth is how many characters of a source line are shown around a mark; manifests
// hold JSON on one line of many thousand.
const lineWidth = 160

// WriteText prints the list for people, with an empty line between two diagnostics.
func (l List) WriteText(w io.Writer) error {
	_, err := io.WriteString(w, l.Text())
	return err
}

// Text is what WriteText prints.
func (l List) Text() string {
	var b strings.Builder
	for i, d := range l {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(d.Text())
	}
	return b.String()
}

// Text is the diagnostic for people: the first line, the source line with its mark, the notes,
// and how the place was reached, the nearest reference first.
func (d Diagnostic) Text() string {
	var b strings.Builder
	b.WriteString(d.String() + "\n")
	gutter := "   "
	if !d.Span.IsZero() {
		gutter = d.writeMark(&b)
	}
	for _, note := range d.Notes {
		fmt.Fprintf(&b, "%s= %s\n", gutter, oneLine(note))
	}
	for line := range strings.Lines(d.Code) {
		b.WriteString("    " + printable([]rune(strings.TrimSuffix(line, "\n"))) + "\n")
	}
	for i := len(d.Via) - 1; i >= 0; i-- {
		fmt.Fprintf(&b, "%s= reached from %s\n", gutter, d.Via[i])
	}
	return b.String()
}

// String tells the place of a reference: streams.issues at manifest.yaml:118:7.
func (r Ref) String() string {
	if r.Span.IsZero() {
		return oneLine(r.Path)
	}
	p := r.Span.Position()
	place := fmt.Sprintf("%s:%d:%d", r.Span.File.Name, p.Line, p.Column)
	if r.Path == "" {
		return place
	}
	return oneLine(r.Path) + " at " + place
}

// writeMark prints the source line with a mark under the span, and returns the blank gutter.
func (d Diagnostic) writeMark(b *strings.Builder) string {
	start := d.Span.Position()
	line := []rune(d.Span.File.Line(start.Line))
	from := min(start.Column-1, len(line))
	length := utf8.RuneCountInString(d.Span.Text())
	to := min(from+max(length, 1), max(len(line), from+1))

	number := fmt.Sprint(start.Line)
	gutter := strings.Repeat(" ", len(number)+1)
	shown, at, cut := window(line, from, to)
	mark := pad(shown[:at]) + strings.Repeat("^", max(min(to-from, cut), 1))
	if d.Hint != "" {
		mark += " " + oneLine(d.Hint)
	}
	fmt.Fprintf(b, "%s|\n%s | %s\n%s| %s\n", gutter, number, printable(shown), gutter, mark)
	return gutter
}

// window cuts a long line to the part around from; at is where from is in it, and at most
// cut characters from there on are shown.
func window(line []rune, from, to int) (shown []rune, at, cut int) {
	if len(line) <= lineWidth {
		return line, from, to - from
	}
	low := max(0, min(from-lineWidth/4, len(line)-lineWidth))
	high := min(low+lineWidth, len(line))
	shown = append(shown, line[low:high]...)
	if low > 0 {
		shown[0] = '…'
	}
	if high < len(line) {
		shown[len(shown)-1] = '…'
	}
	return shown, from - low, high - from
}

// pad is as wide as the text before a mark: tabs stay, so that they are as wide as above.
func pad(text []rune) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\t':
			b.WriteByte('\t')
		case unicode.Is(unicode.Mn, r):
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// printable replaces what would drive a terminal.
func printable(text []rune) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && unicode.IsControl(r) {
			return utf8.RuneError
		}
		return r
	}, string(text))
}

// maxWords is how much of a message is printed, in bytes: it may quote a scalar of any length.
const maxWords = 500

// oneLine folds line breaks and replaces control characters: words may quote a manifest.
func oneLine(s string) string {
	if len(s) > maxWords {
		s = strings.ToValidUTF8(s[:maxWords], "") + "…"
	}
	s = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ").Replace(s)
	return printable([]rune(s))
}
