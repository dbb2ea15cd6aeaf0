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
	observer    SliceObserver
	recordStart []byte
	tally       tally // of the writer

	// open counts the generation of slices and each slice that is not read yet.
	open atomic.Int64

	mu       sync.Mutex
	failures []error // the first ones
	failed   int     // all of them
}

// listedFailures is how many failures of one stream the last message names; a
// stream of many partitions can fail in each of them.
const listedFailures = 100

func newReading(s *Stream, observer SliceObserver) *reading {
	return &reading{
		stream:      s,
		observer:    observer,
		recordStart: protocol.RecordStart(s.Name),
		tally:       tally{stream: s.Name},
	}
}

// start says that the stream is being read; missing are streams that the source does not have.
func (r *reading) start(out *Writer, missing []string) {
	name := r.stream.Name
	out.Log(protocol.LevelInfo, "Marking stream "+name+" as STARTED")
	out.Log(protocol.LevelInfo, "Syncing stream: "+name)
	lines := protocol.AppendStatus(nil, name, protocol.Started)
	for _, other := range missing {
		lines = protocol.AppendStatus(lines, other, protocol.Incomplete)
	}
	out.Write(lines)
}

// close ends a slice that was read. Closing one at a time keeps a newer state
// from being overtaken by an older one.
func (r *reading) close(ctx context.Context, out *Writer, slice *Slice) (err error) {
	defer Recovered(&err)
	r.mu.Lock()
	defer r.mu.Unlock()
	state, err := r.observer.Close(ctx, slice)
	if err == nil && state != nil {
		out.send(checkpoint{tally: &r.tally, state: state})
	}
	return err
}

// fail remembers and reports a failure of the stream; its other slices go on.
func (r *reading) fail(out *Writer, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failed++
	if len(r.failures) < listedFailures {
		r.failures = append(r.failures, err)
	}
	name := r.stream.Name
	e := Explain(err, fmt.Sprintf("An unexpected error occurred in stream %s: %s", name, ClassOf(err)))
	e.Stream = name
	lines := protocol.AppendLog(nil, protocol.LevelError, "Exception while syncing stream "+name+"\n"+reprOf(err))
	out.Write(protocol.AppendError(lines, e))
}

// finish is called once, when nothing of the stream is open any more.
func (r *reading) finish(ctx context.Context, out *Writer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	complete := r.failed == 0
	out.send(ending{
		checkpoint: checkpoint{tally: &r.tally, state: r.observer.End(ctx, complete)},
		complete:   complete,
	})
}
