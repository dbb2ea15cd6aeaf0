package build

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/compiler/gen"
)

// A Misuse is a mistake of whoever calls lowcode: a directory that must not be written, a system that Go does not have.
type Misuse struct{ Reason string }

// Error is the reason.
func (e *Misuse) Error() string { return e.Reason }

func misuse(format string, args ...any) error { return &Misuse{fmt.Sprintf(format, args...)} }

// A Mistake is one in Go that is the user's, custom.go above all, as the go command tells it.
type Mistake struct{ err error }

// Error is what the go command says.
func (e *Mistake) Error() string { return e.err.Error() }

// Unwrap is the failure of the go command.
func (e *Mistake) Unwrap() error { return e.err }

// blame makes a Mistake of a failed build that complains of one of the user's files, those besides the package's.
func (t *target) blame(err error, files []gen.File) error {
	if err == nil {
		return nil
	}
	own, unread := t.guestSource(files)
	if unread != nil {
		return errors.Join(err, unread)
	}
	lines := bufio.NewScanner(strings.NewReader(err.Error()))
	for lines.Scan() {
		file, _, placed := strings.Cut(lines.Text(), ".go:")
		if placed && slices.ContainsFunc(own, func(f gen.File) bool { return f.Name == path.Base(strings.ReplaceAll(file, "\\", "/"))+".go" }) {
			return &Mistake{err}
		}
	}
	return err
}

// checkSystem refuses a system that Go cannot build for.
func checkSystem(ctx context.Context, o Options) error {
	if o.OS == "" && o.Arch == "" {
		return nil
	}
	list, err := run(ctx, os.TempDir(), environment(o), "tool", "dist", "list")
	if err != nil {
		return err
	}
	want, err := run(ctx, os.TempDir(), environment(o), "env", "GOOS", "GOARCH")
	if err != nil {
		return err
	}
	system := strings.Join(strings.Fields(string(want)), "/")
	if slices.Contains(strings.Fields(string(list)), system) {
		return nil
	}
	return misuse("Go does not build for %s: go tool dist list prints what it builds for", system)
}
