package race

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"regexp"
	"runtime/debug"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/protocol/protocoltest"
	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// rounds is low for `make test`; `make race` sets it to 1,000.
var rounds = flag.Int("rounds", 6, "how often the streams are read")

// patience is how long a round may take. One takes well under a second.
const patience = 30 * time.Second

// TestRounds reads the same streams again and again. Most rounds wait for moments
// only, so that workers really meet; every fourth waits for minutes, on a clock
// that jumps ahead, so that states come as they do in long readings.
func TestRounds(t *testing.T) {
	var first *result
	began := time.Now()
	for n := range *rounds {
		watchdog := time.AfterFunc(patience, func() {
			debug.SetTraceback("all")
			panic(fmt.Sprintf("round %d hangs", n))
		})
		var r *result
		if n%4 != 3 {
			r = round(t, delays{30 * time.Microsecond, true}, 1+n%9)
		} else {
			synctest.Test(t, func(t *testing.T) { r = round(t, delays{5 * time.Minute, false}, 5+n%5) })
		}
		watchdog.Stop()
		if first == nil {
			first = r
		}
		r.compare(t, first)
		if t.Failed() {
			t.Fatalf("in round %d", n)
		}
	}
	t.Logf("%d rounds of %d streams in %v", *rounds, width, time.Since(began).Round(time.Second))
}

// A result is what a round gives, apart from the order.
type result struct {
	records map[string][]string
	states  map[string]string
}

// round reads all streams once.
func round(t *testing.T, d delays, workers int) *result {
	t.Helper()
	var streams []*stream.Stream
	want := map[string]kind{}
	for n := range width {
		k := kinds[n%len(kinds)]
		s := k.make(d)
		s.Name = fmt.Sprintf("%s%d", k.name, n)
		if err := s.Construct(); err != nil {
			t.Fatal(err)
		}
		streams = append(streams, s)
		want[s.Name] = k
	}
	var out bytes.Buffer
	ctx, w := stream.NewWriter(context.Background(), &out)
	if err := (stream.Engine{Out: w, Workers: workers}).Read(ctx, streams, nil); err == nil {
		t.Error("the read succeeds, though streams must fail")
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
	transcript := protocoltest.Check(t, out.Bytes(), protocoltest.Rules{Covers: covers})
	check(t, transcript, want)
	return resultOf(transcript)
}

// check compares each stream with what its kind gives.
func check(t *testing.T, transcript protocoltest.Transcript, want map[string]kind) {
	t.Helper()
	streams, _ := transcript.Validate(protocoltest.Rules{})
	for name, k := range want {
		s := streams[name]
		if s == nil || s.Records != k.records || s.Failed != k.fails || s.States < k.states {
			t.Errorf("%s: %+v, and %d records and %d states were to come", name, s, k.records, k.states)
		}
	}
}

// seconds is the one member of a state that depends on how long a reading took.
var seconds = regexp.MustCompile(`"lookback_window":\d+`)

func resultOf(transcript protocoltest.Transcript) *result {
	r := &result{records: map[string][]string{}, states: map[string]string{}}
	for _, m := range transcript.Messages {
		if m.Type == "RECORD" {
			r.records[m.Record.Stream] = append(r.records[m.Record.Stream], string(m.Record.Data))
		}
	}
	for _, list := range r.records {
		slices.Sort(list)
	}
	for name, state := range transcript.States() {
		r.states[name] = seconds.ReplaceAllString(string(state), `"lookback_window":0`)
	}
	return r
}

func (r *result) compare(t *testing.T, first *result) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(first.states)) {
		if r.states[name] != first.states[name] {
			t.Errorf("%s ends with the state %s, and before with %s", name, r.states[name], first.states[name])
		}
		if !slices.Equal(r.records[name], first.records[name]) {
			t.Errorf("%s has %d other records", name, len(r.records[name]))
		}
	}
}

// covers reads the states of all kinds: a record is covered when it is older than
// the cursor, or than that of its shop.
func covers(_ string, state json.RawMessage) func(json.RawMessage) bool {
	type cursor struct{ At string }
	var s struct {
		At     string
		State  cursor
		States []struct {
			Partition struct{ Shop string }
			Cursor    cursor
		}
	}
	if err := json.Unmarshal(state, &s); err != nil {
		panic(err) // the state was found to be an object
	}
	own := map[string]string{}
	for _, one := range s.States {
		own[one.Partition.Shop] = one.Cursor.At
	}
	return func(data json.RawMessage) bool {
		var record struct{ At, Shop string }
		if err := json.Unmarshal(data, &record); err != nil {
			panic(err)
		}
		cursor, known := own[record.Shop]
		return record.At < s.At || record.At < cursor || !known && record.At < s.State.At
	}
}
