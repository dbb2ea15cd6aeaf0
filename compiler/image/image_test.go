package image

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"log"
	"maps"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/registry"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

func must[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// options are those of an image whose programs are this test itself, which is a Go binary too.
func options(t *testing.T, platforms ...string) Options {
	t.Helper()
	self := must(os.ReadFile(must(os.Executable())(t)))(t)
	var zones bytes.Buffer
	w := zip.NewWriter(&zones)
	for _, name := range []string{"Europe/", "Europe/Berlin", "UTC", "../../etc/passwd"} {
		f := must(w.Create(name))(t)
		if !strings.HasSuffix(name, "/") {
			must(f.Write([]byte("TZif")))(t)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	o := Options{Name: "source-a", Tag: must(name.NewTag("example/source-a:0.1.0"))(t), Created: time.Unix(86400, 0).UTC(), Zones: zones.Bytes(),
		Sources: Sources{Compiler: "v1.2.3", Manifest: digest([]byte("version: 1")), Flavor: "platform"}}
	for _, text := range platforms {
		o.Programs = append(o.Programs, Program{Platform: *must(v1.ParsePlatform(text))(t), Binary: self, Shell: []byte(self)})
	}
	return o
}

// files is all that the layers of an image hold, by name.
func files(t *testing.T, one v1.Image) map[string]*tar.Header {
	t.Helper()
	out := map[string]*tar.Header{}
	for _, l := range must(one.Layers())(t) {
		r := must(l.Uncompressed())(t)
		archive := tar.NewReader(r)
		for {
			h, err := archive.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			out[h.Name] = h
		}
		r.Close()
	}
	return out
}

func TestImage(t *testing.T) {
	made := must(Make(options(t, "linux/amd64", "linux/arm64")))(t)
	manifest := must(made.Index.IndexManifest())(t)
	if len(manifest.Manifests) != 2 || manifest.Manifests[1].Platform.String() != "linux/arm64" {
		t.Fatalf("the index holds %+v", manifest.Manifests)
	}
	one := must(made.Index.Image(manifest.Manifests[1].Digest))(t)
	config := must(one.ConfigFile())(t)
	c := config.Config
	if c.User != "1000:1000" || c.WorkingDir != "/airbyte" || !slices.Equal(c.Entrypoint, []string{"/airbyte/source-a"}) || config.Architecture != "arm64" {
		t.Errorf("the configuration is %+v", c)
	}
	if !slices.Contains(c.Env, "AIRBYTE_ENTRYPOINT=/airbyte/source-a") || !slices.Contains(c.Env, "SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt") {
		t.Errorf("the environment is %q", c.Env)
	}
	if c.Labels["io.airbyte.name"] != "example/source-a" || c.Labels["io.airbyte.version"] != "0.1.0" {
		t.Errorf("the labels are %q", c.Labels)
	}
	held := files(t, one)
	for name, want := range map[string]struct {
		mode  int64
		owner int
	}{
		"airbyte/source-a": {0o555, 0}, "bin/sh": {0o755, 0}, "tmp/": {0o1777, 0}, "airbyte/": {0o755, 1000}, "config/": {0o755, 1000},
		"secrets/": {0o755, 1000}, "source/": {0o755, 1000}, "etc/passwd": {0o644, 0}, certificatesFile: {0o644, 0},
		"usr/share/zoneinfo/Europe/Berlin": {0o644, 0}, "usr/share/zoneinfo/etc/passwd": {0o644, 0},
	} {
		h := held[name]
		if h == nil || h.Mode != want.mode || h.Uid != want.owner || h.Gid != want.owner || !h.ModTime.Equal(time.Unix(86400, 0)) {
			t.Errorf("%s is %+v", name, h)
		}
	}
}

func TestPureImage(t *testing.T) {
	o := options(t, "linux/amd64")
	o.Programs[0].Shell = nil
	made := must(Make(o))(t)
	if held := files(t, made.images[0]); held["bin/sh"] != nil || held["airbyte/source-a"] == nil {
		t.Errorf("the image holds %v", slices.Sorted(maps.Keys(held)))
	}
}

// TestSameImage makes an image twice: everything that is written is the same.
func TestSameImage(t *testing.T) {
	var before map[string]string
	for range 2 {
		dir := filepath.Join(t.TempDir(), "layout")
		if err := must(Make(options(t, "linux/amd64", "linux/arm64")))(t).WriteLayout(dir); err != nil {
			t.Fatal(err)
		}
		after := map[string]string{}
		must(0, filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() {
				after[strings.TrimPrefix(path, dir)] = string(must(os.ReadFile(path))(t))
			}
			return err
		}))(t)
		if before != nil && !maps.Equal(before, after) {
			t.Error("two runs differ")
		}
		before = after
	}
}

func TestDocuments(t *testing.T) {
	o := options(t, "linux/amd64")
	made := must(Make(o))(t)
	var names []string
	for _, d := range made.Documents {
		names = append(names, d.Name)
		if !json.Valid(d.Data) {
			t.Errorf("%s is no JSON", d.Name)
		}
	}
	if !slices.Equal(names, []string{"sbom.linux-amd64.spdx.json", "provenance.intoto.json"}) {
		t.Fatalf("the documents are %q", names)
	}
	sbom, provenance := string(made.Documents[0].Data), string(made.Documents[1].Data)
	for _, want := range []string{`"SPDX-2.3"`, `pkg:golang/stdlib@`, `Tool: lowcode-v1.2.3`} {
		if !strings.Contains(sbom, want) {
			t.Errorf("the bill of materials lacks %s", want)
		}
	}
	index := must(made.Index.Digest())(t)
	for _, want := range []string{index.Hex, o.Sources.Manifest, "https://slsa.dev/provenance/v1"} {
		if !strings.Contains(provenance, want) {
			t.Errorf("the provenance lacks %s", want)
		}
	}
}

func TestLayout(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "above", "layout")
	made := must(Make(options(t, "linux/amd64")))(t)
	for range 2 { // the second one replaces the first one
		if err := made.WriteLayout(dir); err != nil {
			t.Fatal(err)
		}
	}
	entries := must(os.ReadDir(filepath.Dir(dir)))(t)
	if len(entries) != 1 {
		t.Errorf("beside the layout stands %v", entries)
	}
	index := must(must(layout.ImageIndexFromPath(dir))(t).IndexManifest())(t)
	if first := index.Manifests[0]; first.Annotations["org.opencontainers.image.ref.name"] != "0.1.0" {
		t.Errorf("the first manifest is %+v", first)
	}
	mine := t.TempDir()
	must(0, os.WriteFile(filepath.Join(mine, "notes"), nil, 0o666))(t)
	if err := made.WriteLayout(mine); err == nil || !strings.Contains(err.Error(), "no OCI layout") {
		t.Errorf("a directory with files in it: %v", err)
	}
	based := options(t, "linux/amd64")
	based.Base = dir
	one := must(Make(based))(t).images[0]
	if layers := must(one.Layers())(t); len(layers) != 6 {
		t.Errorf("on a base there are %d layers", len(layers))
	}
	based = options(t, "linux/arm64")
	based.Base = dir
	if _, err := Make(based); err == nil || !strings.Contains(err.Error(), "no image for linux/arm64") {
		t.Errorf("a base without the platform: %v", err)
	}
}

