package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMetadata writes what Airbyte's registry wants, once: what the user makes of it stays.
func TestMetadata(t *testing.T) {
	text := strings.Replace(manifest, "spec:\n  type: Spec\n", "spec:\n  type: Spec\n  documentation_url: \"https://sky.example/docs?a=1#'b'\"\n", 1)
	dir := filepath.Join(t.TempDir(), "source-big-sky")
	path := file(t, text)
	compile := func() {
		t.Helper()
		if code, _, stderr := call(t, "compile", path, "-o", dir, "--no-build", "--with-metadata"); code != 0 {
			t.Fatal(stderr)
		}
	}
	compile()
	registry := filepath.Join(dir, "metadata.yaml")
	data, err := os.ReadFile(registry)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`dockerRepository: "airbyte/source-big-sky"`, `name: "Big Sky"`, `- "sky.example"`, `documentationUrl: "https://sky.example/docs?a=1#'b'"`} {
		if !strings.Contains(string(data), want) {
			t.Errorf("metadata.yaml lacks %s:\n%s", want, data)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "acceptance-test-config.yml")); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(registry, []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
	compile()
	if data, err := os.ReadFile(registry); string(data) != "mine" {
		t.Errorf("metadata.yaml became %q, %v", data, err)
	}
}
