package cursor_test

import (
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

func TestInputForms(t *testing.T) {
	for name, test := range map[string]struct {
		state  string
		global bool // global_substream_cursor
		start  string
		end    string // of a reading that closes nothing
	}{
		"of a stream without a router": {
			state: `{"changed":"2024-02-01T00:00:00Z"}`,
			start: "2024-02-01T00:00:00Z",
			end:   `{"use_global_cursor":false,"states":[` + entry("1", "2024-02-01T00:00:00Z") + `],"state":{"changed":"2024-02-01T00:00:00Z"},"lookback_window":0}`,
		},
		"of a full refresh": {
			state: `{"__ab_no_cursor_state_message":true}`,
			start: "2024-01-01T00:00:00Z",
			end:   `{"use_global_cursor":false,"states":[` + entry("1", "2024-01-01T00:00:00Z") + `],"lookback_window":0}`,
		},
		"empty": {
			state: `{}`,
			start: "2024-01-01T00:00:00Z",
			end:   `{"use_global_cursor":false,"states":[` + entry("1", "2024-01-01T00:00:00Z") + `],"lookback_window":0}`,
		},
		"of a stream without a router, now with a global cursor": {
			state:  `{"changed":"2024-02-01T00:00:00Z","parent_state":{"parents":{"x":1}}}`,
			global: true,
			start:  "2024-02-01T00:00:00Z",
			end:    `{"use_global_cursor":true,"state":{"changed":"2024-02-01T00:00:00Z"},"lookback_window":0,"parent_state":{"parents":{"x":1}}}`,
		},
		"global, against the manifest": {
			state: `{"use_global_cursor":true,"state":{"changed":"2024-02-01T00:00:00Z"},"lookback_window":60}`,
			start: "2024-01-31T23:59:00Z",
			end:   `{"use_global_cursor":true,"state":{"changed":"2024-02-01T00:00:00Z"},"lookback_window":60}`,
		},
		"of partitions, against the manifest": {
			state:  `{"use_global_cursor":false,"states":[],"state":{"changed":"2024-02-01T00:00:00Z"}}`,
			global: true,
			start:  "2024-02-01T00:00:00Z",
			end:    `{"use_global_cursor":false,"states":[` + entry("1", "2024-02-01T00:00:00Z") + `],"state":{"changed":"2024-02-01T00:00:00Z"},"lookback_window":0}`,
		},
		"global, with cursors of partitions": {
			state: `{"use_global_cursor":true,"states":[` + entry("1", "2024-02-09T00:00:00Z") + `],"state":{"changed":"2024-02-01T00:00:00Z"}}`,
			start: "2024-02-09T00:00:00Z",
			end:   `{"use_global_cursor":true,"state":{"changed":"2024-02-01T00:00:00Z"},"lookback_window":0}`,
		},
		"only cursors of partitions": {
			state: `{"states":[` + entry("2", "2024-02-09T00:00:00Z") + `],"lookback_window":3600}`,
			start: "2024-01-01T00:00:00Z",
			end:   `{"use_global_cursor":false,"states":[` + entry("2", "2024-02-09T00:00:00Z") + `,` + entry("1", "2024-01-01T00:00:00Z") + `],"lookback_window":3600}`,
		},
		"keys in another order": {
			state: `{"states":[{"cursor":{"changed":"2024-02-09T00:00:00Z"},"partition":{"project":1,"parent_slice":{}}}]}`,
			start: "2024-02-09T00:00:00Z",
			end:   `{"use_global_cursor":false,"states":[` + entry("1", "2024-02-09T00:00:00Z") + `],"lookback_window":0}`,
		},
		"another type of id": {
			state: `{"states":[` + entry(`"1"`, "2024-02-09T00:00:00Z") + `,` + entry(`1.0`, "2024-02-09T00:00:00Z") + `]}`,
			start: "2024-01-01T00:00:00Z",
			end: `{"use_global_cursor":false,"states":[` + entry(`"1"`, "2024-02-09T00:00:00Z") + `,` + entry(`1.0`, "2024-02-09T00:00:00Z") + `,` +
				entry("1", "2024-01-01T00:00:00Z") + `],"lookback_window":0}`,
		},
		"a partition twice": {
			state: `{"states":[` + entry("1", "2024-02-09T00:00:00Z") + `,` + entry("2", "2024-02-03T00:00:00Z") + `,` + entry("1", "2024-02-05T00:00:00Z") + `]}`,
			start: "2024-02-05T00:00:00Z",
			end:   `{"use_global_cursor":false,"states":[` + entry("1", "2024-02-05T00:00:00Z") + `,` + entry("2", "2024-02-03T00:00:00Z") + `],"lookback_window":0}`,
		},
		"more than the cursor": {
			state: `{"states":[{"partition":{"project":1,"parent_slice":{}},"cursor":{"changed":"2024-02-09T00:00:00Z","page":7}}],"other":1}`,
			start: "2024-02-09T00:00:00Z",
			end: `{"use_global_cursor":false,"states":[{"partition":{"parent_slice":{},"project":1},"cursor":{"changed":"2024-02-09T00:00:00Z","page":7}}],` +
				`"lookback_window":0}`,
		},
		"a window as a text": {
			state: `{"state":{"changed":"2024-02-01T00:00:00Z"},"lookback_window":" 60 "}`,
			start: "2024-01-31T23:59:00Z",
			end:   `{"use_global_cursor":false,"states":[` + entry("1", "2024-01-31T23:59:00Z") + `],"state":{"changed":"2024-02-01T00:00:00Z"},"lookback_window":60}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := byChange()
			d.GlobalSubstreamCursor = test.global
			r := observe(t, d, &router{partitions: []string{one}}, test.state)
			wantStarts(t, r.slices(), one+" from "+test.start)
			wantState(t, "end", r.end(false), test.end)
		})
	}
}

func TestBadInput(t *testing.T) {
	for state, want := range map[string]string{
		`{"states":7}`:                                     "is no list of partitions: 7",
		`{"states":[7]}`:                                   "has no partition with a cursor: 7",
		`{"states":[{"partition":{}}]}`:                    "has no partition with a cursor: {'partition': {}}",
		`{"states":[{"cursor":{}}]}`:                       "has no partition with a cursor: {'cursor': {}}",
		`{"states":[{"partition":{"a":1},"cursor":null}]}`: "has no partition with a cursor",
		`{"states":[{"partition":{"a":1},"cursor":{"changed":"soon"}}]}`: "No format in ['%Y-%m-%dT%H:%M:%SZ'] matching soon",
		`{"state":null}`:                      "the global state of stream items is no object: None",
		`{"state":{"changed":null}}`:          "No format in ['%Y-%m-%dT%H:%M:%SZ'] matching None",
		`{"changed":"soon"}`:                  "No format in ['%Y-%m-%dT%H:%M:%SZ'] matching soon",
		`{"state":{},"lookback_window":null}`: "is no number of seconds: None",
		`{"state":{},"lookback_window":"x"}`:  "is no number of seconds: 'x'",
		`{"state":{},"lookback_window":1e30}`: "is no number of seconds: 1e+30",
	} {
		s := &stream.Stream{Name: "items", Retriever: &router{}, IncrementalSync: byChange()}
		if _, err := s.Observe(parsed(state)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", state, err, want)
		}
	}
}

// Formats of the input give way to the format of states.
func TestInputIsPrintedAnew(t *testing.T) {
	d := byChange()
	d.CursorDatetimeFormats = []string{"%Y-%m-%d"}
	r := observe(t, d, &router{partitions: []string{one}}, `{"states":[{"partition":{"z":1,"a":{"y":"é","b":[{"d":1.10,"c":null}]}},"cursor":{"changed":"2024-02-09"}}],"state":{"changed":"2024-02-10"}}`)
	wantState(t, "state", string(r.observer.State().AppendJSON(nil)),
		`{"use_global_cursor":false,"states":[{"partition":{"a":{"b":[{"c":null,"d":1.1}],"y":"é"},"z":1},"cursor":{"changed":"2024-02-09T00:00:00Z"}}],`+
			`"state":{"changed":"2024-02-10T00:00:00Z"},"lookback_window":0}`)
}

// A router that forces a global cursor does so for readings without a state of partitions.
func TestRouterForcesGlobalCursor(t *testing.T) {
	for state, global := range map[string]string{
		"":                                   "true",
		`{"changed":"2024-02-01T00:00:00Z"}`: "true",
		`{"use_global_cursor":false,"states":[]}`: "false",
	} {
		r := observeWith(t, byChange(), grouped{&router{partitions: []string{one}}}, state)
		if got := r.end(false); !strings.HasPrefix(got, `{"use_global_cursor":`+global) {
			t.Errorf("from %q: %s", state, got)
		}
	}
}

// grouped is a router whose partitions cannot have cursors of their own.
type grouped struct{ *router }

func (grouped) ForcesGlobalCursor() bool { return true }
