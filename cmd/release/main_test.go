package main

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/compiler/build"
)

// TestModules brings the modules along twice: the same bytes, each module with its licence and its go.mod, and
// each in the version that the runtime requires.
func TestModules(t *testing.T) {
	t.Chdir("../..")
	var before []byte
	for range 2 {
		path := filepath.Join(t.TempDir(), "modules.zip")
		if err := bringModules(path, time.Unix(1e9, 0)); err != nil {
			t.Fatal(err)
		}
		after, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if before != nil && !bytes.Equal(before, after) {
			t.Error("two archives of the same modules differ")
		}
		before = after
	}
	archive, err := zip.NewReader(bytes.NewReader(before), int64(len(before)))
	if err != nil {
		t.Fatal(err)
	}
	sums, err := build.Sums(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	for _, module := range brought {
		found := ""
		for _, f := range archive.File {
			if version, ok := strings.CutPrefix(f.Name, module+"@"); ok && strings.HasSuffix(version, "/go.mod") {
				found = strings.TrimSuffix(version, "/go.mod")
			}
		}
		if sums[module+" "+found] == "" {
			t.Errorf("%s is brought along as %q, which go.sum does not know", module, found)
		}
		if _, err := archive.Open(module + "@" + found + "/LICENSE"); err != nil {
			t.Error(err)
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, version := range []string{"", "0.1.0", "v1", "v1.2.3 -X main.release=x"} {
		if err := release(version, t.TempDir(), nil); err == nil {
			t.Errorf("%q was released", version)
		}
	}
	if _, err := one("v0.1.0", "plan9", time.Time{}); err == nil {
		t.Error("a system without an architecture was released")
	}
}
