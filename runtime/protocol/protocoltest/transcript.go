// Package protocoltest checks what a read writes against what its consumers rely
// on: whole lines, the order of the messages of each stream, the counts in
// STATEs, and that no STATE comes before a record that it covers.
//
// In goes the output of a read, out come its messages and the rules that it
// breaks. The package is for tests; no connector links it.
package protocoltest

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// A Message is one line of the output, as far as readings are concerned.
type Message struct {
	Type   string
	Log    struct{ Level, Message string }
	Trace  Trace
	Record struct {
		Stream string
		Data   json.RawMessage
	}
	State struct {
		Stream struct {
			Descriptor Descriptor      `json:"stream_descriptor"`
			State      json.RawMessage `json:"stream_state"`
		}
		SourceStats struct{ RecordCount float64 }
	}
}

// A Trace is the body of a TRACE: a status of a stream or an error.
type Trace struct {
	Type         string
	StreamStatus struct {
		Descriptor Descriptor `json:"stream_descriptor"`
		Status     string
		Reasons    []json.RawMessage
	} `json:"stream_status"`
	Error struct {
		Message     string
		Internal    string     `json:"internal_message"`
		FailureType string     `json:"failure_type"`
		StackTrace  string     `json:"stack_trace"`
		Descriptor  Descriptor `json:"stream_descriptor"`
	}
}

// A Descriptor names a stream.
type Descriptor struct{ Name string }

// A Transcript is the output of one process.
type Transcript struct {
	Messages []Message
	Torn     string // what follows the last line break: half of a line
}

// Parse reads the whole lines of an output; each is one message.
func Parse(out []byte) (Transcript, error) {
	var t Transcript
	for line := range bytes.Lines(out) {
		if line[len(line)-1] != '\n' {
			t.Torn = string(line)
			break
		}
		var m Message
		if err := json.Unmarshal(line, &m); err != nil {
			return t, fmt.Errorf("line %d is not a message: %w: %.200s", len(t.Messages)+1, err, line)
		}
		t.Messages = append(t.Messages, m)
	}
	return t, nil
}

// Records are the records of a stream, in their order.
func (t Transcript) Records(stream string) []json.RawMessage {
	var records []json.RawMessage
	for _, m := range t.Messages {
		if m.Type == "RECORD" && m.Record.Stream == stream {
			records = append(records, m.Record.Data)
		}
	}
	return records
}

// States are the last states of the streams: what the next reading goes on from.
func (t Transcript) States() map[string]json.RawMessage {
	states := map[string]json.RawMessage{}
	for _, m := range t.Messages {
		if m.Type == "STATE" {
			states[m.State.Stream.Descriptor.Name] = m.State.Stream.State
		}
	}
	return states
}
