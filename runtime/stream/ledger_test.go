package stream

import (
	"context"
	"encoding/json"
	"iter"
	"slices"
	"sync"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A ledger is a cursor whose state lists the slices that were closed: it covers
// exactly their records, so that the slightest disorder shows.
type ledger struct {
	fullRefresh
	mu     sync.Mutex
	closed []int64
	throws string // where it panics: "observe", "close", "slices", "end", "observer" or nowhere
}

func (l *ledger) Construct(*Stream) error { return nil }

func (l *ledger) DefaultCursorField() (string, bool) { return "i", true }

func (l *ledger) Observer(s *Stream, state value.Value) (_ SliceObserver, err error) {
	l.throw("observer")
	l.partitions, err = s.Retriever.Partitions(state)
	return l, err
}

func (l *ledger) throw(place string) {
	if l.throws == place {
		panic("a bug in " + place)
	}
}

func (l *ledger) Slices(ctx context.Context) iter.Seq2[*Slice, error] {
	return func(yield func(*Slice, error) bool) {
		n := 0
		for slice, err := range l.partitions.Slices(ctx) {
			if n++; n == 3 {
				l.throw("slices")
			}
			if !yield(slice, err) {
				return
			}
		}
	}
}

func (l *ledger) Observe(r *Record) {
	if n, _ := r.Data.Item("slice").AsInt(); n == 2 {
		l.throw("observe")
	}
}

func (l *ledger) Close(_ context.Context, slice *Slice) ([]byte, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	n, _ := slice.Partition.Item("n").AsInt()
	if len(l.closed) == 2 {
		l.throw("close")
	}
	l.closed = append(l.closed, n)
	return l.state(), nil
}

func (l *ledger) state() []byte {
	state, err := json.Marshal(map[string]any{"closed": l.closed})
	if err != nil {
		panic(err)
	}
	return state
}

func (l *ledger) State() value.Value {
	l.mu.Lock()
	defer l.mu.Unlock()
	return value.Raw(l.state())
}

func (l *ledger) End(context.Context, bool) []byte {
	l.throw("end")
	return l.state()
}

// coversClosed reads the states of ledgers; others cover nothing.
func coversClosed(_ string, state json.RawMessage) func(json.RawMessage) bool {
	var ledger struct{ Closed []int }
	if err := json.Unmarshal(state, &ledger); err != nil {
		panic(err)
	}
	return func(data json.RawMessage) bool {
		var record struct{ Slice int }
		if err := json.Unmarshal(data, &record); err != nil {
			panic(err)
		}
		return slices.Contains(ledger.Closed, record.Slice)
	}
}

// TestStatesComeAfterTheirRecords closes slices on many workers, whose batches
// fill and wait differently; runEngine checks each STATE.
func TestStatesComeAfterTheirRecords(t *testing.T) {
	uneven := func(ctx context.Context, slice int, emit func(*Record) error) error {
		return records(slice%7*20)(ctx, slice, emit)
	}
	for _, workers := range []int{1, 2, 8} {
		l := &ledger{}
		out, err := runEngine(t, workers, nil, &Stream{Name: "s", Retriever: fake{slices: 60, read: uneven}, IncrementalSync: l})
		if err != nil {
			t.Fatal(err)
		}
		if got := summaryOf(out)["s"]; got.states != 61 || len(l.closed) != 60 {
			t.Errorf("%d workers: %+v, %d slices closed", workers, got, len(l.closed))
		}
		closed := 0
		for _, m := range out.Messages {
			var state struct{ Closed []int }
			if m.Type != "STATE" {
				continue
			}
			if err := json.Unmarshal(m.State.Stream.State, &state); err != nil {
				t.Fatal(err)
			}
			if closed = min(closed+1, 60); len(state.Closed) != closed {
				t.Fatalf("%d workers: a state of %d slices where one of %d was to come", workers, len(state.Closed), closed)
			}
		}
	}
}

// TestPanicsOfACursorStayWithItsStream: the stream fails, keeps the state that it
// wrote last, or the one that it came with, and takes nothing from the others.
func TestPanicsOfACursorStayWithItsStream(t *testing.T) {
	given := value.Raw([]byte(`{"closed":[70]}`))
	tests := []struct {
		throws        string
		state         value.Value
		last          string
		records, most int // how many records are written at least, and at most
	}{
		{"observer", given, `{"closed":[70]}`, 0, 0},
		{"observer", value.Value{}, `{}`, 0, 0},
		{"slices", value.Value{}, "", 0, 8},
		{"observe", value.Value{}, "", 9, 40},
		{"close", given, `{"closed":[0,1]}`, 12, 40},
		{"end", given, `{"closed":[0,1,2,3,4,5,6,7,8,9]}`, 40, 40},
	}
	for _, tt := range tests {
		t.Run(tt.throws, func(t *testing.T) {
			healthy := &ledger{}
			out, err := runFrom(t, map[string]value.Value{"s": tt.state}, 1, nil,
				&Stream{Name: "s", Retriever: fake{slices: 10, read: records(4)}, IncrementalSync: &ledger{throws: tt.throws}},
				&Stream{Name: "healthy", Retriever: fake{slices: 10, read: records(4)}, IncrementalSync: healthy},
			)
			if err == nil {
				t.Error("the read succeeds")
			}
			all := summaryOf(out)
			if got := all["healthy"]; got != (summary{"COMPLETE", 40, 11}) {
				t.Errorf("the other stream: %+v", got)
			}
			if got := all["s"]; got.status != "INCOMPLETE" || got.records < tt.records || got.records > tt.most || got.states == 0 {
				t.Errorf("the stream: %+v", got)
			}
			if got := string(out.States()["s"]); tt.last != "" && got != tt.last {
				t.Errorf("the last state is %s, want %s", got, tt.last)
			}
			failures := 0
			for _, m := range out.Messages {
				if e := m.Trace.Error; e.Descriptor.Name == "s" && e.Internal == "panic: a bug in "+tt.throws {
					failures++
				}
			}
			if failures != 1 {
				t.Errorf("the panic is told %d times", failures)
			}
		})
	}
}

func TestTheStateComesAlsoWhenGenerationFailed(t *testing.T) {
	out, err := runEngine(t, 2, nil,
		&Stream{Name: "s", Retriever: fake{slices: 5, failAfter: 3, read: records(2)}, IncrementalSync: &ledger{}})
	if err == nil {
		t.Error("the read succeeds")
	}
	if got := summaryOf(out)["s"]; got != (summary{"INCOMPLETE", 6, 4}) {
		t.Errorf("%+v", got)
	}
}
