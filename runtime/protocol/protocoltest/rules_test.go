package protocoltest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// script turns words into the output of a read of the stream s: a status, "record N", "state N COUNT",
// "error" of the stream, "fatal" of the process, and anything else as it is, without a line break.
func script(text string) string {
	var out strings.Builder
	for _, step := range strings.Split(text, ", ") {
		words := strings.Fields(step)
		switch words[0] {
		case "record":
			fmt.Fprintf(&out, `{"type":"RECORD","record":{"stream":"s","data":{"n":%s},"emitted_at":1}}`+"\n", words[1])
		case "state":
			fmt.Fprintf(&out, `{"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"s"},"stream_state":%s},"sourceStats":{"recordCount":%s.0}}}`+"\n", words[1], words[2])
		case "error":
			out.WriteString(`{"type":"TRACE","trace":{"type":"ERROR","error":{"message":"no","stream_descriptor":{"name":"s"}}}}` + "\n")
		case "fatal":
			out.WriteString(`{"type":"TRACE","trace":{"type":"ERROR","error":{"message":"no"}}}` + "\n")
		case "log":
			out.WriteString(`{"type":"LOG","log":{"level":"INFO","message":"x"}}` + "\n")
		case "waiting":
			out.WriteString(`{"type":"TRACE","trace":{"type":"STREAM_STATUS","stream_status":{"stream_descriptor":{"name":"s"},"status":"RUNNING","reasons":[{"type":"RATE_LIMITED"}]}}}` + "\n")
		case "STARTED", "RUNNING", "COMPLETE", "INCOMPLETE":
			fmt.Fprintf(&out, `{"type":"TRACE","trace":{"type":"STREAM_STATUS","stream_status":{"stream_descriptor":{"name":"s"},"status":%q}}}`+"\n", words[0])
		default:
			out.WriteString(step)
		}
	}
	return out.String()
}

// covers says that a state {"n":N} covers the records below N.
func covers(_ string, state json.RawMessage) func(json.RawMessage) bool {
	number := func(v json.RawMessage) float64 {
		var document struct{ N float64 }
		if err := json.Unmarshal(v, &document); err != nil {
			panic(err)
		}
		return document.N
	}
	return func(record json.RawMessage) bool { return number(record) < number(state) }
}

func TestValidate(t *testing.T) {
	tests := []struct{ script, want string }{
		{`log, STARTED, RUNNING, record 1, state {"n":2} 1, record 2, COMPLETE, state {"n":3} 1`, ""},
		{`STARTED, waiting, COMPLETE, state {} 0, log`, ""},
		{`state {} 0, STARTED, COMPLETE, state {"n":1} 0`, ""},
		{`INCOMPLETE`, ""},
		{`STARTED, RUNNING, record 1, error, INCOMPLETE, state {} 1, fatal, log`, ""},
		{`fatal`, ""},

		{`RUNNING, record 1`, `RUNNING of s after ""`},
		{`STARTED, STARTED`, `STARTED of s after "STARTED"`},
		{`STARTED, RUNNING, record 1, RUNNING`, `RUNNING of s after "RUNNING"`},
		{`STARTED, record 1`, `a record of s while it is "STARTED"`},
		{`STARTED, RUNNING, record 1, COMPLETE, record 2`, `a record of s while it is "COMPLETE"`},
		{`STARTED, RUNNING, COMPLETE, state {} 0`, `s was RUNNING without a record`},
		{`STARTED, INCOMPLETE, state {} 0`, `INCOMPLETE without an error`},
		{`STARTED, error, COMPLETE, state {} 0`, `COMPLETE after an error`},
		{`STARTED, COMPLETE, error`, `an error of s while it is "COMPLETE"`},
		{`STARTED, COMPLETE, INCOMPLETE`, `INCOMPLETE of s after "COMPLETE"`},
		{`STARTED, COMPLETE`, `no last STATE`},
		{`STARTED, RUNNING, record 1`, `s ends as RUNNING`},
		{`STARTED, state {} 0, COMPLETE`, `no last STATE`},
		{`STARTED, COMPLETE, state {} 0, state {} 0`, `after its last one`},
		{`INCOMPLETE, state {} 0`, `after its last one`},
		{`state {"n":1} 0, STARTED, COMPLETE, state {} 0`, `before it started`},
		{`STARTED, COMPLETE, state null 0`, `no object`},
		{`STARTED, RUNNING, record 1, COMPLETE, state {} 0`, `counts 0 records since the one before, and there are 1`},
		{`STARTED, fatal, COMPLETE, state {} 0`, `a TRACE after the error that ends the process`},
		{`STARTED, RUNNING, record 1, state {"n":3} 1, record 2, COMPLETE, state {"n":3} 1`, `before the record {"n":2}, which it covers`},
		{`STARTED, COMPLETE, state {} 0, {"type":"LO`, `half of a line`},
	}
	for _, tt := range tests {
		transcript, err := Parse([]byte(script(tt.script)))
		if err != nil {
			t.Errorf("%s: %v", tt.script, err)
			continue
		}
		_, broken := transcript.Validate(Rules{Covers: covers})
		all := strings.Join(broken, "\n")
		if (tt.want == "") != (all == "") || !strings.Contains(all, tt.want) {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.script, all, tt.want)
		}
	}
}

func TestInterrupted(t *testing.T) {
	transcript, err := Parse([]byte(script(`STARTED, RUNNING, record 1, state {"n":1} 1, {"type":"REC`)))
	if err != nil {
		t.Fatal(err)
	}
	if _, broken := transcript.Validate(Rules{Interrupted: true}); broken != nil {
		t.Errorf("%q", broken)
	}
	if got := string(transcript.States()["s"]); got != `{"n":1}` || transcript.Torn != `{"type":"REC` || len(transcript.Records("s")) != 1 {
		t.Errorf("state %s, torn %q, %d records", got, transcript.Torn, len(transcript.Records("s")))
	}
}

func TestParseRefusesOtherLines(t *testing.T) {
	if _, err := Parse([]byte("{}\npanic: oh\n")); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("got %v", err)
	}
}
