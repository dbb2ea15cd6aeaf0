package connector

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/protocol/protocoltest"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// runSource runs a command in this process and gives back its lines without the logs.
func runSource(t *testing.T, s Source, args ...string) (code int, messages []string, stderr string) {
	t.Helper()
	var out, complaints bytes.Buffer
	code = s.run(context.Background(), append([]string{"source-test"}, args...), &out, &complaints)
	if len(args) > 0 && args[0] == "read" {
		protocoltest.Check(t, out.Bytes(), protocoltest.Rules{})
	}
	for line := range strings.Lines(out.String()) {
		if !json.Valid([]byte(line)) {
			t.Errorf("not a message: %q", line)
		}
		if strings.Contains(line, "s3cr3t-key") {
			t.Errorf("the secret leaves the process: %s", line)
		}
		if !strings.HasPrefix(line, `{"type":"LOG"`) {
			messages = append(messages, strings.TrimSuffix(line, "\n"))
		}
	}
	return code, messages, complaints.String()
}

func TestSpec(t *testing.T) {
	code, messages, _ := runSource(t, testSource(), "spec")
	want := `{"type":"SPEC","spec":{"connectionSpecification":{"$schema":"http://json-schema.org/draft-07/schema#","type":"object","required":["key"],` +
		`"properties":{"key":{"type":"string","airbyte_secret":true,"default":null}}},"documentationUrl":"https://docs.example.test",` +
		`"supportsNormalization":false,"supportsDBT":false}}`
	if code != 0 || len(messages) != 1 || messages[0] != want {
		t.Errorf("%d: got %s", code, messages)
	}
}

func TestSpecOfLogins(t *testing.T) {
	s := Source{Spec: []byte(`{"advanced_auth":{"oauth_config_specification":{"complete_oauth_output_specification":{"a":null,"b":{"c":null}},
		"oauth_connector_input_specification":{"scope":"a b","consent_url":"https://x.example.test","state":null}},"auth_flow_type":"oauth2.0"},"connectionSpecification":{}}`)}
	_, messages, _ := runSource(t, s, "spec")
	want := `{"type":"SPEC","spec":{"connectionSpecification":{},"supportsNormalization":false,"supportsDBT":false,"advanced_auth":{"auth_flow_type":"oauth2.0",` +
		`"oauth_config_specification":{"oauth_connector_input_specification":{"consent_url":"https://x.example.test","scope":"a b","scopes_join_strategy":"space"},` +
		`"complete_oauth_output_specification":{"b":{"c":null}}}}}}`
	if messages[0] != want {
		t.Errorf("got  %s\nwant %s", messages[0], want)
	}
}

func TestDiscover(t *testing.T) {
	code, messages, _ := runSource(t, testSource(), "discover", "--config", write(t, "c.json", `{"key":"s3cr3t-key"}`))
	want := `{"type":"CATALOG","catalog":{"streams":[{"name":"ok","json_schema":{"type":"object","properties":{"a":null}},` +
		`"supported_sync_modes":["full_refresh"],"source_defined_primary_key":[["id"]],"is_resumable":false,"is_file_based":false},{"name":"endless",`
	if code != 0 || len(messages) != 1 || !strings.HasPrefix(messages[0], want) {
		t.Errorf("%d: got %s", code, messages)
	}
}

func TestCheck(t *testing.T) {
	const failed = `{"type":"CONNECTION_STATUS","connectionStatus":{"status":"FAILED","message":`
	tests := []struct {
		names, config string
		code          int
		want          string
	}{
		{"ok", `{"key":"s3cr3t-key"}`, 0, `{"type":"CONNECTION_STATUS","connectionStatus":{"status":"SUCCEEDED"}}`},
		{"endless empty", `{"key":"s3cr3t-key"}`, 0, `{"type":"CONNECTION_STATUS","connectionStatus":{"status":"SUCCEEDED"}}`},
		{"refused", `{"key":"s3cr3t-key"}`, 0, failed + `"\"Stream refused is not available: Refused. It's 403.\""}}`},
		{"wrong", `{"key":"s3cr3t-key"}`, 0, failed + `"'Encountered an error while checking availability of stream wrong. Error: no luck with ****'"}}`},
		{"ok", `{"key":"s3cr3t-key","__airbyte_check_stream_names":["refused"]}`, 0, failed + `"\"Stream refused`},
		{"ok", `{"key":"s3cr3t-key","__airbyte_check_stream_names":"x"}`, 1, `"internal_message":"__airbyte_check_stream_names must be a list of strings."`},
		{"ok", `{}`, 0, failed + `"Config validation error: 'key' is a required property"}}`},
		{"gone", `{"key":"s3cr3t-key"}`, 1, `"internal_message":"gone is not part of the catalog. Expected one of ['ok', 'endless', 'refused', 'wrong', 'empty']."`},
	}
	for _, tt := range tests {
		s := testSource()
		s.Check = CheckStream{StreamNames: strings.Fields(tt.names)}
		code, messages, _ := runSource(t, s, "check", "--config", write(t, "c.json", tt.config))
		if code != tt.code || len(messages) != 1 || !strings.Contains(messages[0], tt.want) {
			t.Errorf("%s %s: %d, got %s\nwant %s", tt.names, tt.config, code, messages, tt.want)
		}
	}
}

