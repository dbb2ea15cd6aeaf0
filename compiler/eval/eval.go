// Package eval compiles templates apart from any manifest, and runs them.
//
// In go templates with the names and values of their contexts, out come typed
// results. All templates of a run become one program, printed and checked as a
// connector is, built with the runtime, and given the cases on its stdin. The
// package knows neither manifests nor what a template means.
package eval

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/lowcode-dev/lowcode/compiler/build"
	"github.com/lowcode-dev/lowcode/compiler/gen"
	"github.com/lowcode-dev/lowcode/compiler/plan"
)

// A Runner builds and runs programs of templates.
type Runner struct {
	Build build.Options // the module of the runtime, and what it requires
	Enter func(string)  // told the name of each phase
}

// binary is the name of the program.
const binary = "templates"

// run builds a program in a directory that goes away and runs it.
func (r Runner) run(ctx context.Context, p *plan.Program, stdin io.Reader, stdout io.Writer) error {
	r.Enter("gen")
	files, err := gen.Program(p)
	if err != nil {
		return fmt.Errorf("this is a bug in lowcode, not in the templates: %w", err)
	}
	r.Enter("build")
	above, err := os.MkdirTemp("", "lowcode-eval-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(above)
	dir := filepath.Join(above, binary)
	options := r.Build
	options.Dir = dir
	if err := build.Package(ctx, files, options); err != nil {
		return err
	}
	r.Enter("run")
	program := exec.CommandContext(ctx, filepath.Join(dir, binary))
	program.Stdin, program.Stdout, program.Stderr = stdin, stdout, os.Stderr
	if err := program.Run(); err != nil {
		return fmt.Errorf("running the templates: %w", err)
	}
	return nil
}
