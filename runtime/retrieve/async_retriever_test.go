package retrieve

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// timed runs a test on a clock of its own.
func timed(t *testing.T, test func(t *testing.T)) { t.Helper(); synctest.Test(t, test) }

func withPlaces(n int) context.Context {
	return stream.WithJobPlaces(context.Background(), stream.NewJobPlaces(n))
}

// TestAsyncWaitsBetweenPolls, and neither after the last job nor before the next one when none runs.
func TestAsyncWaitsBetweenPolls(t *testing.T) {
	timed(t, func(t *testing.T) {
		a := newJobAPI("working done", "done", "empty")
		if err := a.prepared(withPlaces(1), a.retriever(), wanted(3, nil), 0); err != nil {
			t.Error(err)
		}
		a.check(t, "0s create 1", "0s 1 is working", "5s 1 is done", "5s slice a",
			"5s create 2", "5s 2 is done", "5s slice b", "5s create 3", "5s 3 is empty")
		if took := time.Since(a.start); took != 5*time.Second {
			t.Errorf("it took %s", took)
		}
	})
}

// TestAsyncAttempts: a job is started three times; the other slices go on, and the failure is told at the end.
func TestAsyncAttempts(t *testing.T) {
	timed(t, func(t *testing.T) {
		a := newJobAPI("broken", "done", "refused", "late", "done")
		err := a.prepared(withPlaces(2), a.retriever(), wanted(2, nil), 0)
		a.check(t, "0s create 1", "0s create 2", "0s 1 is broken", "0s 2 is done", "0s slice b",
			"5s create 3", "10s create 4", "10s 4 is late", "10s abort 4")
		var failure *stream.Error
		if !errors.As(err, &failure) || failure.FailureType != stream.SystemError ||
			failure.Message != "One or more async jobs failed after exhausting all retry attempts." ||
			!strings.Contains(failure.Internal, "slice {'name': 'a'}. Job statuses were: {'") ||
			!strings.Contains(failure.Internal, "<AsyncJobStatus.TIMED_OUT: ('TIMED_OUT', True)>") {
			t.Errorf("the failure is %#v", err)
		}
	})
}

// TestAsyncTimeout: a job that takes too long is aborted and started again, whatever the API says.
func TestAsyncTimeout(t *testing.T) {
	timed(t, func(t *testing.T) {
		a := newJobAPI("working", "working done")
		r := a.retriever()
		r.PollingJobTimeout = minutes("1")
		if err := a.prepared(withPlaces(1), r, wanted(1, nil), 0); err != nil {
			t.Error(err)
		}
		if a.polls["1"] != 13 {
			t.Errorf("the job was polled %d times", a.polls["1"])
		}
		if a.calls = a.calls[14:]; true {
			a.check(t, "65s abort 1", "70s create 2", "70s 2 is working", "75s 2 is done", "75s slice a")
		}
	})
}

// TestAsyncSlowReaderIsNoTimeout: jobs that nobody polls because their slices are not wanted yet do not grow old.
func TestAsyncSlowReaderIsNoTimeout(t *testing.T) {
	timed(t, func(t *testing.T) {
		a := newJobAPI("done", "working working done")
		if err := a.prepared(withPlaces(2), a.retriever(), wanted(2, nil), 3*time.Hour); err != nil {
			t.Error(err)
		}
		if a.created != 2 {
			t.Errorf("%d jobs were created", a.created)
		}
	})
}

// TestAsyncDefersFailedJobs by failed_retry_wait_time_in_seconds, but neither one that is late nor one that was refused.
func TestAsyncDefersFailedJobs(t *testing.T) {
	timed(t, func(t *testing.T) {
		a := newJobAPI("refused", "broken", "late")
		r := a.retriever()
		r.FailedRetryWaitTimeInSeconds = config.Fixed("12")
		err := a.prepared(withPlaces(1), r, wanted(1, nil), 0)
		a.check(t, "0s create 1", "5s create 2", "5s 2 is broken", "25s create 3", "25s 3 is late", "25s abort 3")
		if err == nil {
			t.Error("there is no failure")
		}
		r.FailedRetryWaitTimeInSeconds = config.Fixed("-1")
		if err := a.prepared(withPlaces(1), r, wanted(1, nil), 0); stream.ClassOf(err) != value.ValueError {
			t.Errorf("a negative wait fails with %v", err)
		}
	})
}