// TestCheckOverrides: the values of the manifest hold for the check alone, and are as secret as those of the user.
func TestCheckOverrides(t *testing.T) {
	s := testSource()
	good, seen := s.Streams, ""
	s.Streams = func(cfg config.Config) ([]*stream.Stream, error) {
		seen = string(cfg.Value().AppendJSON(nil))
		return good(cfg)
	}
	s.Check = CheckStream{
		StreamNames:     []string{"wrong"},
		ConfigOverrides: value.DictOf(value.Str("key"), value.Str("0ther-key"), value.Str("more"), value.ListOf()),
	}
	cfg := write(t, "c.json", `{"more":{"a":1},"key":"s3cr3t-key","z":1}`)
	_, messages, _ := runSource(t, s, "check", "--config", cfg)
	if len(messages) != 1 || !strings.Contains(messages[0], "no luck with ****") || seen != `{"more":[],"key":"0ther-key","z":1}` {
		t.Errorf("%s, the streams saw %s", messages, seen)
	}
	if runSource(t, s, "discover", "--config", cfg); seen != `{"more":{"a":1},"key":"s3cr3t-key","z":1}` {
		t.Errorf("discover saw %s", seen)
	}
}

func TestBuildFailures(t *testing.T) {
	s := testSource()
	good := s.Streams
	s.Streams = func(cfg config.Config) ([]*stream.Stream, error) {
		streams, err := good(cfg)
		return append(streams, &stream.Stream{Name: "unbuildable", Retriever: unbuildable{}}), err
	}
	cfg := write(t, "c.json", `{"key":"s3cr3t-key"}`)
	if code, messages, _ := runSource(t, s, "check", "--config", cfg); code != 0 || !strings.Contains(messages[0], "SUCCEEDED") {
		t.Errorf("a stream that is not checked fails the check: %d %s", code, messages)
	}
	s.Check = CheckStream{StreamNames: []string{"unbuildable"}}
	if code, messages, _ := runSource(t, s, "check", "--config", cfg); code != 0 || !strings.Contains(messages[0], "'Encountered an error while discovering streams. Error: cannot be built'") {
		t.Errorf("check: %d %s", code, messages)
	}
	if code, messages, _ := runSource(t, s, "discover", "--config", cfg); code != 1 || !strings.Contains(messages[0], `"internal_message":"cannot be built","failure_type":"system_error"`) {
		t.Errorf("discover: %d %s", code, messages)
	}
}

func TestRead(t *testing.T) {
	tests := []struct {
		streams string
		code    int
		want    []string // what comes in this order
	}{
		{"ok", 0, []string{`"STARTED"`, `"RUNNING"`, `"id":0`, `"id":2`, `"COMPLETE"`, `"recordCount":3.0`}},
		{"ok ok", 0, []string{`"STARTED"`, `"recordCount":3.0`}},
		{"ok gone", 0, []string{`"STARTED"`, `"name":"gone"},"status":"INCOMPLETE"`, `"COMPLETE"`}},
		{"refused", 1, []string{`"STARTED"`, `"failure_type":"config_error","stream_descriptor":{"name":"refused"}`, `"INCOMPLETE"`, `"recordCount":0.0`, `"internal_message":"Concurrent read failure","failure_type":"config_error"}`}},
		{"wrong", 1, []string{`An unexpected error occurred in stream wrong: Exception`, `"INCOMPLETE"`}},
		{"gone", 1, []string{`"name":"gone"},"status":"INCOMPLETE"`, `None of the streams of the catalog exists`}},
		{"", 0, nil},
	}
	for _, tt := range tests {
		code, messages, _ := runSource(t, testSource(), readArgs(t, strings.Fields(tt.streams)...)...)
		rest := strings.Join(messages, "\n")
		if code != tt.code || tt.want == nil && rest != "" {
			t.Errorf("%q: exit code %d, %s", tt.streams, code, rest)
		}
		for _, want := range tt.want {
			_, after, ok := strings.Cut(rest, want)
			if !ok {
				t.Errorf("%q: %s does not come in %s", tt.streams, want, strings.Join(messages, "\n"))
				break
			}
			rest = after
		}
	}
}

