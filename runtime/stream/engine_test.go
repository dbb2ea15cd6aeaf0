package stream

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// fake is a retriever that makes its slices and records up.
type fake struct {
	slices int
	read   func(ctx context.Context, slice int, emit func(*Record) error) error
	// failAfter makes the generation fail after so many slices, if positive.
	failAfter int
}

var errGeneration = errors.New("the parent failed")

func (f fake) Construct(*Stream) error { return nil }

func (f fake) Cached() Retriever { return f }

func (f fake) Partitioned() bool { return true }

func (f fake) Partitions(value.Value) (Partitions, error) { return Stateless(f.partitions), nil }

func (f fake) partitions(context.Context) iter.Seq2[*Slice, error] {
	return func(yield func(*Slice, error) bool) {
		for i := range f.slices {
			if f.failAfter > 0 && i == f.failAfter {
				yield(nil, errGeneration)
				return
			}
			partition := value.DictOf(value.Str("n"), value.Int(int64(i)))
			if !yield(NewSlice(partition, value.Value{}, value.Value{}), nil) {
				return
			}
		}
	}
}

func (f fake) Read(ctx context.Context, slice *Slice, emit func(*Record) error) error {
	v, _ := slice.Partition.Get("n")
	n, _ := v.AsInt()
	return f.read(ctx, int(n), emit)
}

// records makes a reader that emits so many records of a slice.
func records(n int) func(context.Context, int, func(*Record) error) error {
	return func(_ context.Context, slice int, emit func(*Record) error) error {
		for i := range n {
			data := value.DictOf(value.Str("slice"), value.Int(int64(slice)), value.Str("i"), value.Int(int64(i)))
			if err := emit(&Record{Data: data}); err != nil {
				return err
			}
		}
		return nil
	}
}

// run reads streams and gives back what was written.
func runEngine(t *testing.T, workers int, missing []string, streams ...*Stream) ([]line, error) {
	t.Helper()
	before := runtime.NumGoroutine()
	var out bytes.Buffer
	ctx, w := NewWriter(context.Background(), &out)
	err := Engine{Out: w, Workers: workers}.Read(ctx, streams, missing)
	if closing := w.Close(); closing != nil {
		t.Error(closing)
	}
	for deadline := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; {
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines outlive the read", runtime.NumGoroutine()-before)
		}
		time.Sleep(time.Millisecond)
	}
	return parseLines(t, out.Bytes()), err
}

func TestReadKeepsTheOrderOfMessages(t *testing.T) {
	for _, workers := range []int{1, 2, 3, 8} {
		t.Run(fmt.Sprint(workers), func(t *testing.T) {
			var streams []*Stream
			for i := range 7 {
				streams = append(streams, &Stream{Name: fmt.Sprintf("s%d", i), Retriever: fake{slices: 10 * i, read: records(i * i)}})
			}
			lines, err := runEngine(t, workers, []string{"gone"}, streams...)
			if err != nil {
				t.Fatal(err)
			}
			all := validate(t, lines)
			ended(t, all)
			for i := range 7 {
				p := all[fmt.Sprintf("s%d", i)]
				if p == nil || p.records != 10*i*i*i || p.status != "COMPLETE" || p.states != 1 {
					t.Errorf("s%d: %+v", i, p)
				}
			}
			if all["gone"].status != "INCOMPLETE" || all["gone"].states != 0 {
				t.Errorf("gone: %+v", all["gone"])
			}
		})
	}
}

func TestReadKeepsTheOrderWithinASlice(t *testing.T) {
	lines, err := runEngine(t, 4, nil, &Stream{Name: "s", Retriever: fake{slices: 20, read: records(1000)}})
	if err != nil {
		t.Fatal(err)
	}
	next := map[any]float64{}
	for _, l := range lines {
		if l.Type != "RECORD" {
			continue
		}
		slice := l.Record.Data["slice"]
		if i := l.Record.Data["i"].(float64); i != next[slice] {
			t.Fatalf("slice %v: record %v where %v was to come", slice, i, next[slice])
		}
		next[slice]++
	}
}

func TestOneWorkerIsEnoughForManySlices(t *testing.T) {
	lines, err := runEngine(t, 1, nil, &Stream{Name: "s", Retriever: fake{slices: 20_000, read: records(1)}})
	if err != nil {
		t.Fatal(err)
	}
	if got := validate(t, lines)["s"].records; got != 20_000 {
		t.Errorf("%d records", got)
	}
}

func TestWorkersBoundWhatRuns(t *testing.T) {
	var running, most atomic.Int32
	reader := func(ctx context.Context, slice int, emit func(*Record) error) error {
		for now := running.Add(1); ; {
			seen := most.Load()
			if now <= seen || most.CompareAndSwap(seen, now) {
				break
			}
		}
		time.Sleep(time.Millisecond)
		running.Add(-1)
		return nil
	}
	var streams []*Stream
	for i := range 4 {
		streams = append(streams, &Stream{Name: fmt.Sprint(i), Retriever: fake{slices: 20, read: reader}})
	}
	if _, err := runEngine(t, 3, nil, streams...); err != nil {
		t.Fatal(err)
	}
	if most.Load() > 3 || most.Load() < 2 {
		t.Errorf("%d slices at a time", most.Load())
	}
}

