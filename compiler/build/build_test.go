package build

import (
	"bytes"
	"context"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lowcode-dev/lowcode/compiler/gen"
)

// source is a runtime of two packages that links jsonschema, as the real one does.
var source = fstest.MapFS{
	"go.mod":  {Data: []byte("module github.com/lowcode-dev/lowcode\n\ngo 1.26\n\nrequire github.com/santhosh-tekuri/jsonschema/v5 v5.3.1\n")},
	"LICENSE": {Data: []byte("free\n")},
	"runtime/connector/connector.go": {Data: []byte(`package connector

import "github.com/lowcode-dev/lowcode/runtime/config"

func Main(text string) { print(text, config.Valid()) }
`)},
	"runtime/connector/connector_test.go": {Data: []byte("package connector\n\nimport _ \"github.com/lowcode-dev/lowcode/runtime/page\"\n")},
	"runtime/connector/testdata/x.go":     {Data: []byte("not Go")},
	"runtime/config/config.go": {Data: []byte(`package config

import "github.com/santhosh-tekuri/jsonschema/v5"

func Valid() bool { return jsonschema.Draft7 != nil }
`)},
	"runtime/page/page.go": {Data: []byte("package page\n\nfunc Next() {}\n")},
}

// generated are the files of a connector that prints a text.
func generated(text string, streams ...string) []gen.File {
	files := []gen.File{
		{Name: "main.go", Data: []byte(gen.Header + "\n\npackage main\n\nimport (\n\t_ \"embed\"\n\n\t\"" + gen.Runtime + "/connector\"\n)\n\n" +
			"//go:embed spec.json\nvar spec []byte\n\nfunc main() { connector.Main(\"" + text + "\" + string(spec)) }\n")},
		{Name: "spec.json", Data: []byte("{}\n")},
	}
	for _, s := range streams {
		files = append(files, gen.File{Name: s + "_stream.go", Data: []byte(gen.Header + "\n\npackage main\n\nimport _ \"embed\"\n\n//go:embed schemas/" + s + ".json\nvar " + s + " []byte\n")},
			gen.File{Name: "schemas/" + s + ".json", Data: []byte("{}\n")})
	}
	return files
}

func pack(t *testing.T, dir string, files []gen.File, o Options) error {
	t.Helper()
	o.Dir, o.Source = dir, source
	return Package(context.Background(), files, o)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// snapshot is every file below a directory with its text; directories end with a slash.
func snapshot(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	must(t, filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil || rel == "." {
			return err
		}
		switch {
		case e.IsDir():
			files[rel+"/"] = ""
			return nil
		case !e.Type().IsRegular():
			files[rel], err = os.Readlink(path)
			return err
		}
		data, err := os.ReadFile(path)
		files[rel] = string(data)
		return err
	}))
	return files
}

func top(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return strings.Join(names, " ")
}

func write(t *testing.T, path, text string) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(path), 0o777))
	must(t, os.WriteFile(path, []byte(text), 0o666))
}

func output(t *testing.T, binary string) string {
	t.Helper()
	out, err := exec.Command(binary).CombinedOutput()
	must(t, err)
	return string(out)
}

func TestStandalone(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "made", "source-a")
	must(t, pack(t, dir, generated("one", "issues"), Options{}))
	if got := top(t, dir); got != ".dockerignore Dockerfile go.mod issues_stream.go main.go schemas source-a spec.json vendor" {
		t.Errorf("the package holds %s", got)
	}
	if got := top(t, filepath.Dir(dir)); got != "source-a" {
		t.Errorf("beside the package stands %s", got)
	}
	if got := output(t, filepath.Join(dir, "source-a")); got != "one{}\ntrue" {
		t.Errorf("the binary prints %q", got)
	}
	files := snapshot(t, dir)
	list := "# github.com/lowcode-dev/lowcode v0.0.0\n## explicit; go 1.26\n" + gen.Runtime + "/config\n" + gen.Runtime + "/connector\n" +
		"# github.com/santhosh-tekuri/jsonschema/v5 v5.3.1\n## explicit; go 1.19\ngithub.com/santhosh-tekuri/jsonschema/v5\n"
	if files["vendor/modules.txt"] != list {
		t.Errorf("modules.txt:\n%s", files["vendor/modules.txt"])
	}
	for _, name := range []string{"config/config.go", "connector/connector.go"} {
		if _, ok := files["vendor/"+gen.Runtime+"/"+name]; !ok {
			t.Errorf("%s is not vendored", name)
		}
	}
	for name := range files {
		if strings.Contains(name, "vendor/"+gen.Runtime) && (strings.Contains(name, "_test") || strings.Contains(name, "testdata") || strings.Contains(name, "page")) {
			t.Errorf("%s is vendored", name)
		}
	}
	for _, command := range [][]string{{"build", "-o", filepath.Join(parent, "again"), "."}, {"vet", "."}} {
		cmd := exec.Command("go", command...)
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOFLAGS=", "GOPROXY=off", "GOWORK=off", "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("go %s: %v\n%s", command[0], err, out)
		}
	}
}

