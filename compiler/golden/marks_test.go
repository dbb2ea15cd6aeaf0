package golden

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

const marked = `-- bad.yaml --
a: 1
b: [2]   #! 4: wrong #! 9: also wrong
c: 3
`

func TestUnmarked(t *testing.T) {
	a := &Archive{parsed: txtar.Parse([]byte(marked))}
	text, _ := a.Part("bad.yaml")
	if got := Unmarked(text); got != "a: 1\nb: [2]\nc: 3\n" {
		t.Errorf("got %q", got)
	}
}

// TestWantMistakes shows that nothing is said where the marks are right, and that -update moves them.
func TestWantMistakes(t *testing.T) {
	a := &Archive{parsed: txtar.Parse([]byte(marked))}
	a.WantMistakes(t, "bad.yaml", []Mistake{{2, 4, "wrong"}, {2, 9, "also wrong"}})
	if a.changed {
		t.Error("marks that are right were rewritten")
	}
	defer func(before bool) { *update = before }(*update)
	*update = true
	a.WantMistakes(t, "bad.yaml", []Mistake{{2, 4, "wrong"}, {3, 1, "new"}})
	text, _ := a.Part("bad.yaml")
	if want := "a: 1\nb: [2]   #! 4: wrong\nc: 3   #! 1: new\n"; text != want || strings.Contains(text, "also") {
		t.Errorf("got %q, want %q", text, want)
	}
}
