package stream

import (
	"context"
	"fmt"
	"io"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
)

// queued is how many messages may wait for the writer; the buffers of records
// are counted apart (buffers).
const queued = 64

// A Writer owns the output of the process: one goroutine writes whole lines,
// in the order in which each sender sent them. A reader that does not read makes
// every sender wait, and with them the requests.
type Writer struct {
	messages chan message
	done     chan struct{}
	sink     sink
}

// A message is written by the writer's goroutine, which alone touches the sink
// and the tallies of streams.
type message interface{ write(s *sink) }

// lines are finished lines.
type lines []byte

func (l lines) write(s *sink) { s.put(l) }

// NewWriter starts a writer. The context that comes back ends when out fails,
// with the failure as its cause.
func NewWriter(ctx context.Context, out io.Writer) (context.Context, *Writer) {
	ctx, cancel := context.WithCancelCause(ctx)
	w := &Writer{
		messages: make(chan message, queued),
		done:     make(chan struct{}),
		sink:     sink{out: out, fail: cancel},
	}
	go w.run()
	return ctx, w
}

// run ends with a nil message. It goes on after a failure, so that nobody waits for ever.
func (w *Writer) run() {
	defer close(w.done)
	for m := range w.messages {
		if m == nil {
			break
		}
		m.write(&w.sink)
		if len(w.messages) == 0 {
			w.sink.flush()
		}
	}
	w.sink.flush()
}

// Close writes what was sent so far and says what went wrong. What is sent later goes nowhere.
func (w *Writer) Close() error {
	w.send(nil)
	<-w.done
	return w.sink.err
}

// Write sends finished lines, which belong to the writer from now on.
func (w *Writer) Write(finished []byte) { w.send(lines(finished)) }

// Log sends a LOG message.
func (w *Writer) Log(level protocol.Level, text string) {
	w.Write(protocol.AppendLog(nil, level, text))
}

func (w *Writer) send(m message) {
	select {
	case w.messages <- m:
	case <-w.done:
	}
}

// sinkSize is how much is collected before it is written: many small messages
// that wait cost one system call.
const sinkSize = 32 << 10

// A sink hands whole lines to the output, several at once when they wait.
type sink struct {
	out     io.Writer
	fail    context.CancelCauseFunc
	pending []byte
	err     error
}

func (s *sink) put(finished []byte) {
	if len(s.pending)+len(finished) <= sinkSize {
		s.pending = append(s.pending, finished...)
		return
	}
	s.flush()
	if len(finished) > sinkSize/2 {
		s.output(finished)
		return
	}
	s.pending = append(s.pending, finished...)
}

func (s *sink) flush() {
	if len(s.pending) > 0 {
		s.output(s.pending)
		s.pending = s.pending[:0]
	}
}

func (s *sink) output(finished []byte) {
	if s.err != nil {
		return
	}
	if _, err := s.out.Write(finished); err != nil {
		s.err = fmt.Errorf("writing to the output: %w", err)
		s.fail(s.err)
	}
}
