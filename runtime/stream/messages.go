package stream

import (
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/protocol"
)

// A tally counts the records of one stream as they are written.
type tally struct {
	stream  string
	records int
	since   int // records since the last STATE
}

// written are RECORD lines of one stream.
type written struct {
	tally   *tally
	lines   []byte
	records int
	home    buffers // where the buffer goes back to
}

func (m written) write(s *sink) {
	if m.tally.records == 0 {
		s.log("Marking stream %s as RUNNING", m.tally.stream)
		s.put(protocol.AppendStatus(nil, m.tally.stream, protocol.Running))
	}
	m.tally.records += m.records
	m.tally.since += m.records
	s.put(m.lines)
	m.home.give(m.lines)
}

// A checkpoint is a STATE; it says how many records were written since the one before.
type checkpoint struct {
	tally *tally
	state []byte
}

func (m checkpoint) write(s *sink) {
	s.put(protocol.AppendState(nil, m.tally.stream, m.state, m.tally.since))
	m.tally.since = 0
}

// An ending is the last that is heard of a stream: its status, and then its last STATE.
type ending struct {
	checkpoint
	complete bool
}

func (m ending) write(s *sink) {
	s.log("Read %d records from %s stream", m.tally.records, m.tally.stream)
	s.log("Marking stream %s as STOPPED", m.tally.stream)
	s.log("Finished syncing %s", m.tally.stream)
	status := protocol.Incomplete
	if m.complete {
		status = protocol.Complete
	}
	s.put(protocol.AppendStatus(nil, m.tally.stream, status))
	m.checkpoint.write(s)
}

func (s *sink) log(format string, args ...any) {
	s.put(protocol.AppendLog(nil, protocol.LevelInfo, fmt.Sprintf(format, args...)))
}
