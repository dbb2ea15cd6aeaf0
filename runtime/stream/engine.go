package stream

import (
	"context"
	"slices"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// An Engine reads streams side by side. Workers (concurrency_level) is how many
// tasks run at a time, a task being the generation of a stream's slices or the
// reading of one slice; half of them, and at least one, may generate.
type Engine struct {
	Out     *Writer
	Workers int
	// States are the states to start from, by stream.
	States map[string]value.Value
	// Anew are streams whose state is too old to go on from. An empty one is written when the first stream has started.
	Anew []string
	// Groups are streams that are not read at the same time.
	Groups []Group
}

// Read reads the streams, which start in their order, and writes everything
// that is to say about them. missing are names that the source does not know.
// The error names the streams that failed, or is the cause that ended ctx.
func (e Engine) Read(ctx context.Context, streams []*Stream, missing []string) error {
	run := newRun(e.Out, max(e.Workers, 1), e.preamble(missing))
	for _, s := range streams {
		observer, err := guard(s, e.States[s.Name])
		if err != nil {
			return err
		}
		run.readings = append(run.readings, newReading(s, observer))
	}
	run.waiting, run.blocking = slices.Clone(run.readings), newBlocking(e.Groups, run.readings)
	e.Out.Log(protocol.LevelInfo, "Starting syncing")
	run.all(withReports(ctx, e.Out))
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err := run.outcome(); err != nil {
		return err
	}
	e.Out.Log(protocol.LevelInfo, "Finished syncing")
	return nil
}

// preamble is what is said of streams before any of them is read.
func (e Engine) preamble(missing []string) []byte {
	var lines []byte
	for _, name := range e.Anew {
		lines = protocol.AppendState(lines, name, []byte("{}"), 0)
	}
	for _, name := range missing {
		lines = protocol.AppendStatus(lines, name, protocol.Incomplete)
	}
	return lines
}

// Observe starts to follow a reading of the stream that goes on from state, Undefined for none.
func (s *Stream) Observe(state value.Value) (SliceObserver, error) {
	for _, migration := range s.StateMigrations {
		var err error
		if state, err = migration.Migrate(state); err != nil {
			return nil, err
		}
	}
	observer, err := s.observer(state)
	if err != nil {
		return nil, err
	}
	return s.prepare(observer), nil
}

func (s *Stream) observer(state value.Value) (SliceObserver, error) {
	if s.IncrementalSync != nil {
		return s.IncrementalSync.Observer(s, state)
	}
	partitions, err := s.Retriever.Partitions(state)
	return fullRefresh{partitions}, err
}
