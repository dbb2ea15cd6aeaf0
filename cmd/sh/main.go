// Command sh is the shell of images that the Airbyte platform starts.
//
// The platform runs connectors by `sh -c SCRIPT`, with a script that waits, kills, sleeps and
// moves files. This program is that shell and those commands in one static binary: mvdan.cc/sh
// reads and runs POSIX scripts, and kill, mv, sleep and touch are its own commands. It is no
// login shell, and it is not part of connectors.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"
)

// The exit codes of a shell.
const (
	exitFailed = 1
	exitUsage  = 2
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run runs the script that the arguments name and returns its exit code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	script, params, err := open(args, stdin)
	if err != nil {
		fmt.Fprintln(stderr, "sh:", err)
		return exitUsage
	}
	file, err := syntax.NewParser(syntax.Variant(syntax.LangPOSIX)).Parse(script, "")
	if err != nil {
		fmt.Fprintln(stderr, "sh:", err)
		return exitUsage
	}
	jobs := newJobs()
	numberJobs(file)
	runner, err := interp.New(interp.StdIO(stdin, stdout, stderr), interp.Params(params...), interp.ExecHandlers(jobs.commands))
	if err != nil {
		fmt.Fprintln(stderr, "sh:", err)
		return exitUsage
	}
	defer jobs.forward()()
	return exitCode(runner.Run(context.Background(), file), stderr)
}

// open finds the script: after -c, in a file, or on stdin. The other options that a shell has (-e, -u, -x)
// are left to the interpreter, before the parameters of the script.
func open(args []string, stdin io.Reader) (script io.Reader, params []string, err error) {
	var options []string
	for len(args) > 0 && strings.HasPrefix(args[0], "-") && args[0] != "-" {
		option := args[0]
		args = args[1:]
		if option == "--" {
			break
		}
		if letters := strings.ReplaceAll(option[1:], "c", ""); letters != option[1:] {
			if len(args) == 0 {
				return nil, nil, errors.New("-c needs a script")
			}
			if letters != "" {
				options = append(options, "-"+letters)
			}
			return strings.NewReader(args[0]), parameters(options, args[1:]), nil
		}
		options = append(options, option)
	}
	if len(args) == 0 || args[0] == "-" {
		return stdin, parameters(options, nil), nil
	}
	text, err := os.ReadFile(args[0])
	return strings.NewReader(string(text)), parameters(options, args), err
}

// parameters are what the interpreter takes: options, and $1 and those behind it. The first of args is $0.
func parameters(options, args []string) []string {
	options = append(options, "--")
	if len(args) > 1 {
		options = append(options, args[1:]...)
	}
	return options
}

func exitCode(err error, stderr io.Writer) int {
	var status interp.ExitStatus
	switch {
	case err == nil:
		return 0
	case errors.As(err, &status):
		return int(status)
	}
	fmt.Fprintln(stderr, "sh:", err)
	return exitFailed
}

// forward hands the signals that end a container on to all programs that run, for as long as the shell
// does: the kernel gives them to the first process only. The function that comes back ends that.
func (j *jobs) forward() (stop func()) {
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	go func() {
		for s := range signals {
			if !j.signalAll(s) {
				os.Exit(128 + int(s.(syscall.Signal)))
			}
		}
	}()
	return func() { signal.Stop(signals); close(signals) }
}
