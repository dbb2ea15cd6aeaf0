// Package golden reads the archives of testdata and rewrites what tests expect.
//
// In goes a txtar archive, one case; out come its parts by name. With -update a
// part that differs is rewritten instead of reported. It is used by tests only
// and knows nothing of what the parts mean.
package golden

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the expected parts of testdata")

// An Archive is one case: a text that says why, and parts that have names.
type Archive struct {
	Name    string // of the file, without its directory and ending
	path    string
	parsed  *txtar.Archive
	changed bool
}

// Each runs a test for every archive that a pattern of files matches, in the order of their names;
// no archive at all is a failure. With -update, archives that a test changed are written back.
func Each(t *testing.T, pattern string, test func(*testing.T, *Archive)) {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) == 0 {
		t.Fatalf("no archive matches %s", pattern)
	}
	for _, path := range paths {
		a := open(t, path)
		t.Run(a.Name, func(t *testing.T) {
			defer a.save(t)
			test(t, a)
		})
	}
}

func open(t *testing.T, path string) *Archive {
	t.Helper()
	parsed, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return &Archive{Name: strings.TrimSuffix(filepath.Base(path), ".txtar"), path: path, parsed: parsed}
}

func (a *Archive) save(t *testing.T) {
	t.Helper()
	if !a.changed {
		return
	}
	if err := os.WriteFile(a.path, txtar.Format(a.parsed), 0o666); err != nil {
		t.Error(err)
	}
}

// Comment is the text before the first part: why the case is there.
func (a *Archive) Comment() string { return string(a.parsed.Comment) }

// Part is the text of a part; ok is false when the archive has none of that name.
func (a *Archive) Part(name string) (text string, ok bool) {
	for _, f := range a.parsed.Files {
		if f.Name == name {
			return string(f.Data), true
		}
	}
	return "", false
}

// Files are the parts as a file system.
func (a *Archive) Files() (fs.FS, error) { return txtar.FS(a.parsed) }

// Names are the names of the parts, in their order.
func (a *Archive) Names() []string {
	var names []string
	for _, f := range a.parsed.Files {
		names = append(names, f.Name)
	}
	return names
}

// Want compares what a test got with the part that expects it. With -update the part becomes
// what the test got.
func (a *Archive) Want(t *testing.T, name, got string) {
	t.Helper()
	if !strings.HasSuffix(got, "\n") && got != "" {
		got += "\n" // every part of an archive ends a line
	}
	want, _ := a.Part(name)
	switch {
	case got == want:
	case *update:
		a.set(name, got)
	default:
		t.Errorf("%s: %s\n--- want\n%s--- got\n%s", a.path, name, want, got)
	}
}

func (a *Archive) set(name, text string) {
	a.changed = true
	for i, f := range a.parsed.Files {
		if f.Name == name {
			a.parsed.Files[i].Data = []byte(text)
			return
		}
	}
	a.parsed.Files = append(a.parsed.Files, txtar.File{Name: name, Data: []byte(text)})
}

// File compares what a test got with a whole file, or rewrites the file with -update.
func File(t *testing.T, path, got string) {
	t.Helper()
	want, err := os.ReadFile(path)
	switch {
	case err == nil && string(want) == got:
	case *update:
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	case err != nil:
		t.Error(err)
	default:
		t.Errorf("%s is not up to date: run the test with -update and read the difference", path)
	}
}
