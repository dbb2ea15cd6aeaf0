package connector

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/protocol/protocoltest"
)

// start runs the connector of this test binary.
func start(t *testing.T, args ...string) (*exec.Cmd, *bufio.Reader) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), asConnector+"=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill() })
	return cmd, bufio.NewReader(out)
}

// write puts a file into the test's folder.
func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func readArgs(t *testing.T, names ...string) []string {
	t.Helper()
	var streams []string
	for _, name := range names {
		streams = append(streams, `{"stream":{"name":"`+name+`","json_schema":{},"supported_sync_modes":["full_refresh"]},"sync_mode":"full_refresh","destination_sync_mode":"append"}`)
	}
	return []string{
		"read", "--config", write(t, "config.json", `{"key":"s3cr3t-key"}`),
		"--catalog", write(t, "catalog.json", `{"streams":[`+strings.Join(streams, ",")+`]}`),
	}
}

// exitOf waits, but not for ever, and says how the process ended.
func exitOf(t *testing.T, cmd *exec.Cmd) syscall.WaitStatus {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case err := <-done:
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		return cmd.ProcessState.Sys().(syscall.WaitStatus)
	case <-time.After(10 * time.Second):
		t.Fatal("the process hangs")
		panic("unreachable")
	}
}

func TestSignalsEndTheProcessAfterWholeLines(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		cmd, out := start(t, readArgs(t, "endless")...)
		var lines []string
		for len(lines) < 100 {
			line, err := out.ReadString('\n')
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, line)
		}
		if err := cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		for {
			line, err := out.ReadString('\n')
			if line != "" {
				lines = append(lines, line)
			}
			if err != nil {
				break
			}
		}
		transcript := protocoltest.Check(t, []byte(strings.Join(lines, "")), protocoltest.Rules{Interrupted: true})
		if transcript.Torn != "" {
			t.Errorf("%v: not a whole line: %.100q", signal, transcript.Torn)
		}
		if status := exitOf(t, cmd); !status.Signaled() || status.Signal() != signal {
			t.Errorf("%v: the process ended with %v", signal, status)
		}
	}
}

func TestSignalEndsAProcessWhoseReaderSleeps(t *testing.T) {
	cmd, _ := start(t, readArgs(t, "endless")...)
	time.Sleep(500 * time.Millisecond) // until the pipe is full
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	before := time.Now()
	status := exitOf(t, cmd)
	if !status.Signaled() || status.Signal() != syscall.SIGTERM {
		t.Errorf("the process ended with %v", status)
	}
	if took := time.Since(before); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestSecondSignalEndsAtOnce(t *testing.T) {
	cmd, _ := start(t, readArgs(t, "endless")...)
	time.Sleep(300 * time.Millisecond)
	before := time.Now()
	for range 2 {
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		time.Sleep(100 * time.Millisecond)
	}
	exitOf(t, cmd)
	if took := time.Since(before); took > flushTime {
		t.Errorf("it took %v", took)
	}
}

func TestClosedOutputEndsTheProcess(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	in, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, readArgs(t, "endless")...)
	cmd.Env = append(os.Environ(), asConnector+"=1")
	cmd.Stdout = out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Process.Kill()
	out.Close()
	if _, err := in.Read(make([]byte, 10)); err != nil {
		t.Fatal(err)
	}
	in.Close()
	before := time.Now()
	status := exitOf(t, cmd)
	if status.Exited() && status.ExitStatus() == 0 {
		t.Error("the process reports success")
	}
	if took := time.Since(before); took > 2*time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestFullDisk(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer full.Close()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var complaint strings.Builder
	cmd := exec.Command(self, readArgs(t, "endless")...)
	cmd.Env = append(os.Environ(), asConnector+"=1")
	cmd.Stdout, cmd.Stderr = full, &complaint
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if status := exitOf(t, cmd); status.ExitStatus() != exitFailed {
		t.Errorf("the process ended with %v", status)
	}
	if !strings.Contains(complaint.String(), "no space left") {
		t.Errorf("stderr says %q", complaint.String())
	}
}
