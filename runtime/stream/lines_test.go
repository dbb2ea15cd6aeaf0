package stream

import (
	"encoding/json"
	"fmt"
	"testing"
)

// A line is one message of the output, as far as its order matters.
type line struct {
	Type  string
	Log   struct{ Level, Message string }
	Trace struct {
		Type         string
		StreamStatus struct {
			StreamDescriptor struct{ Name string } `json:"stream_descriptor"`
			Status           string
		} `json:"stream_status"`
		Error struct {
			Message          string
			InternalMessage  string                `json:"internal_message"`
			FailureType      string                `json:"failure_type"`
			StackTrace       string                `json:"stack_trace"`
			StreamDescriptor struct{ Name string } `json:"stream_descriptor"`
		}
	}
	Record struct {
		Stream string
		Data   map[string]any
	}
	State struct {
		Stream struct {
			StreamDescriptor struct{ Name string } `json:"stream_descriptor"`
			StreamState      json.RawMessage       `json:"stream_state"`
		}
		SourceStats struct{ RecordCount float64 }
	}
}

func parseLines(t *testing.T, out []byte) []line {
	t.Helper()
	var lines []line
	for i, text := range splitLines(out) {
		var l line
		if err := json.Unmarshal([]byte(text), &l); err != nil {
			t.Fatalf("line %d is not a message: %v: %.200s", i, err, text)
		}
		lines = append(lines, l)
	}
	return lines
}

func splitLines(out []byte) []string {
	var lines []string
	for from, at := 0, 0; at < len(out); at++ {
		if out[at] == '\n' {
			lines = append(lines, string(out[from:at]))
			from = at + 1
		}
		if at == len(out)-1 && out[at] != '\n' {
			lines = append(lines, string(out[from:])) // half a line, which will not parse
		}
	}
	return lines
}

// progress is where a stream is in the life that the protocol allows it.
type progress struct {
	status  string
	records int
	since   int
	states  int
	ended   bool // its last STATE was seen
}

// validate checks what a consumer relies on: STARTED, RUNNING before the first
// record, no record after the end, the right counts in STATEs, and one last STATE
// after the status that ends the stream.
func validate(t *testing.T, lines []line) map[string]*progress {
	t.Helper()
	streams := map[string]*progress{}
	at := func(name string) *progress {
		if streams[name] == nil {
			streams[name] = &progress{}
		}
		return streams[name]
	}
	for i, l := range lines {
		switch l.Type {
		case "TRACE":
			if l.Trace.Type == "STREAM_STATUS" {
				status := l.Trace.StreamStatus
				if err := at(status.StreamDescriptor.Name).move(status.Status); err != nil {
					t.Errorf("line %d: stream %s: %v", i, status.StreamDescriptor.Name, err)
				}
			}
		case "RECORD":
			p := at(l.Record.Stream)
			if p.status != "RUNNING" {
				t.Errorf("line %d: a record of %s while it is %q", i, l.Record.Stream, p.status)
			}
			p.records++
			p.since++
		case "STATE":
			name := l.State.Stream.StreamDescriptor.Name
			p := at(name)
			if int(l.State.SourceStats.RecordCount) != p.since {
				t.Errorf("line %d: STATE of %s counts %v records, want %d", i, name, l.State.SourceStats.RecordCount, p.since)
			}
			if p.ended {
				t.Errorf("line %d: STATE of %s after its last one", i, name)
			}
			p.ended = p.status == "COMPLETE" || p.status == "INCOMPLETE"
			p.since = 0
			p.states++
		}
	}
	return streams
}

// ended says that each stream that started has come to its end.
func ended(t *testing.T, streams map[string]*progress) {
	t.Helper()
	for name, p := range streams {
		if p.status != "COMPLETE" && p.status != "INCOMPLETE" {
			t.Errorf("stream %s ends as %q", name, p.status)
		}
		if !p.ended && p.status != "INCOMPLETE" {
			t.Errorf("stream %s has no last STATE", name)
		}
	}
}

func (p *progress) move(status string) error {
	allowed := map[string][]string{
		"":        {"STARTED", "INCOMPLETE"}, // a stream that does not exist never starts
		"STARTED": {"RUNNING", "COMPLETE", "INCOMPLETE"},
		"RUNNING": {"COMPLETE", "INCOMPLETE"},
	}
	for _, next := range allowed[p.status] {
		if next == status {
			p.status = status
			return nil
		}
	}
	return fmt.Errorf("%q after %q", status, p.status)
}
