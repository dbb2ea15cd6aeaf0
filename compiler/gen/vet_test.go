package gen

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"
)

// vet runs go vet and gofmt over a generated package, in a module of stubs: just the names that the
// tests' plans use, so that gen is tested without the runtime.
func vet(t *testing.T, files []File) {
	t.Helper()
	dir := t.TempDir()
	stub, err := txtar.ParseFile("testdata/stub/runtime.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range stub.Files {
		writeFile(t, dir, File{f.Name, f.Data})
	}
	for _, f := range files {
		f.Name = "connector/" + f.Name
		writeFile(t, dir, f)
	}
	for _, command := range [][]string{{"go", "vet", "./connector"}, {"sh", "-c", `test -z "$(gofmt -s -l connector)"`}} {
		cmd := exec.Command(command[0], command[1:]...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off", "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v: %v\n%s", command, err, out)
		}
	}
}

func writeFile(t *testing.T, dir string, f File) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(f.Name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, f.Data, 0o666); err != nil {
		t.Fatal(err)
	}
}