// TestSameBytes writes a package twice into one directory, and once elsewhere.
func TestSameBytes(t *testing.T) {
	dir, other := filepath.Join(t.TempDir(), "source-a"), filepath.Join(t.TempDir(), "elsewhere", "source-a")
	must(t, pack(t, dir, generated("one", "issues"), Options{}))
	first := snapshot(t, dir)
	must(t, pack(t, dir, generated("one", "issues"), Options{}))
	must(t, pack(t, other, generated("one", "issues"), Options{}))
	if !maps.Equal(first, snapshot(t, dir)) || !maps.Equal(first, snapshot(t, other)) {
		t.Error("the same input gives other bytes")
	}
}

// TestAgain writes another version over a package: what is stale goes, what is the user's stays.
func TestAgain(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "source-a")
	must(t, pack(t, dir, generated("one", "issues", "users"), Options{}))
	before, err := os.Stat(dir)
	must(t, err)
	write(t, filepath.Join(dir, "custom.go"), "package main\n\nimport \""+gen.Runtime+"/page\"\n\nfunc custom() { page.Next() }\n")
	write(t, filepath.Join(dir, "custom_test.go"), "package main\n")
	mine, err := os.Stat(filepath.Join(dir, "custom.go"))
	must(t, err)
	must(t, pack(t, dir, generated("two", "users"), Options{}))
	after, err := os.Stat(dir)
	must(t, err)
	still, err := os.Stat(filepath.Join(dir, "custom.go"))
	must(t, err)
	if !os.SameFile(before, after) || !os.SameFile(mine, still) || !mine.ModTime().Equal(still.ModTime()) {
		t.Error("the directory or custom.go is another one")
	}
	if got := top(t, dir); got != ".dockerignore Dockerfile custom.go custom_test.go go.mod main.go schemas source-a spec.json users_stream.go vendor" {
		t.Errorf("the package holds %s", got)
	}
	if got := top(t, filepath.Join(dir, "schemas")); got != "users.json" {
		t.Errorf("schemas holds %s", got)
	}
	if got := output(t, filepath.Join(dir, "source-a")); got != "two{}\ntrue" {
		t.Errorf("the binary prints %q", got)
	}
	if got := top(t, filepath.Join(dir, "vendor", gen.Runtime)); got != "config connector page" {
		t.Errorf("vendor holds %s", got)
	}
	must(t, pack(t, dir, generated("three"), Options{NoBuild: true}))
	if got := top(t, dir); got != ".dockerignore Dockerfile custom.go custom_test.go go.mod main.go spec.json vendor" {
		t.Errorf("without a build the package holds %s", got)
	}
}

// TestUntouched are runs that fail: everything is as it was, and nothing is left behind.
func TestUntouched(t *testing.T) {
	ok := generated("one", "issues")
	for _, test := range []struct {
		name    string
		prepare func(dir string)
		files   []gen.File
		options Options
		reason  string
	}{
		{"a file of the user's", func(dir string) { write(t, filepath.Join(dir, "notes.md"), "mine") }, ok, Options{}, "notes.md"},
		{"files of the user's only", func(dir string) {
			for _, name := range []string{"main.go", "spec.json", "source-a", "a", "b"} {
				write(t, filepath.Join(dir, name), "mine")
			}
		}, ok, Options{}, "…"},
		{"a generated file that the user took over", func(dir string) {
			must(t, pack(t, dir, ok, Options{NoBuild: true}))
			write(t, filepath.Join(dir, "config.go"), "package main\n")
		}, ok, Options{}, "config.go"},
		{"a file", func(dir string) { write(t, dir, "mine") }, ok, Options{Force: true}, "is a file"},
		{"a link", func(dir string) { must(t, os.Symlink(t.TempDir(), dir)) }, ok, Options{Force: true}, "symbolic link"},
		{"a file above", func(dir string) { must(t, os.Remove(filepath.Dir(dir))); write(t, filepath.Dir(dir), "mine") }, ok, Options{}, "not a directory"},
		{"a directory in the way", func(dir string) { write(t, filepath.Join(dir, "main.go", "x"), "mine") }, ok, Options{Force: true}, "in the way"},
		{"a file where schemas go", func(dir string) {
			must(t, pack(t, dir, generated("old"), Options{}))
			write(t, filepath.Join(dir, "schemas"), "mine")
		}, ok, Options{Force: true, NoBuild: true}, "schemas"},
		{"custom code that does not compile", func(dir string) {
			must(t, pack(t, dir, generated("old"), Options{}))
			write(t, filepath.Join(dir, "custom.go"), "package main\n\nfunc custom() { undefined() }\n")
		}, ok, Options{}, "undefined: undefined"},
		{"custom code that is not Go", func(dir string) { write(t, filepath.Join(dir, "custom.go"), "?") }, ok, Options{}, "custom.go"},
		{"a new directory that does not compile", func(string) {}, append(generated("x"), gen.File{Name: "x_stream.go", Data: []byte("package main\n\nvar x int = nil\n")}), Options{}, "building source-a"},
		{"an unknown system", func(string) {}, ok, Options{OS: "beos"}, "beos"},
	} {
		t.Run(test.name, func(t *testing.T) {
			parent := filepath.Join(t.TempDir(), "parent")
			must(t, os.Mkdir(parent, 0o777))
			dir := filepath.Join(parent, "source-a")
			test.prepare(dir)
			before := snapshot(t, filepath.Dir(parent))
			err := pack(t, dir, test.files, test.options)
			if err == nil || !strings.Contains(err.Error(), test.reason) {
				t.Errorf("got %v, want %q", err, test.reason)
			}
			after := snapshot(t, filepath.Dir(parent))
			if !maps.Equal(before, after) {
				t.Errorf("before: %v\nafter: %v", slices.Sorted(maps.Keys(before)), slices.Sorted(maps.Keys(after)))
			}
		})
	}
}

