package stream

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/protocol/protocoltest"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

var errStopped = errors.New("stopped")

// stopAfter reads a stream on three workers, and stops the read after a time.
func stopAfter(t *testing.T, after time.Duration, s *Stream) (protocoltest.Transcript, error) {
	t.Helper()
	var out bytes.Buffer
	ctx, stop := context.WithCancelCause(context.Background())
	time.AfterFunc(after, func() { stop(errStopped) })
	ctx, w := NewWriter(ctx, &out)
	err := Engine{Out: w, Workers: 3}.Read(ctx, []*Stream{s}, nil)
	if closing := w.Close(); closing != nil {
		t.Error(closing)
	}
	transcript := protocoltest.Check(t, out.Bytes(), protocoltest.Rules{Interrupted: true, Covers: coversClosed})
	if transcript.Torn != "" {
		t.Errorf("the output ends with half of a line: %q", transcript.Torn)
	}
	return transcript, err
}

// TestStopKeepsWhatWasWritten stops a read at many points: what was written is
// whole, and every state in it is one to go on from.
func TestStopKeepsWhatWasWritten(t *testing.T) {
	for stop := 1; stop < 40; stop++ {
		synctest.Test(t, func(t *testing.T) {
			l := &ledger{}
			out, err := stopAfter(t, time.Duration(stop)*time.Millisecond,
				&Stream{Name: "s", Retriever: fake{slices: 60, read: paced(time.Millisecond)}, IncrementalSync: l})
			if !errors.Is(err, errStopped) {
				t.Errorf("the read ended with %v", err)
			}
			s := summaryOf(out)["s"]
			if s.status != "STARTED" && s.status != "RUNNING" {
				t.Errorf("the stream ends as %s", s.status)
			}
			if s.states != len(l.closed) || s.records < 3*s.states {
				t.Errorf("%+v, and %d slices were closed", s, len(l.closed))
			}
		})
	}
}

// TestARetrieverThatSwallowsTheStop ends its slice without an error; what it
// did not read must not count as read.
func TestARetrieverThatSwallowsTheStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &ledger{}
		careless := func(ctx context.Context, slice int, emit func(*Record) error) error {
			<-ctx.Done()
			return nil
		}
		if _, err := stopAfter(t, time.Second, &Stream{Name: "s", Retriever: fake{slices: 3, read: careless}, IncrementalSync: l}); err == nil {
			t.Error("the read succeeds")
		}
		if l.closed != nil {
			t.Errorf("the slices %d count as read", l.closed)
		}
	})
}

// paced reads a few records of a slice, with a pause before each.
func paced(pause time.Duration) func(context.Context, int, func(*Record) error) error {
	return func(ctx context.Context, slice int, emit func(*Record) error) error {
		for i := range 3 {
			select {
			case <-ctx.Done():
				return context.Cause(ctx)
			case <-time.After(pause):
			}
			data := value.Raw(fmt.Appendf(nil, `{"slice":%d,"i":%d}`, slice, i))
			if err := emit(&Record{Data: data}); err != nil {
				return err
			}
		}
		return nil
	}
}
