package build

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler/gen"
)

// withCustom are the files of a connector with a custom.go that links another package of the runtime.
func withCustom(text, custom string) []gen.File {
	return append(generated(text), gen.File{Name: gen.CustomFile, Data: []byte(custom)})
}

const first = "package main\n\nimport \"" + gen.Runtime + "/page\"\n\nfunc init() { page.Next() }\n"

func read(t *testing.T, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	must(t, err)
	return string(data)
}

// TestCustomIsWrittenOnce writes custom.go where there is none, vendors what it links, and never touches it again.
func TestCustomIsWrittenOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "source-a")
	must(t, pack(t, dir, withCustom("one", first), Options{NoBuild: true}))
	if got := read(t, dir, gen.CustomFile); got != first {
		t.Errorf("custom.go is\n%s", got)
	}
	if list := read(t, dir, "vendor/modules.txt"); !strings.Contains(list, gen.Runtime+"/page\n") {
		t.Errorf("what custom.go links is not vendored:\n%s", list)
	}
	mine := first + "\n// mine\n"
	must(t, os.WriteFile(filepath.Join(dir, gen.CustomFile), []byte(mine), 0o666))
	for _, force := range []bool{false, true} {
		must(t, pack(t, dir, withCustom("two", "package main\n"), Options{NoBuild: true, Force: force}))
		if got := read(t, dir, gen.CustomFile); got != mine {
			t.Fatalf("with force %t custom.go became\n%s", force, got)
		}
	}
	if list := read(t, dir, "vendor/modules.txt"); !strings.Contains(list, gen.Runtime+"/page\n") {
		t.Errorf("what the user's custom.go links is not vendored:\n%s", list)
	}
	must(t, pack(t, dir, generated("three"), Options{NoBuild: true}))
	if got := read(t, dir, gen.CustomFile); got != mine {
		t.Errorf("without classes custom.go became\n%s", got)
	}
}

// TestOwnSource gives the user's Go of a package, and none of what was generated.
func TestOwnSource(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "source-a")
	if own, err := OwnSource(dir); err != nil || own != nil {
		t.Errorf("a package that is not there has %v, %v", own, err)
	}
	must(t, pack(t, dir, withCustom("one", first), Options{NoBuild: true}))
	must(t, os.WriteFile(filepath.Join(dir, "more.go"), []byte("package main\n"), 0o666))
	must(t, os.WriteFile(filepath.Join(dir, "custom_test.go"), []byte("package main\n"), 0o666))
	own, err := OwnSource(dir)
	must(t, err)
	var names []string
	for _, f := range own {
		names = append(names, f.Name)
	}
	if got := strings.Join(names, " "); got != "custom.go more.go" {
		t.Errorf("the user's files are %s", got)
	}
}

// TestTestsOfCustomAreVendored vendors what custom_test.go imports, so that go test works in the package offline.
func TestTestsOfCustomAreVendored(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "source-a")
	must(t, os.Mkdir(dir, 0o777))
	must(t, os.WriteFile(filepath.Join(dir, "custom_test.go"), []byte("package main\n\nimport _ \""+gen.Runtime+"/page\"\n"), 0o666))
	must(t, pack(t, dir, generated("one"), Options{NoBuild: true}))
	if list := read(t, dir, "vendor/modules.txt"); !strings.Contains(list, gen.Runtime+"/page\n") {
		t.Errorf("what custom_test.go links is not vendored:\n%s", list)
	}
}
