package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"mvdan.cc/sh/v3/interp"
)

// commands runs what is no builtin of the interpreter: the commands of this program, and other programs.
func (j *jobs) commands(interp.ExecHandlerFunc) interp.ExecHandlerFunc {
	own := map[string]interp.ExecHandlerFunc{"kill": j.kill, "mv": move, "sleep": j.sleep, "touch": touch}
	return func(ctx context.Context, args []string) error {
		select {
		case <-j.of(interp.HandlerCtx(ctx).Env.Get(jobVariable).String()).killed:
			return end(ctx)
		default:
		}
		if command := own[args[0]]; command != nil {
			return command(ctx, args)
		}
		return j.start(ctx, args)
	}
}

// complain says what is wrong with a command, which ends with a status.
func complain(w io.Writer, status interp.ExitStatus, command string, what any) error {
	fmt.Fprintf(w, "%s: %v\n", command, what)
	return status
}

// sleep waits for a number of seconds, which may have a fraction and a unit: s, m, h or d.
func (j *jobs) sleep(ctx context.Context, args []string) error {
	at := interp.HandlerCtx(ctx)
	var total time.Duration
	for _, text := range args[1:] {
		d, err := duration(text)
		if err != nil {
			return complain(at.Stderr, exitFailed, "sleep", err)
		}
		total += d
	}
	if len(args) == 1 {
		return complain(at.Stderr, exitFailed, "sleep", "how long?")
	}
	timer := time.NewTimer(total)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-j.of(at.Env.Get(jobVariable).String()).killed:
		return end(ctx)
	}
}

func duration(text string) (time.Duration, error) {
	units := map[byte]time.Duration{'s': time.Second, 'm': time.Minute, 'h': time.Hour, 'd': 24 * time.Hour}
	number, unit := text, time.Second
	if n := len(text); n > 1 && units[text[n-1]] != 0 {
		number, unit = text[:n-1], units[text[n-1]]
	}
	seconds, err := strconv.ParseFloat(number, 64)
	if err != nil || !(seconds >= 0 && seconds < 1e9) {
		return 0, fmt.Errorf("invalid time %q", text)
	}
	return time.Duration(seconds * float64(unit)), nil
}

// move renames files: one to another name, or several into a directory. -f and -- are accepted.
func move(ctx context.Context, args []string) error {
	at := interp.HandlerCtx(ctx)
	files := operands(args)
	if len(files) < 2 {
		return complain(at.Stderr, exitFailed, "mv", "usage: mv FILE ... TARGET")
	}
	target := within(at.Dir, files[len(files)-1])
	info, err := os.Stat(target)
	into := err == nil && info.IsDir()
	if len(files) > 2 && !into {
		return complain(at.Stderr, exitFailed, "mv", target+" is not a directory")
	}
	for _, name := range files[:len(files)-1] {
		to := target
		if into {
			to = filepath.Join(target, filepath.Base(name))
		}
		if err := os.Rename(within(at.Dir, name), to); err != nil {
			return complain(at.Stderr, exitFailed, "mv", err)
		}
	}
	return nil
}

// touch makes files that are not there and gives those that are the time of now.
func touch(ctx context.Context, args []string) error {
	at := interp.HandlerCtx(ctx)
	for _, name := range operands(args) {
		path := within(at.Dir, name)
		file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o666)
		if err == nil {
			now := time.Now()
			err = errors.Join(file.Close(), os.Chtimes(path, now, now))
		}
		if err != nil {
			return complain(at.Stderr, exitFailed, "touch", err)
		}
	}
	return nil
}

// operands are the arguments of a command without its options, which change nothing here.
func operands(args []string) []string {
	for i, arg := range args[1:] {
		if arg == "--" {
			return args[i+2:]
		}
		if !strings.HasPrefix(arg, "-") || arg == "-" {
			return args[i+1:]
		}
	}
	return nil
}

func within(dir, name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(dir, name)
}

// signals are those that scripts name.
var signals = map[string]syscall.Signal{
	"0": 0, "HUP": syscall.SIGHUP, "INT": syscall.SIGINT, "QUIT": syscall.SIGQUIT, "KILL": syscall.SIGKILL, "USR1": syscall.SIGUSR1,
	"USR2": syscall.SIGUSR2, "TERM": syscall.SIGTERM, "CONT": syscall.SIGCONT, "STOP": syscall.SIGSTOP,
}

// kill sends a signal to jobs ($!) and processes: kill [-SIGNAL | -s SIGNAL] ID ...
func (j *jobs) kill(ctx context.Context, args []string) error {
	at := interp.HandlerCtx(ctx)
	s, ids, err := killArguments(args[1:])
	if err != nil {
		return complain(at.Stderr, exitFailed, "kill", err)
	}
	var failed error
	for _, id := range ids {
		if err := j.killOne(id, s); err != nil {
			failed = complain(at.Stderr, exitFailed, "kill", fmt.Errorf("%s: %w", id, err))
		}
	}
	return failed
}

func (j *jobs) killOne(id string, s syscall.Signal) error {
	if strings.HasPrefix(id, "g") {
		return j.signal(id, s)
	}
	pid, err := strconv.Atoi(id)
	if err != nil {
		return errors.New("no process")
	}
	return syscall.Kill(pid, s)
}

func killArguments(args []string) (s syscall.Signal, ids []string, err error) {
	name := "TERM"
	switch {
	case len(args) > 1 && args[0] == "-s":
		name, args = args[1], args[2:]
	case len(args) > 0 && strings.HasPrefix(args[0], "-") && args[0] != "--":
		name, args = args[0][1:], args[1:]
	}
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	s, known := signals[strings.TrimPrefix(strings.ToUpper(name), "SIG")]
	if number, err := strconv.Atoi(name); err == nil && number >= 0 && number < 65 {
		s, known = syscall.Signal(number), true
	}
	switch {
	case !known:
		return 0, nil, fmt.Errorf("unknown signal %q", name)
	case len(args) == 0:
		return 0, nil, errors.New("which process?")
	}
	return s, args, nil
}
