package protocol

import (
	"encoding/json"
	"regexp"
	"testing"
	"unicode/utf8"
)

var moment = regexp.MustCompile(`"emitted_at":\d{13}(\.\d+)?`)

func TestMessages(t *testing.T) {
	tests := map[string]struct{ got, want string }{
		"log": {
			string(AppendLog(nil, LevelWarn, "a \"b\"\n\x01")),
			`{"type":"LOG","log":{"level":"WARN","message":"a \"b\"\n\u0001"}}`,
		},
		"status": {
			string(AppendStatus(nil, "s", Started)),
			`{"type":"TRACE","trace":{"type":"STREAM_STATUS","emitted_at":0,"stream_status":{"stream_descriptor":{"name":"s"},"status":"STARTED"}}}`,
		},
		"rate limited": {
			string(AppendRateLimited(nil, "s")),
			`{"type":"TRACE","trace":{"type":"STREAM_STATUS","emitted_at":0,"stream_status":{"stream_descriptor":{"name":"s"},"status":"RUNNING","reasons":[{"type":"RATE_LIMITED"}]}}}`,
		},
		"error": {
			string(AppendError(nil, Error{Message: "m", Internal: "i", StackTrace: "t", FailureType: "config_error", Stream: "s"})),
			`{"type":"TRACE","trace":{"type":"ERROR","emitted_at":0,"error":{"message":"m","internal_message":"i","stack_trace":"t","failure_type":"config_error","stream_descriptor":{"name":"s"}}}}`,
		},
		"error without more": {
			string(AppendError(nil, Error{Message: "m"})),
			`{"type":"TRACE","trace":{"type":"ERROR","emitted_at":0,"error":{"message":"m"}}}`,
		},
		"record": {
			string(AppendRecordEnd(append(RecordStart("s"), `{"a":1}`...), Millis())),
			`{"type":"RECORD","record":{"stream":"s","data":{"a":1},"emitted_at":0}}`,
		},
		"state": {
			string(AppendState(nil, "s", []byte(`{"a":null}`), 2)),
			`{"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"s"},"stream_state":{"a":null}},"sourceStats":{"recordCount":2.0}}}`,
		},
		"succeeded": {
			string(AppendConnectionStatus(nil, true, "")),
			`{"type":"CONNECTION_STATUS","connectionStatus":{"status":"SUCCEEDED"}}`,
		},
		"failed": {
			string(AppendConnectionStatus(nil, false, "'no'")),
			`{"type":"CONNECTION_STATUS","connectionStatus":{"status":"FAILED","message":"'no'"}}`,
		},
		"control": {
			string(AppendControl(nil, []byte(`{"a":1}`))),
			`{"type":"CONTROL","control":{"type":"CONNECTOR_CONFIG","emitted_at":0,"connectorConfig":{"config":{"a":1}}}}`,
		},
		"spec": {
			string(AppendSpec(nil, []byte(`{"connectionSpecification":{}}`))),
			`{"type":"SPEC","spec":{"connectionSpecification":{}}}`,
		},
	}
	for name, tt := range tests {
		got := moment.ReplaceAllString(tt.got, `"emitted_at":0`)
		if got != tt.want+"\n" {
			t.Errorf("%s:\ngot  %swant %s", name, got, tt.want)
		}
	}
}

func TestCatalog(t *testing.T) {
	got := string(AppendCatalog(nil, []CatalogStream{
		{Name: "p1", JSONSchema: []byte(`{}`), PrimaryKey: [][]string{{"a"}, {"b"}}},
		{Name: "p5", JSONSchema: []byte(`{"type":"object"}`), CursorField: "updated_at", SourceDefinedCursor: true},
	}))
	want := `{"type":"CATALOG","catalog":{"streams":[` +
		`{"name":"p1","json_schema":{},"supported_sync_modes":["full_refresh"],"source_defined_primary_key":[["a"],["b"]],"is_resumable":false,"is_file_based":false},` +
		`{"name":"p5","json_schema":{"type":"object"},"supported_sync_modes":["full_refresh","incremental"],"source_defined_cursor":true,"default_cursor_field":["updated_at"],"is_resumable":true,"is_file_based":false}` +
		"]}}\n"
	if got != want {
		t.Errorf("got  %swant %s", got, want)
	}
}

func FuzzAppendString(f *testing.F) {
	f.Add("a\x00\"\\\u2028ü\xff")
	f.Fuzz(func(t *testing.T, s string) {
		line := AppendString(nil, s)
		var back string
		if err := json.Unmarshal(line, &back); err != nil {
			t.Fatalf("%q is not JSON: %v", line, err)
		}
		if utf8.ValidString(s) && back != s {
			t.Errorf("%q became %q", s, back)
		}
	})
}
