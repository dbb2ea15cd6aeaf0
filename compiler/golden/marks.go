package golden

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A Mistake is what a compiler says of one place of a part.
type Mistake struct {
	Line, Column int
	Message      string
}

// mark begins what an archive expects of a line: "#! COLUMN: message".
const mark = "#!"

// Unmarked is the text of a part without what it expects of its lines.
func Unmarked(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		bare, _, _ := strings.Cut(line, mark)
		lines[i] = strings.TrimRight(bare, " ")
	}
	return strings.Join(lines, "\n")
}

// WantMistakes compares what a compiler said of a part, in its order, with the marks on the lines of
// the part. A place outside of the part is an error that no mark can expect.
func (a *Archive) WantMistakes(t *testing.T, name string, got []Mistake) {
	t.Helper()
	text, _ := a.Part(name)
	lines := strings.Split(text, "\n")
	for _, m := range got {
		if m.Line < 1 || m.Line >= len(lines) {
			t.Errorf("%s: %s: outside of the part: line %d: %s", a.path, name, m.Line, m.Message)
		}
	}
	for i := range lines {
		said := saidOf(i+1, got)
		if len(said) == 0 {
			bare, _, _ := strings.Cut(lines[i], mark)
			lines[i] = strings.TrimRight(bare, " ")
			continue
		}
		bare, _, marked := strings.Cut(lines[i], mark)
		if !marked {
			bare += "   "
		}
		lines[i] = bare + strings.Join(said, " ")
	}
	a.Want(t, name, strings.Join(lines, "\n"))
}

// saidOf are the marks of one line.
func saidOf(line int, got []Mistake) []string {
	var said []string
	for _, m := range got {
		if m.Line == line {
			said = append(said, fmt.Sprintf("%s %s: %s", mark, strconv.Itoa(m.Column), m.Message))
		}
	}
	return slices.Compact(said)
}