func TestFailuresStayWithTheirStream(t *testing.T) {
	failing := func(_ context.Context, slice int, emit func(*Record) error) error {
		if err := records(2)(nil, slice, emit); err != nil || slice != 1 {
			return err
		}
		return &Error{Message: "refused", Internal: "it's 403", FailureType: ConfigError}
	}
	panicking := func(context.Context, int, func(*Record) error) error { panic("a bug") }
	lines, err := runEngine(t, 2, nil,
		&Stream{Name: "good", Retriever: fake{slices: 3, read: records(1)}},
		&Stream{Name: "bad", Retriever: fake{slices: 3, read: failing}},
		&Stream{Name: "parentless", Retriever: fake{slices: 3, failAfter: 2, read: records(1)}},
		&Stream{Name: "broken", Retriever: fake{slices: 1, read: panicking}},
	)
	all := validate(t, lines)
	ended(t, all)
	for name, want := range map[string]progress{
		"good":       {status: "COMPLETE", records: 3, states: 1, ended: true},
		"bad":        {status: "INCOMPLETE", records: 6, states: 1, ended: true},
		"parentless": {status: "INCOMPLETE", records: 2, states: 1, ended: true},
		"broken":     {status: "INCOMPLETE", states: 1, ended: true},
	} {
		if got := *all[name]; got != want {
			t.Errorf("%s: got %+v, want %+v", name, got, want)
		}
	}
	var failed *Error
	if !errors.As(err, &failed) || failed.FailureType != ConfigError || failed.Internal != "Concurrent read failure" {
		t.Fatalf("the read's error is %#v", err)
	}
	for _, part := range []string{
		`bad: AirbyteTracedException("it's 403")`, "parentless: Exception('the parent failed')", "broken: Exception('panic: a bug')",
	} {
		if !strings.Contains(failed.Message, part) {
			t.Errorf("%q is not in %q", part, failed.Message)
		}
	}
	checkTraces(t, lines)
}

func checkTraces(t *testing.T, lines []line) {
	t.Helper()
	traces := map[string]string{}
	for _, l := range lines {
		if e := l.Trace.Error; e.Message != "" {
			traces[e.StreamDescriptor.Name] = e.FailureType + ": " + e.Message
			if e.StreamDescriptor.Name == "broken" && !strings.Contains(e.StackTrace, "engine_test.go") {
				t.Errorf("the panic has no stack: %q", e.StackTrace)
			}
		}
	}
	for name, want := range map[string]string{
		"bad":        "config_error: refused",
		"parentless": "system_error: An unexpected error occurred in stream parentless: Exception",
		"broken":     "system_error: An unexpected error occurred in stream broken: Exception",
	} {
		if traces[name] != want {
			t.Errorf("%s: got %q, want %q", name, traces[name], want)
		}
	}
}

func TestEmptyRecordsDoNotEndTheRun(t *testing.T) {
	reader := func(_ context.Context, _ int, emit func(*Record) error) error {
		for range 3 {
			if err := emit(&Record{Data: value.DictOf()}); err != nil {
				return err
			}
		}
		return nil
	}
	lines, err := runEngine(t, 2, nil, &Stream{Name: "s", Retriever: fake{slices: 2, read: reader}})
	if err != nil {
		t.Fatal(err)
	}
	if got := validate(t, lines)["s"].records; got != 6 {
		t.Errorf("%d records", got)
	}
}

// counting is an observer whose state is how many slices were closed.
type counting struct {
	fullRefresh
	mu     sync.Mutex
	closed int
}

func (c *counting) Construct(*Stream) error { return nil }

func (c *counting) CursorField() (string, bool) { return "i", true }

func (c *counting) Observer(s *Stream, state value.Value) (_ SliceObserver, err error) {
	c.partitions, err = s.Retriever.Partitions(state)
	return c, err
}

func (c *counting) Close(context.Context, *Slice) ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed++
	return fmt.Appendf(nil, `{"closed":%d}`, c.closed), nil
}

func TestStatesComeInOrderAfterTheirRecords(t *testing.T) {
	lines, err := runEngine(t, 8, nil, &Stream{Name: "s", Retriever: fake{slices: 200, read: records(10)}, IncrementalSync: &counting{}})
	if err != nil {
		t.Fatal(err)
	}
	p := validate(t, lines)["s"]
	if p.states != 201 || p.records != 2000 {
		t.Errorf("%+v", p)
	}
	records, closed := 0, 0
	for _, l := range lines {
		switch l.Type {
		case "RECORD":
			records++
		case "STATE":
			closed++
			if want := fmt.Sprintf(`{"closed":%d}`, closed); closed <= 200 && string(l.State.Stream.StreamState) != want {
				t.Fatalf("state %s, want %s", l.State.Stream.StreamState, want)
			}
			if closed <= 200 && records < 10*closed {
				t.Fatalf("state %d came after %d records only", closed, records)
			}
		}
	}
}

func TestQuietStreamsAreFlushed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reading, wait := make(chan struct{}), make(chan struct{})
		reader := func(ctx context.Context, slice int, emit func(*Record) error) error {
			err := records(1)(ctx, slice, emit)
			close(reading)
			<-wait
			return err
		}
		in, out := io.Pipe()
		ctx, w := NewWriter(context.Background(), out)
		go func() {
			Engine{Out: w, Workers: 2}.Read(ctx, []*Stream{{Name: "s", Retriever: fake{slices: 1, read: reader}}}, nil)
			w.Close()
			out.Close()
		}()
		var text []byte
		for !bytes.Contains(text, []byte(`"RECORD"`)) {
			buffer := make([]byte, 1<<16)
			n, err := in.Read(buffer)
			if err != nil {
				t.Fatal(err)
			}
			text = append(text, buffer[:n]...)
		}
		<-reading
		close(wait) // only now may the slice go on
		rest, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		ended(t, validate(t, parseLines(t, append(text, rest...))))
	})
}
