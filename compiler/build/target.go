package build

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/gen"
)

// mark is what each generated text file but JSON holds in its first line.
var mark = strings.TrimPrefix(gen.Header, "// ")

// A target is the directory that a package is written to, as it was found.
type target struct {
	dir       string // absolute, its parents free of links
	name      string // of the binary
	exists    bool
	generated []string // what an earlier run wrote, slash-separated; vendor stands for all of it
	foreign   []string // what it did not
	users     []string // custom.go and the like: never touched, part of the build
	module    module   // the Go module that the directory lies in
}

// inspect looks at the place where a package is to be.
func inspect(dir string) (*target, error) {
	name, err := Name(dir)
	if err != nil {
		return nil, err
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	t := &target{dir: abs, name: name}
	info, err := os.Lstat(abs)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, err
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, misuse("%s is a symbolic link: name the directory itself", dir)
	case !info.IsDir():
		return nil, misuse("%s is a file: a package is a directory", dir)
	default:
		t.exists = true
		if err := t.classify(); err != nil {
			return nil, err
		}
	}
	t.dir = resolveParents(abs)
	t.module, err = findModule(filepath.Dir(t.dir))
	return t, err
}

// resolveParents follows the links of the directories above path that exist, as the go command does.
func resolveParents(path string) string {
	parent, base := filepath.Split(filepath.Clean(path))
	if base == "" {
		return path
	}
	if real, err := filepath.EvalSymlinks(parent); err == nil {
		return filepath.Join(real, base)
	}
	return filepath.Join(resolveParents(filepath.Clean(parent)), base)
}

// classify sorts what the directory holds.
func (t *target) classify() error {
	entries, err := os.ReadDir(t.dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		switch name := e.Name(); {
		case name == "schemas" && e.IsDir():
			if err := t.classifySchemas(); err != nil {
				return err
			}
		case strings.HasPrefix(name, stagePrefix): // of a run that goes on, or was killed
		case isUsers(name):
			t.users = append(t.users, name)
		case t.wrote(e):
			t.generated = append(t.generated, name)
		default:
			t.foreign = append(t.foreign, name)
		}
	}
	t.doubt()
	return nil
}

// doubt takes for foreign what cannot carry a mark if nothing beside it has one.
func (t *target) doubt() {
	if !slices.Contains(t.generated, "main.go") {
		t.foreign = append(t.foreign, t.generated...)
		t.generated = nil
	}
}

func (t *target) classifySchemas() error {
	entries, err := os.ReadDir(filepath.Join(t.dir, "schemas"))
	for _, e := range entries {
		name := "schemas/" + e.Name()
		if e.Type().IsRegular() && strings.HasSuffix(name, ".json") {
			t.generated = append(t.generated, name)
		} else {
			t.foreign = append(t.foreign, name)
		}
	}
	return err
}

// wrote says that an entry of the directory is an earlier run's.
func (t *target) wrote(e fs.DirEntry) bool {
	name := e.Name()
	path := filepath.Join(t.dir, name)
	switch {
	case name == "vendor" && e.IsDir():
		return isOurVendor(path)
	case !e.Type().IsRegular():
		return false
	case name == t.name || name == t.name+".exe" || name == "spec.json":
		return true
	case isGenerated(name):
		marked, err := isMarked(path)
		return err == nil && marked
	}
	return false
}

// isGenerated says that lowcode may write a file of that name.
func isGenerated(name string) bool {
	switch name {
	case "main.go", "config.go", "shared.go", "spec.json", "go.mod", "Dockerfile", ".dockerignore":
		return true
	}
	return strings.HasSuffix(name, "_stream.go")
}

// isUsers says that a file is the user's by name.
func isUsers(name string) bool {
	return slices.Contains([]string{"custom.go", "custom_test.go", "metadata.yaml", "acceptance-test-config.yml"}, name)
}

// isMarked says that a file's first line says that lowcode generated it.
func isMarked(path string) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, 200))
	line, _, _ := bytes.Cut(head, []byte("\n"))
	return bytes.HasSuffix(bytes.TrimRight(line, "\r"), []byte(mark)), err
}

// isOurVendor says that a vendor directory is of the kind that lowcode writes.
func isOurVendor(path string) bool {
	list, err := os.ReadFile(filepath.Join(path, "modules.txt"))
	return err == nil && bytes.HasPrefix(list, []byte("# "+runtimeModule+" "))
}

// refuse says why the directory must not be written to.
func (t *target) refuse(force bool) error {
	if len(t.foreign) == 0 || force {
		return nil
	}
	names := t.foreign
	if len(names) > 3 {
		names = append(names[:3:3], "…")
	}
	return misuse("%s holds files that lowcode did not generate (%s): with --force they stay, and only those that are in the way are replaced",
		t.dir, strings.Join(names, ", "))
}

// checkObstacles refuses to replace a directory of the user's, --force or not.
func (t *target) checkObstacles(files []gen.File) error {
	for _, f := range files {
		name := unitOf(f.Name)
		if !slices.Contains(t.foreign, name) {
			continue
		}
		if info, err := os.Lstat(filepath.Join(t.dir, filepath.FromSlash(name))); err == nil && info.IsDir() {
			return misuse("the directory %s is in the way of a file of the package", name)
		}
	}
	return nil
}
