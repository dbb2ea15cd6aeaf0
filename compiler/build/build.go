// Package build turns the files of a generated package into a directory with a
// binary in it.
//
// In go the files that compiler/gen printed and the source of the runtime, out
// comes a directory that holds all of them or is left as it was. The package
// knows the go command and file systems; it knows neither manifests nor plans.
package build

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/lowcode-dev/lowcode/compiler/gen"
)

// Options say where and how a package is built.
type Options struct {
	Dir     string // the package's directory; its last element names the binary
	Force   bool   // write beside files that lowcode did not generate, and over those in the way
	NoBuild bool   // stop after the source
	OS      string // target of the binary, "" for this machine's
	Arch    string
	Source  fs.FS  // the module of the runtime: runtime/, cmd/sh, go.mod, go.sum, LICENSE
	Modules fs.FS  // what the runtime requires, by PATH@VERSION; nil for Go's module cache
	Version string // of the runtime, for go.mod; "" when it is no release
}

// Package writes the files of a connector to a directory and builds it there. On an
// error the directory is as it was before.
func Package(ctx context.Context, files []gen.File, o Options) error {
	t, err := inspect(o.Dir)
	if err != nil {
		return err
	}
	if err := t.refuse(o.Force); err != nil {
		return err
	}
	if err := checkSystem(ctx, o); err != nil {
		return err
	}
	files = t.withoutUsers(files)
	more, err := accompany(ctx, t, files, o)
	if err != nil {
		return err
	}
	files = append(files, more...)
	if err := t.checkObstacles(files); err != nil {
		return err
	}
	s, err := newStage(t)
	if err != nil {
		return err
	}
	defer s.remove()
	if err := s.write(files); err != nil {
		return fmt.Errorf("writing the package: %w", err)
	}
	if !o.NoBuild {
		if err := s.build(ctx, o); err != nil {
			return t.blame(err, files)
		}
	}
	if err := s.install(); err != nil {
		return fmt.Errorf("writing %s: %w", o.Dir, err)
	}
	return nil
}

// OwnSource is the Go of a package's directory that is the user's: custom.go, and what else lowcode did not
// generate. A directory that is not there has none.
func OwnSource(dir string) ([]gen.File, error) {
	t, err := inspect(dir)
	if err != nil || !t.exists {
		return nil, err
	}
	return t.guestSource(nil)
}

// Name is the name of the connector that a directory holds: its last element.
func Name(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	name := filepath.Base(abs)
	if !isName(name) {
		return "", fmt.Errorf("%q cannot name a connector: use letters, digits, '-', '_' and '.', starting with a letter or a digit", name)
	}
	if isGenerated(name) || name == "schemas" || name == "vendor" || isUsers(name) {
		return "", fmt.Errorf("%q cannot name a connector: its binary would take the place of a file of the package", name)
	}
	return name, nil
}

// isName allows what is safe in a module path, an image and a shell.
func isName(name string) bool {
	for i, r := range name {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
		if !letter && (i == 0 || r != '-' && r != '_' && r != '.') {
			return false
		}
	}
	return name != "" && name[len(name)-1] != '.'
}
