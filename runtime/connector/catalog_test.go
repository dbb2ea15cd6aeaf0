package connector

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// along is a cursor that only knows its field, which the catalog may name. Its states are too old.
type along struct {
	field      string
	fixed      bool
	unreadable bool
}

func (a along) Construct(*stream.Stream) error { return nil }

func (a along) DefaultCursorField() (string, bool) { return a.field, a.fixed }

func (a along) WithCursorField(field string) stream.IncrementalSync { return along{field: field} }

func (a along) StateTime(*stream.Stream, value.Value) (time.Time, bool) { return time.Time{}, true }

func (a along) Observer(s *stream.Stream, state value.Value) (stream.SliceObserver, error) {
	if a.unreadable {
		return nil, value.Fail(value.ValueError, "the state cannot be read").Err()
	}
	return (&stream.Stream{Name: s.Name, Retriever: s.Retriever}).Observe(state)
}

// configure is a catalog of one stream whose entry has more to say.
func configure(t *testing.T, name, more string) []string {
	t.Helper()
	entry := `{"stream":{"name":"` + name + `","json_schema":{},"supported_sync_modes":["full_refresh"]},"sync_mode":"incremental","destination_sync_mode":"append"` + more + `}`
	return []string{"read", "--config", write(t, "config.json", `{"key":"s3cr3t-key"}`), "--catalog", write(t, "catalog.json", `{"streams":[`+entry+`]}`)}
}

// TestCursorFieldOfTheCatalog: the catalog names the field of streams that let it, and of no others.
func TestCursorFieldOfTheCatalog(t *testing.T) {
	for more, want := range map[string]string{
		``:                                    "manifest",
		`,"cursor_field":null`:                "manifest",
		`,"cursor_field":[]`:                  "manifest",
		`,"cursor_field":[""]`:                "manifest",
		`,"cursor_field":["catalog"]`:         "catalog",
		`,"cursor_field":["a","b"]`:           "! does not support nested cursor_field",
		`,"cursor_field":"catalog"`:           `! \"catalog\" is not of type \"list\" (instance_path='streams/0/cursor_field')`,
		`,"cursor_field":["catalog",{"a":1}]`: `! {\"a\":1} is not of type \"string\" (instance_path='streams/0/cursor_field/1')`,
	} {
		var built []*stream.Stream
		s := testSource()
		s.Streams = func(config.Config) ([]*stream.Stream, error) {
			built = []*stream.Stream{
				{Name: "free", Retriever: reader(readSome), IncrementalSync: along{field: "manifest"}},
				{Name: "fixed", Retriever: reader(readSome), IncrementalSync: along{field: "manifest", fixed: true}},
				{Name: "none", Retriever: reader(readSome)},
			}
			return built, nil
		}
		code, messages, _ := runSource(t, s, configure(t, "free", more)...)
		if problem, fails := strings.CutPrefix(want, "! "); fails {
			if code != 1 || !strings.Contains(strings.Join(messages, "\n"), problem) {
				t.Errorf("%s: %d %s, want %s", more, code, messages, problem)
			}
			continue
		}
		if got, _ := built[0].IncrementalSync.DefaultCursorField(); code != 0 || got != want {
			t.Errorf("%s: exit code %d, the field is %q, want %q", more, code, got, want)
		}
		if got, _ := built[1].IncrementalSync.DefaultCursorField(); got != "manifest" {
			t.Errorf("%s: the field of a stream that is not in the catalog is %q", more, got)
		}
	}
}

// TestDelegation: the state decides what reads a StateDelegatingStream, and one that is too old is given up, but only
// of a stream of the catalog.
func TestDelegation(t *testing.T) {
	const state = `[{"type":"STREAM","stream":{"stream_descriptor":{"name":"items"},"stream_state":{"at":"2001"}}}]`
	of := func(id int, sync stream.IncrementalSync) *stream.Stream {
		return &stream.Stream{Name: "items", IncrementalSync: sync, Retriever: reader(func(_ context.Context, emit func(*stream.Record) error) error {
			return emit(record(id))
		})}
	}
	for name, c := range map[string]struct {
		period, state string
		cursor        along
		configured    string
		want, wantNot string
	}{
		"without a state":                {"P1D", "[]", along{}, "items", `"id":1`, `"stream_state":{}`},
		"with a state":                   {"", state, along{}, "items", `"id":2`, `"stream_state":{}`},
		"with an old state":              {"P1D", state, along{}, "items", `"stream_state":{}},"sourceStats":{"recordCount":0.0}`, `"id":2`},
		"with a state of no use":         {"P1D", state, along{unreadable: true}, "items", `the state cannot be read`, `"RECORD"`},
		"with an old state of another":   {"P1D", state, along{}, "ok", `"id":0`, `"stream_state":{}`},
		"with a period that is no such":  {"a day", state, along{}, "items", `reading api_retention_period`, `"RECORD"`},
		"with a period that is not read": {"a day", "[]", along{}, "items", `"id":1`, `"stream_state":{}`},
	} {
		s := testSource()
		others := s.Streams
		s.Streams = func(cfg config.Config) ([]*stream.Stream, error) {
			d := stream.StateDelegating{Name: "items", FullRefreshStream: of(1, nil), IncrementalStream: of(2, c.cursor)}
			if c.period != "" {
				d.APIRetentionPeriod = config.Fixed(c.period)
			}
			streams, err := others(cfg)
			return append(streams, d.Stream()), err
		}
		args := append(configure(t, c.configured, ""), "--state", write(t, "state.json", c.state))
		_, messages, _ := runSource(t, s, args...)
		all := strings.Join(messages, "\n")
		if !strings.Contains(all, c.want) || strings.Contains(all, c.wantNot) {
			t.Errorf("%s: got %s, want %s and not %s", name, all, c.want, c.wantNot)
		}
	}
}
