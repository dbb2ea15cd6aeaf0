package stream

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// TestSlowReaderHoldsBackTheWorkers reads nothing from the output: what the
// workers produce meanwhile must not grow with time.
func TestSlowReaderHoldsBackTheWorkers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const workers = 4
		var produced atomic.Int64
		data := value.DictOf(value.Str("text"), value.Str(strings.Repeat("x", 1000)))
		endless := func(_ context.Context, _ int, emit func(*Record) error) error {
			for {
				if err := emit(&Record{Data: data}); err != nil {
					return err
				}
				produced.Add(1000)
			}
		}
		in, out := io.Pipe()
		ctx, cancel := context.WithCancelCause(context.Background())
		ctx, w := NewWriter(ctx, out)
		stopped := errors.New("stopped")
		result := make(chan error)
		go func() {
			result <- Engine{Out: w, Workers: workers}.Read(ctx, []*Stream{{Name: "s", Retriever: fake{slices: 100, read: endless}}}, nil)
		}()
		time.Sleep(time.Minute)
		synctest.Wait()
		if most := int64((workers + 2) * bufferSize); produced.Load() > most {
			t.Errorf("%d bytes were produced for a reader that does not read, more than %d", produced.Load(), most)
		}
		cancel(stopped)
		go io.Copy(io.Discard, in) // the lines in flight still leave
		if err := <-result; !errors.Is(err, stopped) {
			t.Errorf("the read ended with %v", err)
		}
		if err := w.Close(); err != nil {
			t.Error(err)
		}
		in.Close()
	})
}

// full is an output that takes some bytes and then fails.
type full struct{ room int }

var errFull = errors.New("no space left")

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestBrokenOutputEndsTheRead(t *testing.T) {
	data := value.DictOf(value.Str("text"), value.Str(strings.Repeat("x", 1000)))
	endless := func(_ context.Context, _ int, emit func(*Record) error) error {
		for {
			if err := emit(&Record{Data: data}); err != nil {
				return err
			}
		}
	}
	ctx, w := NewWriter(context.Background(), &full{room: 1 << 20})
	err := Engine{Out: w, Workers: 3}.Read(ctx, []*Stream{{Name: "s", Retriever: fake{slices: 5, read: endless}}}, nil)
	if !errors.Is(err, errFull) {
		t.Errorf("the read ended with %v", err)
	}
	if err := w.Close(); !errors.Is(err, errFull) {
		t.Errorf("the writer ended with %v", err)
	}
	w.Log("INFO", "nobody waits for the writer now")
}

func TestLinesStayWhole(t *testing.T) {
	var sizes []int
	ctx, w := NewWriter(context.Background(), writerFunc(func(p []byte) (int, error) {
		if len(p) > 0 && p[len(p)-1] != '\n' {
			t.Errorf("a write ends within a line")
		}
		sizes = append(sizes, len(p))
		return len(p), nil
	}))
	for i := range 2000 {
		w.Write(fmt.Appendf(nil, "%s\n", strings.Repeat("y", i*37%sinkSize)))
	}
	if err := w.Close(); err != nil || ctx.Err() != nil {
		t.Error(err, ctx.Err())
	}
}

type writerFunc func(p []byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }
