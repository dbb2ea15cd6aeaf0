package gen

import (
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler/golden"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// TestPackage shows every file of a small source, and vets it against the stub of the runtime.
func TestPackage(t *testing.T) {
	golden.Each(t, "testdata/tracker.txtar", func(t *testing.T, a *golden.Archive) {
		src := tracker()
		plan.Share(src, SharedNames())
		files, err := Package(src)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, f := range files {
			names = append(names, f.Name)
			a.Want(t, f.Name, string(f.Data))
		}
		if got, want := strings.Join(names, " "), strings.Join(a.Names(), " "); got != want {
			t.Errorf("files %s, want %s", got, want)
		}
		vet(t, files)
	})
}
