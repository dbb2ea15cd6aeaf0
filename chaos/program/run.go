package program

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/protocol/protocoltest"
)

// A Run is what came of a command.
type Run struct {
	Out  []byte
	Err  string // what stderr says
	Exit int
	Took time.Duration
	Peak int // KiB of memory at the most, 0 where the system does not tell it
}

// Run runs a command to its end, but not longer than patience.
func (p *Program) Run(t testing.TB, verb string, in Input, patience time.Duration) Run {
	t.Helper()
	return RunCommand(t, p.Command(t, verb, in), nil, patience)
}

// RunCommand runs a command to its end; a sink, unless it is nil, gets the output in place of the Run.
func RunCommand(t testing.TB, cmd *exec.Cmd, sink io.Writer, patience time.Duration) Run {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if sink != nil {
		cmd.Stdout = sink
	}
	start := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	watchdog := time.AfterFunc(patience, func() {
		t.Errorf("the connector has not ended after %v", patience)
		_ = cmd.Process.Signal(syscall.SIGQUIT) // its goroutines are what stderr says then
	})
	defer watchdog.Stop()
	peak := watchMemory(cmd.Process.Pid)
	_ = cmd.Wait() // the ProcessState says how it ended
	return Run{
		Out: out.Bytes(), Err: errs.String(), Exit: cmd.ProcessState.ExitCode(),
		Took: time.Since(start), Peak: peak(),
	}
}

// watchMemory looks at a process until the function that it returns is called, which gives the peak in KiB.
func watchMemory(pid int) func() int {
	var peak atomic.Int64
	done := make(chan struct{})
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		ticker := time.NewTicker(5 * time.Millisecond)
		defer ticker.Stop()
		for {
			if size, ok := memory(pid, "VmHWM:"); ok {
				peak.Store(int64(size))
			}
			select {
			case <-done:
				return
			case <-ticker.C:
			}
		}
	}()
	return func() int {
		close(done)
		<-ended
		return int(peak.Load())
	}
}

// Resident is the memory of a running process in KiB, false where the system does not tell it as Linux does.
func Resident(pid int) (size int, ok bool) { return memory(pid, "VmRSS:") }

func memory(pid int, key string) (size int, ok bool) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, false
	}
	_, after, found := strings.Cut(string(status), key)
	if !found {
		return 0, false
	}
	_, err = fmt.Sscan(after, &size)
	return size, err == nil
}

// Transcript is the output of a read, which keeps every rule of the protocol.
func (r Run) Transcript(t testing.TB) protocoltest.Transcript {
	t.Helper()
	return protocoltest.Check(t, r.Out, protocoltest.Rules{})
}

// Errors are the TRACE errors of an output.
func Errors(transcript protocoltest.Transcript) []protocoltest.Trace {
	var errors []protocoltest.Trace
	for _, m := range transcript.Messages {
		if m.Type == "TRACE" && m.Trace.Type == "ERROR" {
			errors = append(errors, m.Trace)
		}
	}
	return errors
}

// Status is the last status of a stream, "" for none.
func Status(transcript protocoltest.Transcript, stream string) (status string) {
	for _, m := range transcript.Messages {
		if m.Type == "TRACE" && m.Trace.StreamStatus.Descriptor.Name == stream && len(m.Trace.StreamStatus.Reasons) == 0 {
			status = m.Trace.StreamStatus.Status
		}
	}
	return status
}
