// Command lowcode compiles Airbyte low-code manifests to Go.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/lowcode-dev/lowcode/compiler/build"
	"github.com/lowcode-dev/lowcode/compiler/image"
	"github.com/spf13/cobra"
)

// The exit codes.
const (
	exitManifest  = 1 // the manifest is wrong, or the user's Go beside it
	exitUsage     = 2
	exitToolchain = 3 // the go command or the disk failed, or lowcode has a bug
)

// A failure is an error with the exit code that it asks for. One without an error has been told already.
type failure struct {
	code int
	err  error
}

func (f *failure) Error() string {
	if f.err == nil {
		return ""
	}
	return f.err.Error()
}

func (f *failure) Unwrap() error { return f.err }

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run runs the command line and returns the exit code.
func run(args []string, stdout, stderr io.Writer) (code int) {
	at := &phase{name: "command line"}
	defer at.recover(stderr, &code)
	root := rootCommand(at)
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.Execute()
	if err == nil {
		return 0
	}
	var f *failure
	if !errors.As(err, &f) {
		f = &failure{exitUsage, err} // cobra's own complaints are about the command line
	}
	if f.err != nil {
		fmt.Fprintf(stderr, "lowcode: %v\n", f.err)
	}
	return f.code
}

// A phase is where the work is, for the report of a bug.
type phase struct{ name string }

func (p *phase) enter(name string) { p.name = name }

// recover reports a panic as what it is.
func (p *phase) recover(stderr io.Writer, code *int) {
	if r := recover(); r != nil {
		fmt.Fprintf(stderr, "lowcode: this is a bug in lowcode, not in the manifest: panic in phase %s: %v\n%s", p.name, r, debug.Stack())
		*code = exitToolchain
	}
}

// failed is a failure of a build with the exit code that it asks for.
func failed(err error) *failure {
	switch {
	case errors.As(err, new(*build.Misuse)), errors.As(err, new(*image.Misuse)):
		return &failure{exitUsage, err}
	case errors.As(err, new(*build.Mistake)):
		return &failure{exitManifest, err}
	}
	return &failure{exitToolchain, err}
}

// interruptible is a context that the first signal to stop ends. A second one ends lowcode at once.
func interruptible() (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

func rootCommand(at *phase) *cobra.Command {
	root := &cobra.Command{
		Use:           "lowcode",
		Short:         "Compile Airbyte low-code manifests to Go",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(compileCommand(at), imageCommand(at), diffCommand(at), explainCommand(at), validateCommand(at), evalCommand(at), schemaCommand(), versionCommand())
	return root
}
