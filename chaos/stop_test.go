package chaos

import (
	"bufio"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/chaos/program"
	"github.com/lowcode-dev/lowcode/runtime/protocol/protocoltest"
)

// What a platform grants a connector that it ends.
const (
	toStop  = 5 * time.Second // after SIGTERM
	toBreak = 2 * time.Second // after its output was closed
)

// TestTerminate ends readings by SIGTERM at random instants: they end soon, by
// the signal, after a whole line, and the next reading goes on.
func TestTerminate(t *testing.T) {
	a := serve(t, 0)
	t.Logf("-seed=%d", *seed)
	random := rand.New(rand.NewPCG(*seed, 1))
	whole := timeOf(t, a)
	s := newSync(a)
	for terminated := 0; terminated < *terms; {
		instant := 30*time.Millisecond + time.Duration(random.Int64N(int64(whole)/2)) // it listens by then
		var told time.Time
		cmd, ended := s.read(t, func(p *os.Process) {
			time.Sleep(instant)
			told = time.Now()
			_ = p.Signal(syscall.SIGTERM) // it may be gone already
		})
		if ended {
			s.complete(t)
			s = newSync(a)
			continue
		}
		terminated++
		if took := time.Since(told); took > toStop {
			t.Errorf("it took %v", took)
		}
		if status := cmd.ProcessState.Sys().(syscall.WaitStatus); status.Signal() != syscall.SIGTERM {
			t.Errorf("the connector ended with %v", cmd.ProcessState)
		}
		if s.torn > 0 {
			t.Error("the last line is not whole")
		}
	}
	s.read(t, nil)
	s.complete(t)
}

// endOf waits for the end of a process, but not for ever.
func endOf(t *testing.T, cmd *exec.Cmd) syscall.WaitStatus {
	t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case <-ended: // the ProcessState says how
	case <-time.After(30 * time.Second):
		_ = cmd.Process.Kill()
		t.Fatal("the connector hangs")
	}
	return cmd.ProcessState.Sys().(syscall.WaitStatus)
}

// TestSecondSignal ends a process at once whose reader does not read.
func TestSecondSignal(t *testing.T) {
	cmd := read(t, serve(t, 100), nil, "stock")
	in := start(t, cmd)
	if _, err := in.Read(make([]byte, 1000)); err != nil {
		t.Fatal(err)
	}
	time.Sleep(300 * time.Millisecond) // until the pipe is full
	for range 2 {
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		time.Sleep(100 * time.Millisecond)
	}
	before := time.Now()
	if status := endOf(t, cmd); status.Signal() != syscall.SIGTERM {
		t.Errorf("the connector ended with %v", cmd.ProcessState)
	}
	if took := time.Since(before); took > time.Second {
		t.Errorf("it took %v", took)
	}
}

// TestClosedOutput reads a little and closes the pipe: the connector ends soon,
// not as if all was well, and asks the API for nothing more.
func TestClosedOutput(t *testing.T) {
	a := serve(t, 1000)
	cmd := read(t, a, nil, "stock", "visits")
	in := start(t, cmd)
	if _, err := io.CopyN(io.Discard, in, 100_000); err != nil {
		t.Fatal(err)
	}
	in.Close()
	before := time.Now()
	if endOf(t, cmd); cmd.ProcessState.Success() {
		t.Error("the connector reports success")
	}
	if took := time.Since(before); took > toBreak {
		t.Errorf("it took %v", took)
	}
	if requests := a.requests.Load(); requests > 200 {
		t.Errorf("%d requests for a reader that took two pages", requests)
	}
}

// TestPause does not read for a while: the connector stops asking, stays small,
// and goes on as if nothing had been.
func TestPause(t *testing.T) {
	const pages = 20
	a := serve(t, pages)
	cmd := read(t, a, nil, "stock")
	in := start(t, cmd)
	out := make([]byte, 100_000)
	if _, err := io.ReadFull(in, out); err != nil {
		t.Fatal(err)
	}
	time.Sleep(*pause / 4)
	requests := a.requests.Load()
	time.Sleep(*pause * 3 / 4)
	if more := a.requests.Load() - requests; more > 0 || requests > pages/2 {
		t.Errorf("%d requests before and %d during a pause of the reader", requests, more)
	}
	if size, known := program.Resident(cmd.Process.Pid); size > 150<<10 {
		t.Errorf("the connector takes %d KiB", size)
	} else if known {
		t.Logf("the connector takes %d KiB", size)
	}
	rest, err := io.ReadAll(bufio.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	if endOf(t, cmd); !cmd.ProcessState.Success() {
		t.Errorf("the connector ended with %v", cmd.ProcessState)
	}
	transcript := protocoltest.Check(t, append(out, rest...), protocoltest.Rules{Covers: a.covers})
	if got := len(transcript.Records("stock")); got != pages*stockSize {
		t.Errorf("%d records", got)
	}
	t.Logf("%d requests before the pause, of %d", requests, pages)
}
