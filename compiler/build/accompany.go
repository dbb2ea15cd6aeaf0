package build

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/gen"
	"github.com/lowcode-dev/lowcode/templates"
)

// accompany returns what a package needs beside its own source: a Dockerfile, and a go.mod
// and vendor/ unless it lies in a module that requires the runtime already.
func accompany(ctx context.Context, t *target, files []gen.File, o Options) ([]gen.File, error) {
	if t.module.hasRuntime {
		return t.dockerfile(o.Source)
	}
	guests, err := t.guestSource(files)
	if err != nil {
		return nil, err
	}
	tests, err := t.testSource()
	if err != nil {
		return nil, err
	}
	more, own, requires, err := vendor(ctx, slices.Concat(guests, tests, files), o)
	if err != nil {
		return nil, err
	}
	mod, err := templates.GoMod(moduleName(t.name), own.version, requires)
	if err != nil {
		return nil, err
	}
	ignore, err := templates.Dockerignore()
	if err != nil {
		return nil, err
	}
	docker, err := templates.Dockerfile(t.name, ".", own.release())
	if err != nil {
		return nil, err
	}
	return append(more, gen.File{Name: "go.mod", Data: mod}, gen.File{Name: "Dockerfile", Data: docker},
		gen.File{Name: ".dockerignore", Data: ignore}), nil
}

// dockerfile is that of a package within a module: the whole module is its context.
func (t *target) dockerfile(source fs.FS) ([]gen.File, error) {
	data, err := fs.ReadFile(source, "go.mod")
	if err != nil {
		return nil, err
	}
	own, err := parseModFile(data)
	if err != nil {
		return nil, err
	}
	pkg, err := t.packagePath()
	if err != nil {
		return nil, err
	}
	docker, err := templates.Dockerfile(t.name, pkg, own.release())
	return []gen.File{{Name: "Dockerfile", Data: docker}}, err
}

// packagePath is where the package is in its module, slash-separated.
func (t *target) packagePath() (string, error) {
	rel, err := filepath.Rel(t.module.root, t.dir)
	return filepath.ToSlash(rel), err
}

// guests are the files and directories of the user's that stay where they are.
func (t *target) guests() []string { return slices.Concat(t.users, t.foreign) }

// withoutUsers leaves out what the user owns and has: it is never written again.
func (t *target) withoutUsers(files []gen.File) []gen.File {
	return slices.DeleteFunc(slices.Clone(files), func(f gen.File) bool { return slices.Contains(t.users, f.Name) })
}

// testSource is the user's tests of custom.go: what they import is at hand offline too.
func (t *target) testSource() ([]gen.File, error) {
	if !slices.Contains(t.users, "custom_test.go") {
		return nil, nil
	}
	data, err := os.ReadFile(filepath.Join(t.dir, "custom_test.go"))
	return []gen.File{{Name: "custom_test.go", Data: data}}, err
}

// guestSource is the user's Go files that stay beside the package's: what they import is linked too.
func (t *target) guestSource(own []gen.File) ([]gen.File, error) {
	var files []gen.File
	for _, name := range t.guests() {
		if slices.ContainsFunc(own, func(f gen.File) bool { return f.Name == name }) {
			continue // about to be replaced
		}
		path := filepath.Join(t.dir, filepath.FromSlash(name))
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue // a dangling link is not part of the build either
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		files = append(files, gen.File{Name: name, Data: data})
	}
	return files, nil
}
