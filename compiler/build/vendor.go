package build

import (
	"cmp"
	"context"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/gen"
	"github.com/lowcode-dev/lowcode/templates"
)

// unreleased is the version that a standalone package requires of a runtime that is no release. Its
// source is beside it, so the number is only a name.
const unreleased = "v0.0.0"

// A vendored module is one whose packages are copied into vendor/.
type vendored struct {
	path, version, goVersion string
	source                   fs.FS    // the module's root
	packages                 []string // import paths that are linked, sorted
}

// A vendoring gathers the packages that a connector links, and those that they link.
type vendoring struct {
	ctx     context.Context
	brought fs.FS // modules that a release of lowcode brings along
	modules []*vendored
	known   map[string]string // modules that the runtime requires, and their versions
	seen    map[string]bool
	files   []gen.File
}

// vendor copies what the Go files import, directly or not, out of the runtime's module and
// the modules that it requires. It returns the files of vendor/ and the requirements for go.mod.
func vendor(ctx context.Context, roots []gen.File, o Options) ([]gen.File, modFile, []templates.Requirement, error) {
	data, err := fs.ReadFile(o.Source, "go.mod")
	if err != nil {
		return nil, modFile{}, nil, fmt.Errorf("reading the runtime's source: %w", err)
	}
	own, err := parseModFile(data)
	if err != nil {
		return nil, modFile{}, nil, fmt.Errorf("reading the runtime's go.mod: %w", err)
	}
	v := &vendoring{ctx: ctx, brought: o.Modules, known: own.requires, seen: map[string]bool{}}
	v.modules = []*vendored{{path: runtimeModule, version: cmp.Or(o.Version, unreleased), goVersion: own.version, source: o.Source}}
	for _, f := range roots {
		if err := v.follow(f); err != nil {
			return nil, modFile{}, nil, err
		}
	}
	for _, m := range v.modules {
		if err := v.addLicence(m); err != nil {
			return nil, modFile{}, nil, err
		}
	}
	v.files = append(v.files, gen.File{Name: "vendor/modules.txt", Data: v.list()})
	return v.files, own, v.requirements(), nil
}

// follow adds the packages that a Go file imports.
func (v *vendoring) follow(f gen.File) error {
	if !strings.HasSuffix(f.Name, ".go") {
		return nil
	}
	file, err := parser.ParseFile(token.NewFileSet(), f.Name, f.Data, parser.ImportsOnly)
	if err != nil {
		return err
	}
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		if err := v.add(imported); err != nil {
			return err
		}
	}
	return nil
}

// add copies a package and what it imports. A path of the standard library, or of a module that
// the runtime does not know, is left to the go command.
func (v *vendoring) add(imported string) error {
	if v.seen[imported] {
		return nil
	}
	v.seen[imported] = true
	m, err := v.module(imported)
	if err != nil {
		return fmt.Errorf("vendoring %s: %w", imported, err)
	}
	if m == nil {
		return nil
	}
	m.packages = append(m.packages, imported)
	dir := strings.TrimPrefix(strings.TrimPrefix(imported, m.path), "/")
	if dir == "" {
		dir = "."
	}
	entries, err := fs.ReadDir(m.source, dir)
	if err != nil {
		return fmt.Errorf("vendoring %s: %w", imported, err)
	}
	for _, e := range entries {
		if name := e.Name(); e.Type().IsRegular() && isSource(name) {
			if err := v.copy(m, path.Join(dir, name)); err != nil {
				return err
			}
		}
	}
	return nil
}

// isSource says that a file of a package is built: Go, and the assembly of modules that come close to the system.
func isSource(name string) bool {
	switch path.Ext(name) {
	case ".go":
		return !strings.HasSuffix(name, "_test.go")
	case ".s", ".h":
		return true
	}
	return false
}

// copy copies one file and follows its imports.
func (v *vendoring) copy(m *vendored, name string) error {
	data, err := fs.ReadFile(m.source, name)
	if err != nil {
		return err
	}
	f := gen.File{Name: path.Join("vendor", m.path, name), Data: data}
	v.files = append(v.files, f)
	return v.follow(f)
}

// addLicence copies a module's licence, which must go where its source goes.
func (v *vendoring) addLicence(m *vendored) error {
	data, err := fs.ReadFile(m.source, "LICENSE")
	if err != nil {
		return fmt.Errorf("vendoring %s: %w", m.path, err)
	}
	v.files = append(v.files, gen.File{Name: path.Join("vendor", m.path, "LICENSE"), Data: data})
	return nil
}

// module is the module that holds a package, nil for the standard library and for modules of the user's own.
func (v *vendoring) module(imported string) (*vendored, error) {
	for _, m := range v.modules {
		if within(imported, m.path) {
			return m, nil
		}
	}
	for modulePath, version := range v.known {
		if within(imported, modulePath) {
			return v.download(modulePath, version)
		}
	}
	return nil, nil
}

func within(imported, modulePath string) bool {
	return imported == modulePath || strings.HasPrefix(imported, modulePath+"/")
}

// download opens a module in Go's module cache.
func (v *vendoring) download(modulePath, version string) (*vendored, error) {
	source, err := moduleSource(v.ctx, v.brought, modulePath, version)
	if err != nil {
		return nil, err
	}
	data, err := fs.ReadFile(source, "go.mod")
	if err != nil {
		return nil, err
	}
	file, err := parseModFile(data)
	if err != nil {
		return nil, err
	}
	m := &vendored{path: modulePath, version: version, goVersion: file.version, source: source}
	v.modules = append(v.modules, m)
	slices.SortFunc(v.modules, func(a, b *vendored) int { return strings.Compare(a.path, b.path) })
	return m, nil
}

// list is vendor/modules.txt, by which the go command checks vendor/ against go.mod.
func (v *vendoring) list() []byte {
	var out []byte
	for _, m := range v.modules {
		out = fmt.Appendf(out, "# %s %s\n## explicit; go %s\n", m.path, m.version, m.goVersion)
		slices.Sort(m.packages)
		for _, p := range m.packages {
			out = append(out, p+"\n"...)
		}
	}
	return out
}

func (v *vendoring) requirements() []templates.Requirement {
	var out []templates.Requirement
	for _, m := range v.modules {
		out = append(out, templates.Requirement{Path: m.path, Version: m.version, Indirect: m.path != runtimeModule})
	}
	return out
}
