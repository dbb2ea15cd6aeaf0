package build

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	goBuild "go/build"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// build builds the binary in the stage.
func (s *stage) build(ctx context.Context, o Options) error {
	binary := s.target.name
	if targetOS(o) == "windows" {
		binary += ".exe"
	}
	build := s.buildAlone
	if s.target.module.hasRuntime {
		build = s.buildInModule
	}
	if err := build(ctx, environment(o), slices.Concat(buildFlags, []string{"-o", s.path(binary)})); err != nil {
		return fmt.Errorf("building %s: %w", s.target.name, err)
	}
	s.files = append(s.files, binary)
	return nil
}

// buildAlone builds a package that brings its own vendor directory. It decides alone: no
// workspace, and no flags that were meant for other modules.
func (s *stage) buildAlone(ctx context.Context, env, args []string) error {
	if err := s.borrow(); err != nil {
		return err
	}
	_, err := run(ctx, s.dir, alone(env), append(args, "-mod=vendor", ".")...)
	return err
}

// alone is the environment of a build that nothing around it changes.
func alone(env []string) []string { return append(env, "GOWORK=off", "GOFLAGS=", "GO111MODULE=on") }

// buildInModule builds a package in the place where it is going to be, so that its import
// path, which the binary keeps, is the right one.
func (s *stage) buildInModule(ctx context.Context, env, args []string) error {
	pkg, err := s.target.packagePath()
	if err != nil {
		return err
	}
	overlay, err := s.overlay()
	if err != nil {
		return err
	}
	_, err = run(ctx, s.target.module.root, env, append(args, "-overlay", overlay, "./"+pkg)...)
	return errors.Join(err, os.Remove(overlay))
}

func targetOS(o Options) string {
	for _, name := range []string{o.OS, os.Getenv("GOOS")} {
		if name != "" {
			return name
		}
	}
	return runtime.GOOS
}

// environment makes a build static and aims it.
func environment(o Options) []string {
	env := append(os.Environ(), "CGO_ENABLED=0")
	if o.OS != "" {
		env = append(env, "GOOS="+o.OS)
	}
	if o.Arch != "" {
		env = append(env, "GOARCH="+o.Arch)
	}
	return env
}

// run runs the go command and returns what it prints; its complaints become the error.
func run(ctx context.Context, dir string, env []string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir, cmd.Env = dir, append(env, "PWD="+dir)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	switch {
	case err == nil:
		return out, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return nil, fmt.Errorf("the go command is needed (https://go.dev/dl): %w", exec.ErrNotFound)
	}
	return nil, fmt.Errorf("go %s: %w\n%s", args[0], err, strings.TrimSpace(complaints.String()))
}

// moduleSource is the source of a module: one that was brought along, or in Go's module cache, which is filled if need be.
func moduleSource(ctx context.Context, brought fs.FS, modulePath, version string) (fs.FS, error) {
	if brought != nil {
		if sub, err := fs.Sub(brought, modulePath+"@"+version); err == nil && has(sub, "go.mod") {
			return sub, nil
		}
	}
	dir := filepath.Join(moduleCache(), filepath.FromSlash(modulePath)+"@"+version)
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		return os.DirFS(dir), nil
	}
	env := append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	out, err := run(ctx, os.TempDir(), env, "mod", "download", "-json", modulePath+"@"+version)
	if err != nil {
		return nil, err
	}
	var downloaded struct{ Dir string }
	if err := json.Unmarshal(out, &downloaded); err != nil {
		return nil, fmt.Errorf("reading the answer of go mod download: %w", err)
	}
	return os.DirFS(downloaded.Dir), nil
}

func has(files fs.FS, name string) bool {
	_, err := fs.Stat(files, name)
	return err == nil
}

// moduleCache is where the cache is unless go env -w says otherwise; asking the go command takes longer.
func moduleCache() string {
	if dir := os.Getenv("GOMODCACHE"); dir != "" {
		return dir
	}
	return filepath.Join(filepath.SplitList(goBuild.Default.GOPATH + string(filepath.ListSeparator))[0], "pkg", "mod")
}
