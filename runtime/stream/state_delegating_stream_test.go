package stream

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/protocol/protocoltest"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// dated is a cursor whose states hold a year.
type dated struct{ ledger }

func (d *dated) StateTime(_ *Stream, state value.Value) (time.Time, bool) {
	year, ok := state.Item("year").AsInt()
	return time.Date(int(year), 1, 1, 0, 0, 0, 0, time.UTC), ok
}

// delegating is a stream of two, of which the second has a cursor.
func delegating(period string, sync IncrementalSync) *Stream {
	d := StateDelegating{
		Name:              "items",
		FullRefreshStream: &Stream{Name: "items", Retriever: fake{slices: 1, read: records(1)}},
		IncrementalStream: &Stream{Name: "items", Retriever: fake{slices: 2, read: records(1)}, IncrementalSync: sync},
	}
	if period != "" {
		d.APIRetentionPeriod = config.Fixed(period)
	}
	return d.Stream()
}

func TestDelegate(t *testing.T) {
	for name, c := range map[string]struct {
		period, state string
		incremental   bool
		outdated      string // part of what is said
		err           string
	}{
		"no state":                         {state: `{}`},
		"a state":                          {state: `{"year": 1000}`, incremental: true},
		"the state of the full refresh":    {state: `{"__ab_no_cursor_state_message": true}`, incremental: true},
		"a period before all time":         {period: "P5000Y", state: `{"year": 1000}`, err: "year"},
		"a state that is kept":             {period: "P1000Y", state: `{"year": 2024}`, incremental: true},
		"an old state":                     {period: "P30D", state: `{"year": 2024}`, outdated: "reached 2024-01-01 00:00:00+00:00, and the API keeps no more than P30D"},
		"a state without a year":           {period: "P30D", state: `{"month": 1}`, outdated: "cannot be told"},
		"a full refresh, just now":         {period: "P30D", state: `{"__ab_no_cursor_state_message": true}`, incremental: true},
		"a sentinel that says no":          {period: "P30D", state: `{"__ab_no_cursor_state_message": false}`, outdated: "cannot be told"},
		"no period, an old state":          {period: "", state: `{"year": 1}`, incremental: true},
		"a period that is none":            {period: "a month", state: `{"year": 2024}`, err: "reading api_retention_period"},
		"a period that is none, no state":  {period: "a month", state: `{}`},
		"a period that is none, full data": {period: "a month", state: `{"__ab_no_cursor_state_message": true}`, err: "reading api_retention_period"},
	} {
		t.Run(name, func(t *testing.T) {
			state, err := value.Parse([]byte(c.state))
			if err != nil {
				t.Fatal(err)
			}
			s := delegating(c.period, &dated{})
			reads, outdated, err := s.Delegate(state)
			if c.err != "" {
				if err == nil || !strings.Contains(err.Error(), c.err) {
					t.Fatalf("got the error %v, want %s", err, c.err)
				}
				return
			}
			if err != nil || (reads == s.Incremental()) != c.incremental || (reads == s) == c.incremental {
				t.Errorf("%v: incremental: %t", err, reads != s)
			}
			if !strings.Contains(outdated, c.outdated) || (outdated == "") != (c.outdated == "") {
				t.Errorf("it says %q, want %q", outdated, c.outdated)
			}
		})
	}
}

// TestRetentionNeedsAnAge: a cursor whose states have none is refused, whatever the state is, where their age would matter.
func TestRetentionNeedsAnAge(t *testing.T) {
	for _, period := range []string{"", "P30D"} {
		err := delegating(period, &ledger{}).Construct()
		if (err != nil) != (period != "") || err != nil && !strings.Contains(err.Error(), "not supported with api_retention_period") {
			t.Errorf("%q: %v", period, err)
		}
	}
	if s := (&Stream{Name: "plain"}); s.Incremental() != s {
		t.Error("a plain stream is read by another one")
	}
}

// TestEngineSaysWhatStartsAnew: an empty state follows the first STARTED, and covers no record.
func TestEngineSaysWhatStartsAnew(t *testing.T) {
	var out bytes.Buffer
	ctx, w := NewWriter(context.Background(), &out)
	if err := (Engine{Out: w, Workers: 1, Anew: []string{"items"}}).Read(ctx, []*Stream{delegating("", &dated{})}, []string{"gone"}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	protocoltest.Check(t, out.Bytes(), protocoltest.Rules{})
	rest := out.String()
	for _, want := range []string{`"STARTED"`, `"stream_state":{}},"sourceStats":{"recordCount":0.0}`, `"name":"gone"},"status":"INCOMPLETE"`, `"RECORD"`} {
		_, after, ok := strings.Cut(rest, want)
		if !ok {
			t.Fatalf("%s does not come in %s", want, out.String())
		}
		rest = after
	}
}

// keeping is a retriever with parents that knows whether it keeps its responses.
type keeping struct {
	fake
	parents []*Stream
	keeps   bool
}

func (k keeping) Parents() []*Stream { return k.parents }

func (k keeping) Cached() Retriever {
	k.keeps = true
	return k
}

// TestCacheParents: of a StateDelegatingStream both streams keep their responses for children, but its own parents keep none.
func TestCacheParents(t *testing.T) {
	plain := func(parents ...*Stream) *Stream { return &Stream{Retriever: keeping{parents: parents}} }
	d := StateDelegating{Name: "items", FullRefreshStream: plain(), IncrementalStream: plain()}
	parent, grand := d.Stream(), plain()
	child, namesake := plain(parent), plain()
	namesake.Name = "items"
	outer := StateDelegating{Name: "outer", FullRefreshStream: plain(grand), IncrementalStream: plain()}.Stream()
	CacheParents(child, namesake, outer)
	for name, c := range map[string]struct {
		of   *Stream
		want bool
	}{
		"the parent":                     {parent, true},
		"its full refresh stream":        {d.FullRefreshStream, true},
		"its incremental stream":         {d.IncrementalStream, true},
		"the stream of its name":         {namesake, true},
		"the child":                      {child, false},
		"the parent of a delegating one": {grand, false},
	} {
		if got := c.of.Retriever.(keeping).keeps; got != c.want {
			t.Errorf("%s keeps its responses: %t", name, got)
		}
	}
}
