package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/v1/layout"
)

// TestImage makes an image of a manifest and one of its package: they hold the same binary.
func TestImage(t *testing.T) {
	dir := t.TempDir()
	manifestFile := filepath.Join(dir, "source-moons.yaml")
	if err := os.WriteFile(manifestFile, []byte(manifest), 0o666); err != nil {
		t.Fatal(err)
	}
	pkg, platform := filepath.Join(dir, "source-moons"), "linux/"+runtime.GOARCH
	if code, _, stderr := call(t, "compile", manifestFile, "-o", pkg, "--no-build"); code != 0 {
		t.Fatal(stderr)
	}
	var layers [2][]string
	for i, from := range []string{manifestFile, pkg} {
		out := filepath.Join(dir, "image")
		code, stdout, stderr := call(t, "image", from, "-t", "example/source-moons:0.1.0", "-o", out, "--platform", platform)
		if code != 0 || !strings.HasPrefix(stdout, "example/source-moons:0.1.0 sha256:") {
			t.Fatalf("exit %d: %s%s", code, stdout, stderr)
		}
		layers[i] = digests(t, out)
	}
	if !slices.Equal(layers[0], layers[1]) || len(layers[0]) != 3 {
		t.Errorf("of the manifest: %q\nof the package: %q", layers[0], layers[1])
	}
	bill, provenance := "", ""
	blobs, err := filepath.Glob(filepath.Join(dir, "image", "blobs", "sha256", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, blob := range blobs {
		if data, err := os.ReadFile(blob); err == nil && strings.Contains(string(data), "SPDX-2.3") {
			bill = string(data)
		} else if err == nil && strings.Contains(string(data), "slsa.dev/provenance") {
			provenance += string(data)
		}
	}
	digest := fmt.Sprintf("%x", sha256.Sum256([]byte(manifest)))
	if !strings.Contains(provenance, digest) {
		t.Errorf("the provenance of the image of the package does not name the manifest %s", digest)
	}
	for _, want := range []string{"pkg:golang/github.com/santhosh-tekuri/jsonschema/v5@v5", "pkg:golang/mvdan.cc/sh/v3@v3", "h1:"} {
		if !strings.Contains(bill, want) {
			t.Errorf("the bill of materials lacks %s", want)
		}
	}
}

// digests are the layers of the only image in a layout.
func digests(t *testing.T, dir string) []string {
	t.Helper()
	index, err := layout.ImageIndexFromPath(dir)
	if err != nil {
		t.Fatal(err)
	}
	outer, err := index.IndexManifest()
	if err != nil {
		t.Fatal(err)
	}
	inner, err := index.ImageIndex(outer.Manifests[0].Digest)
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := inner.IndexManifest()
	if err != nil {
		t.Fatal(err)
	}
	one, err := inner.Image(manifest.Manifests[0].Digest)
	if err != nil {
		t.Fatal(err)
	}
	layers, err := one.Layers()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, l := range layers {
		digest, err := l.Digest()
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, digest.String())
	}
	return out
}

func TestImageUsage(t *testing.T) {
	good := file(t, manifest)
	for _, test := range []struct {
		args   []string
		reason string
	}{
		{nil, "--tag is needed"},
		{[]string{"-t", "Not A Tag"}, "--tag: "},
		{[]string{"-t", "a:1", "--flavor", "salty"}, `unknown flavor "salty"`},
		{[]string{"-t", "a:1", "--platform", "windows/amd64"}, "neither linux/amd64 nor linux/arm64"},
		{[]string{"-t", "a:1", "--push", "?"}, "--push: "},
	} {
		code, _, stderr := call(t, append([]string{"image", good}, test.args...)...)
		if code != exitUsage || !strings.Contains(stderr, test.reason) {
			t.Errorf("%v: exit %d: %s", test.args, code, stderr)
		}
	}
	if code, _, stderr := call(t, "image", file(t, "a: ["), "-t", "a:1"); code != exitManifest {
		t.Errorf("a broken manifest: exit %d: %s", code, stderr)
	}
	if code, _, stderr := call(t, "image", t.TempDir(), "-t", "a:1"); code != exitUsage {
		t.Errorf("an empty directory: exit %d: %s", code, stderr)
	}
	if code, _, stderr := call(t, "image", good, "-t", "a:1", "-o", filepath.Dir(good)); code != exitUsage || !strings.Contains(stderr, "is no OCI layout") {
		t.Errorf("a directory with files: exit %d: %s", code, stderr)
	}
	if code, _, stderr := call(t, "image", file(t, signed("source_sky.Signer")), "-t", "a:1"); code != exitManifest || !strings.Contains(stderr, "lowcode image takes the package") {
		t.Errorf("a manifest with a class: exit %d: %s", code, stderr)
	}
	t.Setenv("SOURCE_DATE_EPOCH", "today")
	if code, _, stderr := call(t, "image", good, "-t", "a:1"); code != exitUsage || !strings.Contains(stderr, "SOURCE_DATE_EPOCH") {
		t.Errorf("a date that is none: exit %d: %s", code, stderr)
	}
}
