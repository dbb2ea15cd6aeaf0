package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// asProgram makes the test binary the shell itself, for tests that send it signals.
const asProgram = "LOWCODE_TEST_SH"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// shell runs a script in a directory of its own.
func shell(t *testing.T, script string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	t.Chdir(t.TempDir())
	var out, err bytes.Buffer
	code = run(append([]string{"-c", script}, args...), strings.NewReader(""), &out, &err)
	return out.String(), err.String(), code
}

func TestScripts(t *testing.T) {
	for _, test := range []struct {
		script, stdout, stderr string
		code                   int
	}{
		{"echo a; echo b", "a\nb\n", "", 0},
		{`if [ -z "$NOTHING" ]; then echo empty; exit 127; fi`, "empty\n", "", 127},
		{"touch a b; mv a c; [ -f c ] && [ ! -f a ] && echo moved", "moved\n", "", 0},
		{"touch a; d=$(pwd); cd /; mv \"$d/a\" \"$d/b\"; cd \"$d\"; [ -f b ] && echo moved", "moved\n", "", 0},
		{"mv a b", "", "mv: ", 1},
		{"mv a", "", "mv: usage", 1},
		{"sleep 0.01; echo done", "done\n", "", 0},
		{"sleep 0.01s; sleep; echo $?", "1\n", "sleep: how long?", 0},
		{"sleep soon", "", `sleep: invalid time "soon"`, 1},
		{"sh-is-not-there", "", "sh-is-not-there: ", 127},
		{"(exit 3) & wait $!; echo $?", "3\n", "", 0},
		{"(sleep 100) & kill $!; wait; echo ended", "ended\n", "", 0},
		{"(while true; do sleep 100; done) & P=$!; (kill $P) & wait; echo ended", "ended\n", "", 0},
		{"sleep 100 & A=$!; sleep 0.01 & B=$!; wait $B; kill -TERM $A; echo $A $B", "g1 g2\n", "", 0},
		{"kill -NONE 1", "", `kill: unknown signal "NONE"`, 1},
		{"kill", "", "kill: which process?", 1},
		{"kill -0 $$ && echo alive", "alive\n", "", 0},
		{"echo $LOWCODE_SH_JOB; (echo $LOWCODE_SH_JOB) & wait", "\ng1\n", "", 0},
		{"if", "", "sh: ", 2},
	} {
		stdout, stderr, code := shell(t, test.script)
		if stdout != test.stdout || code != test.code || !strings.Contains(stderr, test.stderr) || test.stderr == "" && stderr != "" {
			t.Errorf("%s\ngives %q, %q and %d", test.script, stdout, stderr, code)
		}
	}
}

func TestArguments(t *testing.T) {
	stdout, _, code := shell(t, "echo $1-$2", "zero", "a", "b")
	if stdout != "a-b\n" || code != 0 {
		t.Errorf("%q, %d", stdout, code)
	}
	var out, complaints bytes.Buffer
	if code := run([]string{"-ec", "false; echo not reached"}, nil, &out, &complaints); code != 1 || out.Len() > 0 {
		t.Errorf("-e: %q, %q, %d", out.String(), complaints.String(), code)
	}
	if code := run([]string{"-c"}, nil, &out, &complaints); code != exitUsage {
		t.Errorf("-c alone ends with %d", code)
	}
	if code := run(nil, strings.NewReader("echo read"), &out, &complaints); code != 0 || out.String() != "read\n" {
		t.Errorf("stdin: %q, %d", out.String(), code)
	}
	script := filepath.Join(t.TempDir(), "script")
	if err := os.WriteFile(script, []byte("exit 4"), 0o666); err != nil {
		t.Fatal(err)
	}
	if code := run([]string{script}, nil, &out, &complaints); code != 4 {
		t.Errorf("a file: %d", code)
	}
	if code := run([]string{script + "x"}, nil, &out, &complaints); code != exitUsage {
		t.Errorf("no file: %d", code)
	}
}

// program starts this shell as a process of its own.
func program(t *testing.T, dir, script string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-c", script)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), asProgram+"=1", "SELF="+os.Args[0])
	cmd.Stderr = os.Stderr
	return cmd
}

// TestProgramsAreKilled runs what the platform's script runs: a program in the background, and a watch that
// kills it when a file appears.
func TestProgramsAreKilled(t *testing.T) {
	dir := t.TempDir()
	script := `($SELF -c 'sleep 100; touch survived') & PID=$!
(while true; do if [ -f TERMINATED ]; then kill $PID; exit 0; fi; sleep 0.05; done) &
touch TERMINATED
wait $PID
CODE=$?
echo $CODE > exitCode.tmp
mv exitCode.tmp exitCode.txt
exit $CODE`
	err := program(t, dir, script).Run()
	var exit *exec.ExitError
	if !asExit(err, &exit) || exit.ExitCode() != 128+int(syscall.SIGTERM) {
		t.Errorf("the script ends with %v", err)
	}
	if code, err := os.ReadFile(filepath.Join(dir, "exitCode.txt")); string(code) != "143\n" {
		t.Errorf("exitCode.txt: %q, %v", code, err)
	}
}

func asExit(err error, exit **exec.ExitError) bool {
	e, ok := err.(*exec.ExitError)
	*exit = e
	return ok
}

// TestSignalsAreForwarded ends the shell, as a container's end does.
func TestSignalsAreForwarded(t *testing.T) {
	for _, script := range []string{"sleep 100", "$SELF -c 'sleep 100'", "($SELF -c 'sleep 100') & wait $!"} {
		cmd := program(t, t.TempDir(), "echo up; "+script)
		stdout, err := cmd.StdoutPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := stdout.Read(make([]byte, 3)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(100 * time.Millisecond) // for the program that it starts
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		done := make(chan error, 1)
		go func() { done <- cmd.Wait() }()
		select {
		case err := <-done:
			var exit *exec.ExitError
			if !asExit(err, &exit) || exit.ExitCode() != 143 {
				t.Errorf("%s: %v", script, err)
			}
		case <-time.After(10 * time.Second):
			t.Errorf("%s: still there", script)
			_ = cmd.Process.Kill()
		}
	}
}
