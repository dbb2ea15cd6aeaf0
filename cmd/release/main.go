// Command release builds lowcode for the systems that it is released for.
//
//	go run ./cmd/release -version v0.1.0 -o dist
//
// For each system it writes an archive with the program, its licence and README, and a bill of materials
// (SPDX) beside it; SHA256SUMS has the sums of all. The programs bring along the source of the modules
// that connectors link, so that they compile without a network. The same commit gives the same bytes.
package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/lowcode-dev/lowcode/compiler/bill"
	"github.com/lowcode-dev/lowcode/compiler/build"
)

// systems are what lowcode is released for.
var systems = []string{"linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64", "windows/amd64", "windows/arm64"}

// brought are the modules that connectors (jsonschema) and the shell of images link.
var brought = []string{"github.com/santhosh-tekuri/jsonschema/v5", "mvdan.cc/sh/v3", "golang.org/x/sys", "golang.org/x/term"}

func main() {
	version := flag.String("version", "", "the version, such as v0.1.0")
	out := flag.String("o", "dist", "the directory to write to")
	only := flag.String("only", strings.Join(systems, ","), "the systems to build for")
	flag.Parse()
	if err := release(*version, *out, strings.Split(*only, ",")); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

// released is the time of everything in an archive.
func released() (time.Time, error) {
	out, err := exec.Command("git", "log", "-1", "--format=%cI").Output()
	if err != nil {
		return time.Time{}, fmt.Errorf("asking git for the time of the commit: %w", err)
	}
	t, err := time.Parse(time.RFC3339, strings.TrimSpace(string(out)))
	return t.UTC(), err
}

func release(version, out string, systems []string) error {
	if !regexp.MustCompile(`^v\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$`).MatchString(version) {
		return fmt.Errorf("-version is %q and should be one like v0.1.0", version)
	}
	at, err := released()
	if err != nil {
		return err
	}
	if err := bringModules("modules.zip", at); err != nil {
		return err
	}
	defer os.Remove("modules.zip")
	if err := os.MkdirAll(out, 0o777); err != nil {
		return err
	}
	var sums []byte
	for _, system := range systems {
		files, err := one(version, system, at)
		if err != nil {
			return fmt.Errorf("%s: %w", system, err)
		}
		for _, f := range files {
			if err := os.WriteFile(filepath.Join(out, f.name), f.data, 0o666); err != nil {
				return err
			}
			sums = fmt.Appendf(sums, "%x  %s\n", sha256.Sum256(f.data), f.name)
		}
	}
	return os.WriteFile(filepath.Join(out, "SHA256SUMS"), sums, 0o666)
}

type file struct {
	name string
	mode int64
	data []byte
}

// one is the archive for a system and its bill of materials.
func one(version, system string, at time.Time) ([]file, error) {
	goos, arch, ok := strings.Cut(system, "/")
	if !ok {
		return nil, errors.New("a system is OS/ARCH")
	}
	program, err := compile(version, goos, arch)
	if err != nil {
		return nil, err
	}
	name := fmt.Sprintf("lowcode_%s_%s_%s", strings.TrimPrefix(version, "v"), goos, arch)
	binary := "lowcode"
	if goos == "windows" {
		binary += ".exe"
	}
	held, err := texts(name)
	if err != nil {
		return nil, err
	}
	held = slices.Insert(held, 0, file{path.Join(name, binary), 0o755, program})
	archive, suffix := tarOf, ".tar.gz"
	if goos == "windows" {
		archive, suffix = zipOf, ".zip"
	}
	data, err := archive(held, at)
	if err != nil {
		return nil, err
	}
	sums, err := build.Sums(os.DirFS("."))
	if err != nil {
		return nil, err
	}
	b := bill.New("lowcode", version, "APPLICATION", fmt.Sprintf("%x", sha256.Sum256(data)), sums)
	if err := b.Program(binary, program); err != nil {
		return nil, err
	}
	spdx, err := b.SPDX(name, fmt.Sprintf("%x", sha256.Sum256(program)), version, at)
	return []file{{name + suffix, 0o644, data}, {name + ".spdx.json", 0o644, spdx}}, err
}

// texts are what an archive holds beside the program, below a directory of that name.
func texts(dir string) ([]file, error) {
	names, err := filepath.Glob("docs/*")
	if err != nil {
		return nil, err
	}
	var out []file
	for _, name := range append([]string{"LICENSE", "README.md"}, names...) {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		out = append(out, file{path.Join(dir, filepath.ToSlash(name)), 0o644, data})
	}
	return out, nil
}

// compile builds lowcode for a system, with the modules that connectors link in it.
func compile(version, goos, arch string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "lowcode-release-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	binary := filepath.Join(dir, "lowcode")
	cmd := exec.Command("go", "build", "-tags", "release", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w -X main.release="+version, "-o", binary, "./cmd/lowcode")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+goos, "GOARCH="+arch)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return nil, err
	}
	return os.ReadFile(binary)
}

// bringModules writes the modules that connectors link to an archive, by PATH@VERSION.
func bringModules(to string, at time.Time) error {
	var held []file
	for _, module := range brought {
		out, err := exec.Command("go", "mod", "download", "-json", module).Output()
		if err != nil {
			return fmt.Errorf("downloading %s: %w", module, err)
		}
		var m struct{ Dir, Version string }
		if err := json.Unmarshal(out, &m); err != nil {
			return err
		}
		files, err := moduleFiles(m.Dir, module+"@"+m.Version)
		if err != nil {
			return err
		}
		held = append(held, files...)
	}
	data, err := zipOf(held, at)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o666)
}

// moduleFiles is what is built of a module, and its licence.
func moduleFiles(dir, prefix string) (files []file, err error) {
	root := os.DirFS(dir)
	err = fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && (e.Name() == "testdata" || e.Name() == "_examples") {
			return fs.SkipDir
		}
		if !e.Type().IsRegular() || !needed(e.Name()) {
			return nil
		}
		data, err := fs.ReadFile(root, name)
		files = append(files, file{path.Join(prefix, name), 0o644, data})
		return err
	})
	return files, err
}

func needed(name string) bool {
	switch path.Ext(name) {
	case ".go":
		return !strings.HasSuffix(name, "_test.go")
	case ".s", ".h", ".json":
		return true
	}
	return name == "go.mod" || name == "LICENSE"
}

func tarOf(files []file, at time.Time) ([]byte, error) {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	w := tar.NewWriter(z)
	for _, f := range files {
		if err := w.WriteHeader(&tar.Header{Name: f.name, Mode: f.mode, Size: int64(len(f.data)), ModTime: at, Format: tar.FormatPAX}); err != nil {
			return nil, err
		}
		if _, err := w.Write(f.data); err != nil {
			return nil, err
		}
	}
	err := errors.Join(w.Close(), z.Close())
	return out.Bytes(), err
}

func zipOf(files []file, at time.Time) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range files {
		header := &zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: at}
		header.SetMode(fs.FileMode(f.mode))
		part, err := w.CreateHeader(header)
		if err != nil {
			return nil, err
		}
		if _, err := part.Write(f.data); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return out.Bytes(), err
}
