package connector

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// stateOf reads a state file and prints the states by stream.
func stateOf(t *testing.T, content string) (string, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "state.json")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	states, err := readState(path)
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(states)) {
		lines = append(lines, name+" "+string(states[name].AppendJSON(nil)))
	}
	return strings.Join(lines, "\n"), err
}

// entryOf is an entry of type STREAM; state is JSON.
func entryOf(name, state string) string {
	return `{"type":"STREAM","stream":{"stream_descriptor":{"name":"` + name + `"},"stream_state":` + state + `}}`
}

func TestReadState(t *testing.T) {
	const a = `{"stream_descriptor":{"name":"a"},"stream_state":{"at":1}}`
	for content, want := range map[string]string{
		`null`:  "",
		`""`:    "",
		`0`:     "",
		`false`: "",
		`{}`:    "",
		`[]`:    "",
		`[` + entryOf("a", `{"at":1}`) + `,` + entryOf("b", `{"at":2}`) + `]`: "a {\"at\":1}\nb {\"at\":2}",
		`[` + entryOf("a", `{"at":1}`) + `,` + entryOf("a", `{"at":2}`) + `]`: `a {"at":2}`,
		`[` + entryOf("a", `{"at":1}`) + `,` + entryOf("a", `{}`) + `]`:       "",
		`[` + entryOf("a", `{"at":1}`) + `,` + entryOf("a", `null`) + `]`:     "",
		`[{"type":"STREAM","stream":{"stream_descriptor":{"name":"a"}}}]`:     "",
		// who wrote the state counts for nothing, and neither do counts
		`[{"type":"STREAM","stream":` + a + `,"data":{"a":{"at":9}},"sourceStats":{"recordCount":1.0}}]`: `a {"at":1}`,
		// an entry without a type, or of the oldest one, means nothing
		`[{"stream":` + a + `}]`:                    "",
		`[{"type":null,"stream":` + a + `}]`:        "",
		`[{"type":"LEGACY","data":{"a":{"at":1}}}]`: "",
		// namespaces
		`[{"type":"STREAM","stream":{"stream_descriptor":{"name":"a","namespace":null},"stream_state":{"at":1}}}]`: `a {"at":1}`,
		`[{"type":"STREAM","stream":{"stream_descriptor":{"name":"a","namespace":"n"},"stream_state":{"at":1}}}]`:  "",
		// a global state, alone or not
		`[{"type":"GLOBAL","global":{"stream_states":[` + a + `]}}]`:                                 `a {"at":1}`,
		`[{"type":"GLOBAL","global":{"shared_state":null,"stream_states":[` + a + `]}}]`:             `a {"at":1}`,
		`[{"type":"GLOBAL","global":{"stream_states":[` + a + `]}},` + entryOf("b", `{"x":1}`) + `]`: `b {"x":1}`,
	} {
		if got, err := stateOf(t, content); err != nil || got != want {
			t.Errorf("%s: got %q (%v), want %q", content, got, err, want)
		}
	}
}

func TestReadStateRefuses(t *testing.T) {
	for content, want := range map[string]string{
		`{"items":{"at":1}}`:                 `- "items" is not of type "object" (instance_path='')`,
		`"x"`:                                `- "x" is not of type "object" (instance_path='')`,
		`7`:                                  `- 7 is not of type "object" (instance_path='')`,
		`[7]`:                                `- 7 is not of type "object" (instance_path='')`,
		`[[]]`:                               `- [] is not of type "object" (instance_path='')`,
		`[{}]`:                               "AirbyteStateMessage should contain either a stream, global, or state field",
		`[{"type":"STREAM"}]`:                "AirbyteStateMessage should contain either a stream, global, or state field",
		`[{"type":"LEGACY","data":{}}]`:      "AirbyteStateMessage should contain either a stream, global, or state field",
		`[{"type":"stream","data":{"a":1}}]`: `- "stream" is not one of ["GLOBAL", "STREAM", "LEGACY"] (instance_path='type')`,
		`[{"type":"STREAM","data":{"a":1}}]`: "a state of type STREAM has no stream",
		`[{"type":"GLOBAL","data":{"a":1}}]`: "a state of type GLOBAL has no global",
		`[{"type":"STREAM","stream":7}]`:     `- 7 is not of type "object" (instance_path='stream')`,
		`[{"type":"STREAM","stream":{}}]`:    `- "stream_descriptor" is a required property (instance_path='stream/stream_descriptor')`,
		`[{"type":"STREAM","stream":{"stream_descriptor":{}}}]`:                              `- "name" is a required property (instance_path='stream/stream_descriptor/name')`,
		`[{"type":"STREAM","stream":{"stream_descriptor":{"name":7}}}]`:                      `- 7 is not of type "string" (instance_path='stream/stream_descriptor/name')`,
		`[{"type":"STREAM","stream":{"stream_descriptor":{"name":"a","namespace":7}}}]`:      `- 7 is not of type "string" (instance_path='stream/stream_descriptor/namespace')`,
		`[{"type":"STREAM","stream":{"stream_descriptor":{"name":"a"},"stream_state":[1]}}]`: `- [1] is not of type "object" (instance_path='stream/stream_state')`,
		`[{"type":"GLOBAL","global":{}}]`:                                                    `- "stream_states" is a required property (instance_path='global/stream_states')`,
		`[{"type":"GLOBAL","global":{"stream_states":[7]}}]`:                                 `- 7 is not of type "object" (instance_path='global/stream_states/0')`,
		`[{"type":"GLOBAL","global":{"stream_states":[{"stream_descriptor":{}}]}}]`:          `- "name" is a required property (instance_path='global/stream_states/0/stream_descriptor/name')`,
		`[{"type":"GLOBAL","global":{"shared_state":{},"stream_states":[]}}]`:                "Received a GLOBAL AirbyteStateMessage that contains a shared_state.",
		`[` + entryOf("a", `{"at":1}`) + `,7]`:                                               `- 7 is not of type "object" (instance_path='')`,
		`[{"type":"STREAM"},{"type":"STREAM","stream":{}}]`:                                  "AirbyteStateMessage should contain either a stream, global, or state field",
		`[{"type":`: "Please ensure that it is a valid JSON.",
	} {
		if got, err := stateOf(t, content); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %q, %v, want %q", content, got, err, want)
		}
	}
}
