package stream

import (
	"context"
	"io"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// TestBatchAfterPanic loses nothing of the lines around a record that cannot be written.
func TestBatchAfterPanic(t *testing.T) {
	ctx, out := NewWriter(context.Background(), io.Discard)
	defer out.Close()
	b := &batch{out: out, buffers: newBuffers(2)}
	b.begin(newReading(&Stream{Name: "s"}, nil))
	if err := b.add(ctx, &Record{Data: value.DictOf()}); err != nil {
		t.Fatal(err)
	}
	whole := string(b.lines)
	var err error
	func() {
		defer Recovered(&err)
		err = b.add(ctx, &Record{Data: value.Raw([]byte(`{"a":null`))})
	}()
	if err == nil {
		t.Fatal("JSON that is cut can be written: the test needs another record")
	}
	if got := string(b.lines); got != whole {
		t.Errorf("got %q, want %q", got, whole)
	}
}