// TestAsyncBreakingErrors abort what runs and end the work at once.
func TestAsyncBreakingErrors(t *testing.T) {
	timed(t, func(t *testing.T) {
		a := newJobAPI("working", "forbidden")
		places := stream.NewJobPlaces(3)
		err := a.prepared(stream.WithJobPlaces(context.Background(), places), a.retriever(), wanted(3, nil), 0)
		a.check(t, "0s create 1", "0s create 2", "0s abort 1")
		if traced, ok := stream.Traced(err); !ok || traced.Message != "forbidden" {
			t.Errorf("the error is %v", err)
		}
		if !places.Take() || !places.Take() || !places.Take() {
			t.Error("places were not given back")
		}
	})
}

// TestAsyncLostJob: a job that can never be polled is given up after a few polls, not after an hour of them.
func TestAsyncLostJob(t *testing.T) {
	timed(t, func(t *testing.T) {
		a := newJobAPI("lost", "lost lost done")
		err := a.prepared(withPlaces(1), a.retriever(), wanted(1, nil), 0)
		a.check(t, "0s create 1", "0s 1 is lost", "5s 1 is lost", "10s 1 is lost", "10s abort 1",
			"15s create 2", "15s 2 is lost", "20s 2 is lost", "25s 2 is done", "25s slice a")
		if failure, _ := stream.Traced(err); failure == nil || strings.Count(failure.Internal, "no route to job 1") != 3 {
			t.Errorf("the failure is %v", err)
		}
	})
}

// TestAsyncFailingSlices: the jobs that were started are read all the same.
func TestAsyncFailingSlices(t *testing.T) {
	timed(t, func(t *testing.T) {
		a := newJobAPI("working done")
		err := a.prepared(withPlaces(5), a.retriever(), wanted(1, errors.New("no more parents")), 0)
		a.check(t, "0s create 1", "0s 1 is working", "5s 1 is done", "5s slice a")
		if failure, _ := stream.Traced(err); failure == nil || failure.Internal != "Exception('no more parents')" {
			t.Errorf("the failure is %#v", err)
		}
	})
}

// TestAsyncPlacesAreShared by two streams, whose jobs all get done; a place is free again when nobody wants more slices.
func TestAsyncPlacesAreShared(t *testing.T) {
	timed(t, func(t *testing.T) {
		a := newJobAPI("working working done", "working done", "broken", "working done")
		ctx := withPlaces(2)
		var both sync.WaitGroup
		for range 2 {
			both.Go(func() {
				if err := a.prepared(ctx, a.retriever(), wanted(4, nil), 0); err != nil {
					t.Error(err)
				}
			})
		}
		both.Wait()
		read := 0
		for _, call := range a.calls {
			if strings.Contains(call, "slice ") {
				read++
			}
		}
		if read != 8 || a.most != 2 {
			t.Errorf("%d slices, %d jobs at a time:\n%s", read, a.most, strings.Join(a.calls, "\n"))
		}
		for range a.retriever().Prepare(stream.With(ctx, &stream.Stream{Name: "s"}), wanted(4, nil)) {
			break
		}
		if places := stream.JobPlacesOf(ctx); !places.Take() || !places.Take() {
			t.Error("places were not given back")
		}
	})
}

// TestAsyncStops at once when its context ends, whatever it waits for.
func TestAsyncStops(t *testing.T) {
	timed(t, func(t *testing.T) {
		a := newJobAPI("working")
		stopped := errors.New("stopped")
		ctx, stop := context.WithCancelCause(withPlaces(1))
		time.AfterFunc(12*time.Second, func() { stop(stopped) })
		if err := a.prepared(ctx, a.retriever(), wanted(9, nil), 0); !errors.Is(err, stopped) {
			t.Errorf("it ended with %v", err)
		}
		if took := time.Since(a.start); took != 12*time.Second {
			t.Errorf("it took %s", took)
		}
	})
}

// TestAsyncRead downloads what a job has, and removes the job then. The download may be read while it arrives.
func TestAsyncRead(t *testing.T) {
	timed(t, func(t *testing.T) {
		a := newJobAPI()
		r := a.retriever()
		s := &stream.Stream{Name: "s", Retriever: r}
		if err := s.Construct(); err != nil {
			t.Fatal(err)
		}
		ctx := stream.With(withPlaces(1), s)
		var got []string
		for slice, err := range r.Prepare(ctx, wanted(1, nil)) {
			if err != nil {
				t.Fatal(err)
			}
			if err := r.Read(ctx, slice, func(record *stream.Record) error {
				got = append(got, record.Data.String()+" of "+record.Slice.Mapping().Repr())
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
		if want := `[{"row":1} of {'name': 'a'} {"row":0} of {'name': 'a'}]`; fmt.Sprint(got) != want {
			t.Errorf("records %v, want %v", got, want)
		}
		a.check(t, "0s create 1", "0s 1 is done", "0s download  of 1, streaming true", "0s delete 1")
	})
}

// TestAsyncReadsWhatWasNotPrepared: a slice without jobs gets them when it is read.
func TestAsyncReadsWhatWasNotPrepared(t *testing.T) {
	timed(t, func(t *testing.T) {
		a := newJobAPI("working done", "empty")
		ctx := stream.With(withPlaces(1), &stream.Stream{Name: "s"})
		n := 0
		for slice := range wanted(2, nil) {
			if err := a.retriever().Read(ctx, slice, func(*stream.Record) error { n++; return nil }); err != nil {
				t.Error(err)
			}
		}
		if n != 2 {
			t.Errorf("%d records", n)
		}
		a.check(t, "0s create 1", "0s 1 is working", "5s 1 is done", "5s download  of 1, streaming true", "5s delete 1", "5s create 2", "5s 2 is empty")
	})
}

// TestAsyncParent is read by a child that is asynchronous, too: each has places of its own, so neither waits for the other.
func TestAsyncParent(t *testing.T) {
	timed(t, func(t *testing.T) {
		a := newJobAPI("working done", "working done", "done", "working done")
		r := a.retriever()
		r.PartitionRouter = many{2}
		parent := &stream.Stream{Name: "parent", Retriever: r}
		observer, err := parent.Observe(value.Value{})
		if err != nil {
			t.Fatal(err)
		}
		ctx := withPlaces(1)
		ofParents := func(yield func(*stream.Slice, error) bool) {
			err := stream.ReadParent(ctx, parent, observer, func(slice *stream.Slice, _ bool, read func(func(*stream.Record) error) error) error {
				if err := read(func(*stream.Record) error { return nil }); err != nil {
					return err
				}
				yield(stream.NewSlice(slice.Partition, value.Value{}, value.Value{}), nil)
				return nil
			})
			if err != nil {
				yield(nil, err)
			}
		}
		if err := a.prepared(ctx, a.retriever(), ofParents, 0); err != nil {
			t.Error(err)
		}
		if a.created != 4 || len(a.working) != 0 {
			t.Errorf("%d jobs, of which %d still work:\n%s", a.created, len(a.working), strings.Join(a.calls, "\n"))
		}
	})
}

// TestAsyncInTheEngine reads two streams with one worker and one place: nothing waits for ever.
func TestAsyncInTheEngine(t *testing.T) {
	timed(t, func(t *testing.T) {
		a := newJobAPI("working done", "refused")
		var out bytes.Buffer
		ctx, w := stream.NewWriter(withPlaces(1), &out)
		r := a.retriever()
		r.PartitionRouter = many{5}
		streams := []*stream.Stream{{Name: "s", Retriever: r}, {Name: "t", Retriever: r}}
		if err := (stream.Engine{Out: w, Workers: 1}).Read(ctx, streams, nil); err != nil {
			t.Error(err)
		}
		if err := w.Close(); err != nil {
			t.Error(err)
		}
		for what, count := range map[string]int{`"RECORD"`: 20, `"COMPLETE"`: 2, `"failure_type":"system_error"`: 1} {
			if n := strings.Count(out.String(), what); n != count {
				t.Errorf("%s comes %d times:\n%s", what, n, out.String())
			}
		}
	})
}

// many is a router of so many partitions.
type many struct{ count int }

func (many) Construct(*stream.Stream) error { return nil }

func (m many) Partitions(value.Value) (stream.Partitions, error) {
	return stream.Stateless(func(context.Context) iter.Seq2[*stream.Slice, error] { return wanted(m.count, nil) }), nil
}

func (many) Inject(*stream.Slice, *request.Options) error { return nil }
