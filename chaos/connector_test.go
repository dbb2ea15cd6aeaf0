package chaos

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	_ "embed"

	"github.com/lowcode-dev/lowcode/chaos/program"
)

// `make test` does a few rounds; `make chaos` sets these higher.
var (
	kills = flag.Int("kills", 8, "how often a reading is killed")
	terms = flag.Int("terms", 3, "how often a reading is terminated")
	pause = flag.Duration("pause", 2*time.Second, "how long a reader does not read")
	seed  = flag.Uint64("seed", uint64(time.Now().UnixNano()), "of the instants")
)

//go:embed manifest.yaml
var manifest string

// connector is the program under test.
var connector *program.Program

func TestMain(m *testing.M) {
	flag.Parse()
	var err error
	if connector, err = program.Compile("source-chaos", manifest, talkative); err != nil {
		fmt.Fprintln(os.Stderr, "chaos:", err)
		os.Exit(1)
	}
	code := m.Run()
	connector.Remove()
	os.Exit(code)
}

// talkative is the runtime with one difference: the cursor of a stream with
// partitions writes a state every few milliseconds. With one in ten minutes, a
// reading of half a second would hardly be killed behind any.
func talkative(source fs.FS) (fs.FS, error) {
	const file, seldom, often = "runtime/cursor/per_partition_state.go", "statesEvery = 600 * time.Second", "statesEvery = 10 * time.Millisecond"
	text, err := fs.ReadFile(source, file)
	if err != nil {
		return nil, fmt.Errorf("reading the runtime: %w", err)
	}
	changed := bytes.Replace(text, []byte(seldom), []byte(often), 1)
	if bytes.Equal(changed, text) {
		return nil, fmt.Errorf("%s does not say %q any more", file, seldom)
	}
	return overlay{source, fstest.MapFS{file: {Data: changed}}}, nil
}

// An overlay shows some files in the place of those of another file system.
type overlay struct {
	fs.FS
	files fstest.MapFS
}

func (o overlay) Open(name string) (fs.File, error) {
	if _, ok := o.files[name]; ok {
		return o.files.Open(name)
	}
	return o.FS.Open(name)
}

// states are the last states of streams.
type states map[string]json.RawMessage

// read prepares a reading of streams that goes on from states; it is not started yet.
func read(t *testing.T, a *api, from states, streams ...string) *exec.Cmd {
	t.Helper()
	var state []string
	for s, blob := range from {
		state = append(state, fmt.Sprintf(`{"type":"STREAM","stream":{"stream_descriptor":{"name":%q},"stream_state":%s}}`, s, blob))
	}
	return connector.Command(t, "read", program.Input{
		Config:  fmt.Sprintf(`{"url":%q}`, a.URL),
		Catalog: program.Catalog("incremental", streams...),
		State:   `[` + strings.Join(state, ",") + `]`,
	})
}

// start starts a reading and gives the end of its output that a reader has. The
// pipe is as small as the system allows, so that a line often leaves in parts.
func start(t *testing.T, cmd *exec.Cmd) *os.File {
	t.Helper()
	in, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	const setPipeSize = 1031 // F_SETPIPE_SZ of Linux; elsewhere the size stays
	_, _, _ = syscall.Syscall(syscall.SYS_FCNTL, out.Fd(), setPipeSize, 4096)
	cmd.Stdout = out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	out.Close()
	t.Cleanup(func() {
		in.Close()
		_ = cmd.Process.Kill() // unless it has ended, as it should have
	})
	return in
}

// outputOf runs a reading and gives all that it wrote; meanwhile may act on the process.
func outputOf(t *testing.T, cmd *exec.Cmd, meanwhile func(*os.Process)) []byte {
	t.Helper()
	var errs bytes.Buffer
	cmd.Stderr = &errs
	in := start(t, cmd)
	watchdog := time.AfterFunc(time.Minute, func() {
		t.Errorf("the connector hangs")
		_ = cmd.Process.Signal(syscall.SIGQUIT) // its goroutines are what stderr says then
	})
	defer watchdog.Stop()
	if meanwhile != nil {
		meanwhile(cmd.Process)
	}
	out, err := io.ReadAll(hesitant{in})
	if err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // the caller looks at the ProcessState
	if errs.Len() > 0 {
		t.Errorf("stderr says %s", errs.String())
	}
	return out
}

// A hesitant reader takes little at a time, so that the connector is often killed within a line.
type hesitant struct{ io.Reader }

func (h hesitant) Read(p []byte) (int, error) {
	time.Sleep(100 * time.Microsecond)
	return h.Reader.Read(p[:min(len(p), 700)])
}