func TestForce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "source-a")
	write(t, filepath.Join(dir, "notes.md"), "mine")
	write(t, filepath.Join(dir, "main.go"), "in the way")
	write(t, filepath.Join(dir, "schemas", "own.txt"), "mine")
	write(t, filepath.Join(dir, "help", "help.go"), "package help\n\nfunc Me() {}\n")
	write(t, filepath.Join(dir, "custom.go"), "package main\n\nimport \"source-a/help\"\n\nfunc custom() { help.Me() }\n")
	must(t, pack(t, dir, generated("one", "issues"), Options{Force: true}))
	files := snapshot(t, dir)
	if files["notes.md"] != "mine" || files["schemas/own.txt"] != "mine" || files["help/help.go"] == "" || strings.Contains(files["main.go"], "in the way") || files["schemas/issues.json"] == "" {
		t.Errorf("the package holds %v", slices.Sorted(maps.Keys(files)))
	}
}

// TestInModule writes packages into modules: one that requires the runtime, the runtime's own, and another one.
func TestInModule(t *testing.T) {
	root := t.TempDir()
	for name, f := range source {
		write(t, filepath.Join(root, "lowcode", name), string(f.Data))
	}
	write(t, filepath.Join(root, "lowcode", "go.sum"), jsonschemaSum)
	write(t, filepath.Join(root, "team", "go.mod"), "module example.com/team\n\ngo 1.26\n\nrequire (\n\tgithub.com/lowcode-dev/lowcode v0.1.0\n\tgithub.com/santhosh-tekuri/jsonschema/v5 v5.3.1 // indirect\n)\n\n"+
		"replace github.com/lowcode-dev/lowcode => ../lowcode\n")
	write(t, filepath.Join(root, "team", "go.sum"), jsonschemaSum)
	write(t, filepath.Join(root, "other", "go.mod"), "module example.com/other\n\ngo 1.26\n")
	for parent, want := range map[string]string{
		"lowcode/examples": "Dockerfile issues_stream.go main.go schemas source-a spec.json",
		"team":             "Dockerfile issues_stream.go main.go schemas source-a spec.json",
		"other":            ".dockerignore Dockerfile go.mod issues_stream.go main.go schemas source-a spec.json vendor",
	} {
		dir := filepath.Join(root, filepath.FromSlash(parent), "source-a")
		for _, text := range []string{"one", "two"} {
			must(t, pack(t, dir, generated(text, "issues"), Options{}))
			if got := top(t, dir); got != want {
				t.Errorf("in %s the package holds %s", parent, got)
			}
			if got := output(t, filepath.Join(dir, "source-a")); got != text+"{}\ntrue" {
				t.Errorf("in %s the binary prints %q", parent, got)
			}
		}
		must(t, pack(t, dir, generated("three"), Options{})) // the embedded file of the stale stream is gone
	}
}

const jsonschemaSum = `github.com/santhosh-tekuri/jsonschema/v5 v5.3.1 h1:lZUw3E0/J3roVtGQ+SCrUrg3ON6NgVqpn3+iol9aGu4=
github.com/santhosh-tekuri/jsonschema/v5 v5.3.1/go.mod h1:uToXkOrWAZ6/Oc07xWQrPOhJotwFIyu2bBVN41fcDUY=
`

// TestCross builds for another system; the program is empty, since all that it links is built anew.
func TestCross(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "source-a")
	files := []gen.File{{Name: "main.go", Data: []byte(gen.Header + "\n\npackage main\n\nfunc main() {}\n")}}
	must(t, pack(t, dir, files, Options{OS: "windows", Arch: "amd64"}))
	data, err := os.ReadFile(filepath.Join(dir, "source-a.exe"))
	must(t, err)
	if !bytes.HasPrefix(data, []byte("MZ")) {
		t.Errorf("the binary starts with %q", data[:2])
	}
	must(t, pack(t, dir, files, Options{NoBuild: true}))
	if _, err := os.Stat(filepath.Join(dir, "source-a.exe")); err == nil {
		t.Error("the stale binary is still there")
	}
}
