package golden

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestArchive reads an archive, and with -update rewrites the parts that differ and no others.
func TestArchive(t *testing.T) {
	path := filepath.Join(t.TempDir(), "case.txtar")
	if err := os.WriteFile(path, []byte("why\n-- in --\na\n-- want --\nold\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	defer func(before bool) { *update = before }(*update)
	*update = true
	Each(t, filepath.Join(filepath.Dir(path), "*.txtar"), func(t *testing.T, a *Archive) {
		in, ok := a.Part("in")
		if _, missing := a.Part("none"); !ok || in != "a\n" || missing || a.Name != "case" || a.Comment() != "why\n" || !slices.Equal(a.Names(), []string{"in", "want"}) {
			t.Errorf("read %+v", a.parsed)
		}
		a.Want(t, "in", "a")
		a.Want(t, "want", "new")
		a.Want(t, "more", "b\n")
	})
	text, err := os.ReadFile(path)
	if want := "why\n-- in --\na\n-- want --\nnew\n-- more --\nb\n"; err != nil || string(text) != want {
		t.Errorf("wrote %q, %v", text, err)
	}
}