func TestTar(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.tar")
	made := must(Make(options(t, "linux/amd64")))(t)
	if err := made.WriteTar(path); err != nil {
		t.Fatal(err)
	}
	one := must(tarball.ImageFromPath(path, &made.Tag))(t)
	if files(t, one)["airbyte/source-a"] == nil {
		t.Error("the archive holds no connector")
	}
	must(os.Stat(path + ".provenance.intoto.json"))(t)
	if err := must(Make(options(t, "linux/amd64", "linux/arm64")))(t).WriteTar(path); err != nil {
		t.Fatal(err)
	}
	archive := tar.NewReader(bytes.NewReader(must(os.ReadFile(path))(t)))
	var names []string
	for h, err := archive.Next(); err == nil; h, err = archive.Next() {
		names = append(names, h.Name)
	}
	if !slices.Contains(names, "oci-layout") || !slices.Contains(names, "index.json") {
		t.Errorf("the archive holds %q", names)
	}
	if err := made.WriteTar(filepath.Join(t.TempDir(), "no", "a.tar")); err == nil {
		t.Error("a file in no directory was written")
	}
}

func TestPush(t *testing.T) {
	server := httptest.NewServer(registry.New(registry.WithReferrersSupport(true), registry.Logger(log.New(io.Discard, "", 0))))
	defer server.Close()
	to := must(name.ParseReference(strings.TrimPrefix(server.URL, "http://") + "/example/source-a:0.1.0"))(t)
	made := must(Make(options(t, "linux/amd64", "linux/arm64")))(t)
	if err := made.Push(context.Background(), to); err != nil {
		t.Fatal(err)
	}
	digest := must(made.Index.Digest())(t)
	if got := must(must(remote.Index(to))(t).Digest())(t); got != digest {
		t.Errorf("the registry has %s, not %s", got, digest)
	}
	referrers := must(must(remote.Referrers(to.Context().Digest(digest.String())))(t).IndexManifest())(t)
	if len(referrers.Manifests) != 1 || referrers.Manifests[0].ArtifactType != string(intotoType) {
		t.Errorf("the image is referred to by %+v", referrers.Manifests)
	}
	server.Close()
	if err := made.Push(context.Background(), to); err == nil {
		t.Error("a registry that is not there took the image")
	}
}
