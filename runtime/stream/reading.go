package stream

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
)

// A reading is one stream in one run: what is open of it, and what failed.
type reading struct {
	stream      *Stream
	observer    *guarded
	recordStart []byte
	tally       tally // of the writer

	// open counts the generation of slices and each slice that is not read yet.
	open atomic.Int64

	mu       sync.Mutex
	failures failures
}

func newReading(s *Stream, observer *guarded) *reading {
	return &reading{
		stream:      s,
		observer:    observer,
		recordStart: protocol.RecordStart(s.Name),
		tally:       tally{stream: s.Name},
	}
}

// start says that the stream is being read, and then what more there is to say.
func (r *reading) start(out *Writer, more []byte) {
	name := r.stream.Name
	out.Log(protocol.LevelInfo, "Marking stream "+name+" as STARTED")
	out.Log(protocol.LevelInfo, "Syncing stream: "+name)
	out.Write(append(protocol.AppendStatus(nil, name, protocol.Started), more...))
}

// close ends a slice whose records were all sent, and sends the state that
// covers them. This is where the promise is kept that no STATE is written before
// a record that it covers, whatever workers read the stream side by side:
//
//   - A state covers slices that were closed, and no others: an observer learns
//     from Observe only what it keeps aside until the slice of the record is closed.
//   - Who closes a slice has handed all its records to the writer before (run.read
//     flushes its batch, and batch.flush waits for the clock if that is flushing it).
//     Slices are closed under the lock of the reading. So when a state is made, the
//     records of every slice that was closed before, by whatever worker, were
//     handed over before.
//   - The state is handed over under the same lock, to the same writer, which
//     writes in the order in which it is handed things. So it stands behind those
//     records, and no older state of the stream can follow a newer one.
//
// A record that another worker still has in its batch belongs to a slice that is
// open, which no state covers. finish needs no lock: nothing is open any more.
func (r *reading) close(ctx context.Context, out *Writer, slice *Slice) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	state, err := r.observer.close(ctx, slice)
	if err == nil && state != nil {
		out.send(checkpoint{tally: &r.tally, state: state})
	}
	return err
}

// fail remembers and reports a failure of the stream; its other slices go on.
func (r *reading) fail(out *Writer, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	lines, unspeakable := r.report(err)
	if unspeakable != nil {
		lines, _ = r.report(unspeakable)
	}
	out.Write(lines)
}

// report is what is said of a failure. An error that panics when it is asked
// for its text gives that panic in its place.
func (r *reading) report(err error) (lines []byte, unspeakable error) {
	defer Recovered(&unspeakable)
	name := r.stream.Name
	e := Explain(err, fmt.Sprintf("An unexpected error occurred in stream %s: %s", name, ClassOf(err)))
	e.Stream = name
	lines = protocol.AppendLog(nil, protocol.LevelError, "Exception while syncing stream "+name+"\n"+ReprOf(err))
	lines = protocol.AppendError(lines, e)
	r.failures.add(err)
	return lines, nil
}

// finish is called once, when nothing of the stream is open any more.
func (r *reading) finish(ctx context.Context, out *Writer) {
	state, err := r.observer.end(ctx, r.failures.count == 0)
	if err != nil {
		r.fail(out, err)
	}
	out.send(ending{
		checkpoint: checkpoint{tally: &r.tally, state: state},
		complete:   r.failures.count == 0,
	})
}
