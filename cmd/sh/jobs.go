package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"syscall"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"
)

// The variables by which a command knows which job it belongs to. They are not exported.
const (
	jobVariable   = "LOWCODE_SH_JOB"
	countVariable = "LOWCODE_SH_JOBS"
)

// numberJobs makes of each `X &` a
//
//	{ JOBS=$((JOBS+1)); { JOB=g$JOBS; JOBS=0; X; } & }
//
// The interpreter's $! is g1, g2 and so on, not the number of a process, and what runs in a job does not
// know its own: kill needs it.
func numberJobs(file *syntax.File) {
	var found []*syntax.Stmt
	syntax.Walk(file, func(node syntax.Node) bool {
		if s, ok := node.(*syntax.Stmt); ok && s.Background {
			found = append(found, s)
		}
		return true
	})
	for _, s := range found {
		job := *s
		job.Background = false
		*s = syntax.Stmt{Position: s.Position, Cmd: &syntax.Block{Stmts: []*syntax.Stmt{
			assign(countVariable, &syntax.ArithmExp{X: &syntax.BinaryArithm{Op: syntax.Add, X: word(parameter(countVariable)), Y: word(&syntax.Lit{Value: "1"})}}),
			{Background: true, Cmd: &syntax.Block{Stmts: []*syntax.Stmt{
				assign(jobVariable, &syntax.Lit{Value: "g"}, parameter(countVariable)),
				assign(countVariable, &syntax.Lit{Value: "0"}),
				&job,
			}}},
		}}}
	}
}

func word(parts ...syntax.WordPart) *syntax.Word { return &syntax.Word{Parts: parts} }

func parameter(name string) *syntax.ParamExp {
	return &syntax.ParamExp{Param: &syntax.Lit{Value: name}}
}

func assign(name string, parts ...syntax.WordPart) *syntax.Stmt {
	return &syntax.Stmt{Cmd: &syntax.CallExpr{Assigns: []*syntax.Assign{{Name: &syntax.Lit{Value: name}, Value: word(parts...)}}}}
}

// jobs are the programs that run, by the job that started them; "" is the script itself.
type jobs struct {
	mu      sync.Mutex
	running map[string]*job
}

// A job is what one `X &` started.
type job struct {
	programs map[*os.Process]bool
	killed   chan struct{} // closed when the job must end
	ended    bool
}

func newJobs() *jobs { return &jobs{running: map[string]*job{}} }

// end ends the part of the script that was a job.
func end(ctx context.Context) error {
	at := interp.HandlerCtx(ctx)
	return at.Builtin(ctx, []string{"exit", strconv.Itoa(128 + int(syscall.SIGTERM))})
}

// of is the job with a name, which need not have started a program yet.
func (j *jobs) of(name string) *job {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.running[name] == nil {
		j.running[name] = &job{programs: map[*os.Process]bool{}, killed: make(chan struct{})}
	}
	return j.running[name]
}

// signal sends a signal to the programs of a job. One that ends programs ends the job too.
func (j *jobs) signal(name string, s syscall.Signal) error {
	one := j.of(name)
	j.mu.Lock()
	defer j.mu.Unlock()
	var failed error
	for program := range one.programs {
		if err := program.Signal(s); err != nil && !errors.Is(err, os.ErrProcessDone) {
			failed = err
		}
	}
	if s != 0 && s != syscall.SIGCONT && !one.ended {
		one.ended = true
		close(one.killed)
	}
	return failed
}

// signalAll sends a signal to every program that runs and says whether there was one.
func (j *jobs) signalAll(s os.Signal) (any bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, one := range j.running {
		for program := range one.programs {
			any = program.Signal(s) == nil || any
		}
	}
	return any
}

// start runs a program of a job and waits for its end.
func (j *jobs) start(ctx context.Context, args []string) error {
	at := interp.HandlerCtx(ctx)
	path, err := interp.LookPathDir(at.Dir, at.Env, args[0])
	if err != nil {
		return complain(at.Stderr, interp.ExitStatus(127), args[0], err)
	}
	cmd := exec.Cmd{Path: path, Args: args, Env: exported(at.Env), Dir: at.Dir, Stdin: at.Stdin, Stdout: at.Stdout, Stderr: at.Stderr}
	one := j.of(at.Env.Get(jobVariable).String())
	j.mu.Lock()
	if err = cmd.Start(); err == nil {
		one.programs[cmd.Process] = true
	}
	j.mu.Unlock()
	if err != nil {
		return complain(at.Stderr, notStarted(err), args[0], err)
	}
	err = cmd.Wait()
	j.mu.Lock()
	delete(one.programs, cmd.Process)
	j.mu.Unlock()
	return status(err)
}

func notStarted(err error) interp.ExitStatus {
	if errors.Is(err, fs.ErrNotExist) {
		return 127
	}
	return 126
}

// status is a program's end as shells tell it: 128 and the signal that killed it.
func status(err error) error {
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return err
	}
	if how, ok := exit.Sys().(syscall.WaitStatus); ok && how.Signaled() {
		return interp.ExitStatus(128 + how.Signal())
	}
	return interp.ExitStatus(exit.ExitCode())
}

// exported are the variables that a program gets.
func exported(env expand.Environ) []string {
	var out []string
	env.Each(func(name string, v expand.Variable) bool {
		if v.Exported && v.Kind == expand.String {
			out = append(out, name+"="+v.String())
		}
		return true
	})
	return out
}
