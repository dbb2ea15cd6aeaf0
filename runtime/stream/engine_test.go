package stream

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/protocol/protocoltest"
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

// runEngine reads streams, checks what was written and gives it back.
func runEngine(t *testing.T, workers int, missing []string, streams ...*Stream) (protocoltest.Transcript, error) {
	t.Helper()
	return runFrom(t, nil, workers, missing, streams...)
}

func runFrom(t *testing.T, states map[string]value.Value, workers int, missing []string, streams ...*Stream) (protocoltest.Transcript, error) {
	t.Helper()
	before := runtime.NumGoroutine()
	var out bytes.Buffer
	ctx, w := NewWriter(context.Background(), &out)
	err := Engine{Out: w, Workers: workers, States: states}.Read(ctx, streams, missing)
	if closing := w.Close(); closing != nil {
		t.Error(closing)
	}
	for deadline := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; {
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines outlive the read", runtime.NumGoroutine()-before)
		}
		time.Sleep(time.Millisecond)
	}
	return protocoltest.Check(t, out.Bytes(), protocoltest.Rules{Covers: coversClosed}), err
}

// summaryOf is what an output says about its streams.
func summaryOf(transcript protocoltest.Transcript) map[string]summary {
	streams, _ := transcript.Validate(protocoltest.Rules{})
	all := map[string]summary{}
	for name, s := range streams {
		all[name] = summary{s.Status, s.Records, s.States}
	}
	return all
}

type summary struct {
	status          string
	records, states int
}

func TestReadKeepsTheOrderOfMessages(t *testing.T) {
	for _, workers := range []int{1, 2, 3, 8} {
		t.Run(fmt.Sprint(workers), func(t *testing.T) {
			var streams []*Stream
			for i := range 7 {
				streams = append(streams, &Stream{Name: fmt.Sprintf("s%d", i), Retriever: fake{slices: 10 * i, read: records(i * i)}})
			}
			out, err := runEngine(t, workers, []string{"gone"}, streams...)
			if err != nil {
				t.Fatal(err)
			}
			all := summaryOf(out)
			for i := range 7 {
				if got, want := all[fmt.Sprintf("s%d", i)], (summary{"COMPLETE", 10 * i * i * i, 1}); got != want {
					t.Errorf("s%d: got %+v, want %+v", i, got, want)
				}
			}
			if got, want := all["gone"], (summary{status: "INCOMPLETE"}); got != want {
				t.Errorf("gone: got %+v, want %+v", got, want)
			}
			if got := startsOf(out); got != "s0 s1 s2 s3 s4 s5 s6" {
				t.Errorf("the streams start as %s", got)
			}
		})
	}
}

// startsOf are the streams in the order in which they started.
func startsOf(transcript protocoltest.Transcript) string {
	var names []string
	for _, m := range transcript.Messages {
		if status := m.Trace.StreamStatus; status.Status == "STARTED" {
			names = append(names, status.Descriptor.Name)
		}
	}
	return strings.Join(names, " ")
}

func TestReadKeepsTheOrderWithinASlice(t *testing.T) {
	out, err := runEngine(t, 4, nil, &Stream{Name: "s", Retriever: fake{slices: 20, read: records(1000)}})
	if err != nil {
		t.Fatal(err)
	}
	next := map[int]int{}
	for _, data := range out.Records("s") {
		var record struct{ Slice, I int }
		if err := json.Unmarshal(data, &record); err != nil {
			t.Fatal(err)
		}
		if record.I != next[record.Slice] {
			t.Fatalf("slice %d: record %d where %d was to come", record.Slice, record.I, next[record.Slice])
		}
		next[record.Slice]++
	}
}

func TestOneWorkerIsEnoughForManySlices(t *testing.T) {
	out, err := runEngine(t, 1, nil, &Stream{Name: "s", Retriever: fake{slices: 20_000, read: records(1)}})
	if err != nil {
		t.Fatal(err)
	}
	if got := len(out.Records("s")); got != 20_000 {
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
	out, err := runEngine(t, 2, nil,
		&Stream{Name: "good", Retriever: fake{slices: 3, read: records(1)}},
		&Stream{Name: "bad", Retriever: fake{slices: 3, read: failing}},
		&Stream{Name: "parentless", Retriever: fake{slices: 3, failAfter: 2, read: records(1)}},
		&Stream{Name: "broken", Retriever: fake{slices: 1, read: panicking}},
	)
	all := summaryOf(out)
	for name, want := range map[string]summary{
		"good":       {"COMPLETE", 3, 1},
		"bad":        {"INCOMPLETE", 6, 1},
		"parentless": {"INCOMPLETE", 2, 1},
		"broken":     {"INCOMPLETE", 0, 1},
	} {
		if got := all[name]; got != want {
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
	checkTraces(t, out)
}

func checkTraces(t *testing.T, out protocoltest.Transcript) {
	t.Helper()
	traces := map[string]string{}
	for _, m := range out.Messages {
		if e := m.Trace.Error; e.Message != "" {
			traces[e.Descriptor.Name] = e.FailureType + ": " + e.Message
			if e.Descriptor.Name == "broken" && !strings.Contains(e.StackTrace, "engine_test.go") {
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
	out, err := runEngine(t, 2, nil, &Stream{Name: "s", Retriever: fake{slices: 2, read: reader}})
	if err != nil {
		t.Fatal(err)
	}
	if got := len(out.Records("s")); got != 6 {
		t.Errorf("%d records", got)
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
		protocoltest.Check(t, append(text, rest...), protocoltest.Rules{})
	})
}

// refusing is a reader whose slices all fail.
func refusing(err error) func(context.Context, int, func(*Record) error) error {
	return func(context.Context, int, func(*Record) error) error { return err }
}