func TestMalformedFiles(t *testing.T) {
	good := map[string]string{
		"config":  `{"key":"s3cr3t-key"}`,
		"catalog": `{"streams":[{"stream":{"name":"ok","json_schema":{},"supported_sync_modes":[]},"sync_mode":"full_refresh","destination_sync_mode":"append"}]}`,
		"state":   `[]`,
	}
	tests := []struct{ file, text, want string }{
		{"config", `{nope`, "Could not read json file"},
		{"config", `[1]`, "is not an object and therefore is not a valid config"},
		{"catalog", `{nope`, "Could not read json file"},
		{"catalog", `{}`, `\"streams\" is a required property`},
		{"catalog", `[]`, `[] is not of type \"object\"`},
		{"catalog", `{"streams":[{"sync_mode":"full_refresh","destination_sync_mode":"append"}]}`, `\"stream\" is a required property (instance_path='streams/0/stream')`},
		{"catalog", `{"streams":[{"stream":{"name":"ok","json_schema":{},"supported_sync_modes":[]},"sync_mode":"sometimes","destination_sync_mode":"append"}]}`, `\"sometimes\" is not one of`},
		{"catalog", `{"streams":[7]}`, `7 is not of type \"object\"`},
		{"state", `{nope`, "Could not read json file"},
		{"state", `{"ok":{}}`, `\"ok\" is not of type \"object\"`},
		{"state", `[{"type":"STREAM"}]`, "AirbyteStateMessage should contain either a stream, global, or state field"},
		{"state", `[{"type":"STREAM","stream":{"stream_state":{}}}]`, `\"stream_descriptor\" is a required property (instance_path='stream/stream_descriptor')`},
		{"state", `[{"type":"GLOBAL","global":{"shared_state":{},"stream_states":[]}}]`, "shared_state"},
	}
	for _, tt := range tests {
		args := []string{"read"}
		for name, text := range good {
			if name == tt.file {
				text = tt.text
			}
			args = append(args, "--"+name, write(t, name+".json", text))
		}
		code, messages, _ := runSource(t, testSource(), args...)
		if code != 1 || len(messages) != 1 || !strings.Contains(messages[0], tt.want) ||
			!strings.Contains(messages[0], "Error starting the sync.") || !strings.Contains(messages[0], `"failure_type":"config_error"`) {
			t.Errorf("%s %s: %d %s", tt.file, tt.text, code, messages)
		}
	}
	for _, state := range []string{`null`, `{}`, `""`, `[]`, `[{"type":"LEGACY","data":{"a":1}}]`, `[{"stream":{"stream_descriptor":{"name":"ok"}}}]`} {
		args := append(readArgs(t, "ok"), "--state", write(t, "s.json", state))
		if code, messages, _ := runSource(t, testSource(), args...); code != 0 {
			t.Errorf("state %s: %d %s", state, code, messages)
		}
	}
}

func TestCommandErrors(t *testing.T) {
	if code, messages, _ := runSource(t, testSource()); code != 1 || !strings.Contains(messages[0], `"internal_message":"No command passed"`) {
		t.Errorf("no command: %d %s", code, messages)
	}
	if code, messages, stderr := runSource(t, testSource(), "write"); code != 2 || messages != nil || !strings.HasPrefix(stderr, "usage:") {
		t.Errorf("unknown command: %d %s %s", code, messages, stderr)
	}
	if code, messages, _ := runSource(t, testSource(), "check", "--config", "/nowhere.json"); code != 1 || !strings.Contains(messages[0], "[Errno 2] No such file or directory: '/nowhere.json'") {
		t.Errorf("no file: %d %s", code, messages)
	}
	panicking := testSource()
	panicking.Streams = func(config.Config) ([]*stream.Stream, error) { panic("a bug") }
	if code, messages, _ := runSource(t, panicking, "discover", "--config", write(t, "c.json", `{"key":"s3cr3t-key"}`)); code != 1 || !strings.Contains(messages[0], "panic: a bug") {
		t.Errorf("a panic: %d %s", code, messages)
	}
}

func TestConcurrencyLevel(t *testing.T) {
	cfg := config.Config{}
	tests := []struct {
		level ConcurrencyLevel
		want  int
		err   string
	}{
		{ConcurrencyLevel{DefaultConcurrency: config.Fixed("10"), Exact: true, MaxConcurrency: 5}, 10, ""},
		{ConcurrencyLevel{DefaultConcurrency: config.Fixed("10"), MaxConcurrency: 5}, 5, ""},
		{ConcurrencyLevel{DefaultConcurrency: config.Fixed("10")}, 10, ""},
		{ConcurrencyLevel{DefaultConcurrency: config.Text("{{ config.n }}", cfg, nil)}, 0, "requires that max_concurrency be defined"},
		{ConcurrencyLevel{DefaultConcurrency: config.Fixed("many"), MaxConcurrency: 5}, 0, "did not evaluate to an integer"},
	}
	for _, tt := range tests {
		got, err := tt.level.workers()
		if got != tt.want || (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
			t.Errorf("%+v: %d, %v", tt.level, got, err)
		}
	}
}
