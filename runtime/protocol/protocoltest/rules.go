package protocoltest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
)

// Rules say what an output is checked for besides what holds for every one.
type Rules struct {
	// Interrupted says that the process was ended from outside: streams may have
	// no end, and the last line may be half of one.
	Interrupted bool
	// Covers gives for a state of a stream whether a reading that goes on from it
	// leaves a record out. Nil leaves unchecked that records come before the
	// STATEs that cover them.
	Covers func(stream string, state json.RawMessage) func(record json.RawMessage) bool
}

// A Stream is what an output says about one stream.
type Stream struct {
	Status  string // the last one, "" if there was none
	Records int
	States  int
	Failed  bool // an error of it was reported

	since  int  // records since its last STATE
	closed bool // its last STATE was seen
	covers []func(record json.RawMessage) bool
}

// TB is what Check needs of a test.
type TB interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// Check fails a test for each rule that an output breaks.
func Check(t TB, out []byte, rules Rules) Transcript {
	t.Helper()
	transcript, err := Parse(out)
	if err != nil {
		t.Fatalf("%v", err)
	}
	_, broken := transcript.Validate(rules)
	for _, rule := range broken {
		t.Errorf("%s", rule)
	}
	return transcript
}

// Validate gives what the output says about each stream, and the rules that it breaks.
func (t Transcript) Validate(rules Rules) (streams map[string]*Stream, broken []string) {
	v := validation{rules: rules, streams: map[string]*Stream{}}
	for i, m := range t.Messages {
		v.line = i + 1
		if v.over && m.Type != "LOG" {
			v.breaks("a %s after the error that ends the process", m.Type)
		}
		switch m.Type {
		case "LOG", "CONTROL": // a configuration that must be kept can come at any time
		case "TRACE":
			v.trace(m.Trace)
		case "RECORD":
			v.record(m.Record.Stream, m.Record.Data)
		case "STATE":
			v.state(m.State.Stream.Descriptor.Name, m.State.Stream.State, m.State.SourceStats.RecordCount)
		default:
			v.breaks("a %q in the output of a read", m.Type)
		}
	}
	if !rules.Interrupted {
		v.end(t.Torn)
	}
	return v.streams, v.broken
}

// A validation is one pass over an output.
type validation struct {
	rules   Rules
	streams map[string]*Stream
	line    int
	over    bool // the error that ends the process was seen
	broken  []string
}

func (v *validation) breaks(format string, args ...any) {
	v.broken = append(v.broken, fmt.Sprintf("line %d: ", v.line)+fmt.Sprintf(format, args...))
}

func (v *validation) stream(name string) *Stream {
	if v.streams[name] == nil {
		v.streams[name] = &Stream{}
	}
	return v.streams[name]
}

func (v *validation) trace(t Trace) {
	switch t.Type {
	case "STREAM_STATUS":
		v.status(t.StreamStatus.Descriptor.Name, t.StreamStatus.Status, len(t.StreamStatus.Reasons) > 0)
	case "ERROR":
		name := t.Error.Descriptor.Name
		if name == "" {
			v.over = true
			return
		}
		s := v.stream(name)
		if s.Status != "STARTED" && s.Status != "RUNNING" {
			v.breaks("an error of %s while it is %q", name, s.Status)
		}
		s.Failed = true
	}
}

// next are the statuses that may follow one.
var next = map[string][]string{
	"":        {"STARTED", "INCOMPLETE"}, // a stream that does not exist is INCOMPLETE without a start
	"STARTED": {"RUNNING", "COMPLETE", "INCOMPLETE"},
	"RUNNING": {"COMPLETE", "INCOMPLETE"},
}

func (v *validation) status(name, status string, reasons bool) {
	if reasons {
		return // it waits for the rate limit, or the requester of a parent with that name does
	}
	s := v.stream(name)
	switch {
	case !slices.Contains(next[s.Status], status):
		v.breaks("%s of %s after %q", status, name, s.Status)
	case status == "COMPLETE" && s.Failed:
		v.breaks("%s is COMPLETE after an error", name)
	case status == "INCOMPLETE" && s.Status != "" && !s.Failed:
		v.breaks("%s is INCOMPLETE without an error", name)
	case s.Status == "RUNNING" && s.Records == 0:
		v.breaks("%s was RUNNING without a record", name)
	}
	if s.Status == "" && status == "INCOMPLETE" {
		s.closed = true // nothing was read, and there is no STATE
	}
	s.Status = status
}

func (v *validation) record(name string, data json.RawMessage) {
	s := v.stream(name)
	if s.Status != "RUNNING" {
		v.breaks("a record of %s while it is %q", name, s.Status)
	}
	s.Records++
	s.since++
	for _, covers := range s.covers {
		if covers(data) {
			v.breaks("a STATE of %s came before the record %s, which it covers", name, data)
		}
	}
}

func (v *validation) state(name string, state json.RawMessage, count float64) {
	s := v.stream(name)
	if count != float64(s.since) {
		v.breaks("a STATE of %s counts %v records since the one before, and there are %d", name, count, s.since)
	}
	s.since = 0
	s.States++
	ended := s.Status == "COMPLETE" || s.Status == "INCOMPLETE"
	switch {
	case !json.Valid(state) || !bytes.HasPrefix(state, []byte("{")):
		v.breaks("a STATE of %s that is no object: %s", name, state)
	case s.closed:
		v.breaks("a STATE of %s after its last one", name)
	case s.Status == "" && string(state) != "{}": // an empty one takes back the state that the read was given
		v.breaks("a STATE of %s before it started", name)
	}
	s.closed = ended
	if v.rules.Covers != nil {
		s.covers = append(s.covers, v.rules.Covers(name, state))
	}
}

// end checks what must have happened by the end of a read that nobody interrupted.
func (v *validation) end(torn string) {
	if torn != "" {
		v.breaks("the output ends with half of a line: %.200q", torn)
	}
	for name, s := range v.streams {
		switch {
		case s.Status == "STARTED" || s.Status == "RUNNING":
			v.breaks("%s ends as %s", name, s.Status)
		case !s.closed:
			v.breaks("%s has no last STATE", name)
		}
	}
}
