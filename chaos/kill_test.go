package chaos

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/protocol/protocoltest"
)

// incremental are the streams that have something to go on from.
var incremental = []string{"visits", "repairs", "news"}

// A sync is a reading that is done again and again, each time from the last
// states that the readings before it wrote, until one comes to its end.
type sync struct {
	api      *api
	from     states
	seen     map[string]map[int]bool // the records that arrived, by stream
	readings int
	torn     int // outputs that end with half of a line
}

func newSync(a *api) *sync {
	s := &sync{api: a, from: states{}, seen: map[string]map[int]bool{}}
	for _, name := range incremental {
		s.seen[name] = map[int]bool{}
	}
	return s
}

// read reads once; end may end the process. It reports whether the reading came to its end.
func (s *sync) read(t *testing.T, end func(*os.Process)) (*exec.Cmd, bool) {
	t.Helper()
	cmd := read(t, s.api, s.from, incremental...)
	out := outputOf(t, cmd, end)
	whole := cmd.ProcessState.Success()
	transcript := protocoltest.Check(t, out, protocoltest.Rules{Interrupted: !whole, Covers: s.api.covers})
	s.readings++
	if transcript.Torn != "" {
		s.torn++
	}
	for _, name := range incremental {
		s.take(t, name, transcript.Records(name))
	}
	maps.Copy(s.from, transcript.States())
	return cmd, whole
}

// take notes the records of one reading: each is one that the state did not cover.
func (s *sync) take(t *testing.T, name string, records []json.RawMessage) {
	t.Helper()
	covered := func(json.RawMessage) bool { return false }
	if state, ok := s.from[name]; ok {
		covered = s.api.covers(name, state)
	}
	now := map[int]bool{}
	for _, record := range records {
		id := itemOf(record).ID
		switch {
		case covered(record):
			t.Errorf("reading %d sends %s of %s again, which the state %s covers", s.readings, record, name, s.from[name])
		case now[id]:
			t.Errorf("reading %d sends %s of %s twice", s.readings, record, name)
		}
		now[id], s.seen[name][id] = true, true
	}
}

// complete says what is missing at the end of a sync.
func (s *sync) complete(t *testing.T) {
	t.Helper()
	for _, name := range incremental {
		var missing []int
		for id := range s.api.all(name) {
			if !s.seen[name][id] {
				missing = append(missing, id)
			}
		}
		slices.Sort(missing)
		if missing != nil {
			t.Errorf("after %d readings, %d records of %s are missing: %v", s.readings, len(missing), name, missing[:min(10, len(missing))])
		}
	}
}

// TestKill kills readings at random instants until it has killed enough of them. A
// sync is killed up to six times before it may come to its end.
func TestKill(t *testing.T) {
	a := serve(t, 0)
	t.Logf("-seed=%d", *seed)
	random := rand.New(rand.NewPCG(*seed, 0))
	whole := timeOf(t, a)
	killed, syncs, torn := 0, 0, 0
	for killed < *kills {
		s := newSync(a)
		for mercy := random.IntN(6); ; mercy-- {
			instant := time.Duration(random.Int64N(int64(whole) * 3 / 4))
			if mercy < 0 || killed == *kills {
				instant = time.Hour
			}
			cmd, ended := s.read(t, killAfter(instant))
			if ended {
				break
			}
			if status := cmd.ProcessState.Sys().(syscall.WaitStatus); status.Signal() != syscall.SIGKILL {
				t.Fatalf("the connector ended by itself: %v", cmd.ProcessState)
			}
			killed++
		}
		s.complete(t)
		syncs, torn = syncs+1, torn+s.torn
		if t.Failed() {
			break
		}
	}
	t.Logf("killed %d times in %d syncs; one that is left alone takes %v; %d times, a line was cut", killed, syncs, whole, torn)
}

// timeOf is how long a reading takes.
func timeOf(t *testing.T, a *api) time.Duration {
	t.Helper()
	before := time.Now()
	s := newSync(a)
	if _, whole := s.read(t, nil); !whole {
		t.Fatal("a reading that nobody disturbs fails")
	}
	s.complete(t)
	return time.Since(before)
}

// killAfter ends the process without a warning.
func killAfter(instant time.Duration) func(*os.Process) {
	return func(p *os.Process) {
		time.AfterFunc(instant, func() { _ = p.Kill() }) // it may be gone already
	}
}
