package build

import (
	"context"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/gen"
	"github.com/lowcode-dev/lowcode/templates"
)

// buildFlags are those of every build: a static binary that is the same wherever it is built.
var buildFlags = []string{"build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w"}

// Binary builds the package that lowcode wrote to a directory for a system, and leaves the directory as it is.
func Binary(ctx context.Context, o Options) ([]byte, error) {
	t, err := inspect(o.Dir)
	if err != nil {
		return nil, err
	}
	if !t.exists {
		return nil, misuse("there is no package in %s", o.Dir)
	}
	if t.module.hasRuntime {
		pkg, err := t.packagePath()
		if err != nil {
			return nil, err
		}
		binary, err := program(ctx, t.module.root, environment(o), "./"+pkg)
		return binary, t.blame(err, nil)
	}
	binary, err := program(ctx, t.dir, alone(environment(o)), "-mod=vendor", ".")
	return binary, t.blame(err, nil)
}

// Shell builds the shell of images (cmd/sh) for a system from the runtime's module.
func Shell(ctx context.Context, o Options) ([]byte, error) {
	files, err := shellFiles(o.Source)
	if err != nil {
		return nil, err
	}
	more, own, requires, err := vendor(ctx, files, o)
	if err != nil {
		return nil, err
	}
	mod, err := templates.GoMod("sh", own.version, requires)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "lowcode-sh-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	for _, f := range append(append(more, files...), gen.File{Name: "go.mod", Data: mod}) {
		if err := writeBelow(dir, f); err != nil {
			return nil, err
		}
	}
	return program(ctx, dir, alone(environment(o)), "-mod=vendor", ".")
}

func writeBelow(dir string, f gen.File) error {
	name := filepath.Join(dir, filepath.FromSlash(f.Name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	return os.WriteFile(name, f.Data, 0o666)
}

// program builds a program and returns its binary.
func program(ctx context.Context, dir string, env []string, args ...string) ([]byte, error) {
	out, err := os.MkdirTemp("", "lowcode-program-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(out)
	binary := filepath.Join(out, "program")
	if _, err := run(ctx, dir, env, slices.Concat(buildFlags, []string{"-o", binary}, args)...); err != nil {
		return nil, err
	}
	return os.ReadFile(binary)
}

// Zones is the archive of time zones of the Go distribution that builds connectors.
func Zones(ctx context.Context) ([]byte, error) {
	root, err := run(ctx, os.TempDir(), os.Environ(), "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip"))
}

// Sums are what the go.sum of the runtime's module says of the modules that connectors and the shell link.
func Sums(source fs.FS) (map[string]string, error) {
	text, err := fs.ReadFile(source, "go.sum")
	if err != nil {
		return nil, err
	}
	sums := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if words := strings.Fields(line); len(words) == 3 && !strings.HasSuffix(words[1], "/go.mod") {
			sums[words[0]+" "+words[1]] = words[2]
		}
	}
	return sums, nil
}

// shellFiles are the files of cmd/sh without its tests.
func shellFiles(source fs.FS) ([]gen.File, error) {
	const dir = "cmd/sh"
	entries, err := fs.ReadDir(source, dir)
	if err != nil {
		return nil, err
	}
	var files []gen.File
	for _, e := range entries {
		if !isSource(e.Name()) {
			continue
		}
		data, err := fs.ReadFile(source, path.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		files = append(files, gen.File{Name: e.Name(), Data: data})
	}
	return files, nil
}
