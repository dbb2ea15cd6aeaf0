package cursor_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/cursor"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A router is a retriever whose partitions are given.
type router struct {
	stream.Retriever
	partitions []string                       // JSON
	parents    []string                       // the parent state with each partition, JSON; none for a router that keeps nothing
	fails      error                          // ends the generation
	generated  func(partition string, at int) // is called when a partition is asked for
	at         int
}

func (r *router) Construct(*stream.Stream) error                    { return nil }
func (r *router) Partitioned() bool                                 { return true }
func (r *router) Partitions(value.Value) (stream.Partitions, error) { return r, nil }

func (r *router) Slices(context.Context) iter.Seq2[*stream.Slice, error] {
	return func(yield func(*stream.Slice, error) bool) {
		for i, partition := range r.partitions {
			r.at = i
			if r.generated != nil {
				r.generated(partition, i)
			}
			if !yield(stream.NewSlice(parsed(partition).Clone(), value.Value{}, value.Value{}), nil) {
				return
			}
		}
		if r.fails != nil {
			yield(nil, r.fails)
		}
	}
}

func (r *router) ParentState() value.Value {
	if r.parents == nil {
		return value.Null
	}
	return parsed(r.parents[min(r.at, len(r.parents)-1)])
}

func parsed(json string) value.Value {
	v, err := value.Parse([]byte(json))
	if err != nil {
		panic(err)
	}
	return v
}

// byChange is the cursor of the examples: one window from 2024-01-01 to 2024-04-01.
func byChange() cursor.DatetimeBased {
	return cursor.DatetimeBased{
		CursorField:    config.Fixed("changed"),
		DatetimeFormat: "%Y-%m-%dT%H:%M:%SZ",
		StartDatetime:  cursor.MinMaxDatetime{Datetime: config.Fixed("2024-01-01T00:00:00Z")},
		EndDatetime:    &cursor.MinMaxDatetime{Datetime: config.Fixed("2024-04-01T00:00:00Z")},
	}
}

// A reading is driven by hand, one slice after the other.
type reading struct {
	t        *testing.T
	observer stream.SliceObserver
	log      *bytes.Buffer
	ctx      context.Context
	flush    func()
}

// observe starts to read the partitions of r; state is JSON, "" for none.
func observe(t *testing.T, d cursor.DatetimeBased, r *router, state string) *reading {
	t.Helper()
	return observeWith(t, d, r, state)
}

func observeWith(t *testing.T, d cursor.DatetimeBased, r stream.Retriever, state string) *reading {
	t.Helper()
	s := &stream.Stream{Name: "items", Retriever: r, IncrementalSync: d}
	var from value.Value
	if state != "" {
		from = parsed(state)
	}
	observer, err := s.Observe(from)
	if err != nil {
		t.Fatal(err)
	}
	log := &bytes.Buffer{}
	ctx, out := stream.NewWriter(context.Background(), log)
	ctx = stream.WithLogger(ctx, out, false)
	closed := false
	flush := func() {
		if !closed {
			out.Close()
			closed = true
		}
	}
	t.Cleanup(flush)
	return &reading{t, observer, log, ctx, flush}
}

// slices generates all slices.
func (r *reading) slices() []*stream.Slice {
	r.t.Helper()
	var all []*stream.Slice
	for slice, err := range r.observer.Slices(r.ctx) {
		if err != nil {
			r.t.Fatal(err)
		}
		all = append(all, slice)
	}
	return all
}

// observe shows records with these cursor values; one without quotes is JSON.
func (r *reading) observe(slice *stream.Slice, changes ...string) {
	for _, at := range changes {
		if !strings.HasPrefix(at, "{") {
			at = `{"changed":"` + at + `"}`
		}
		r.observer.Observe(&stream.Record{Data: parsed(at), Slice: slice})
	}
}

// read shows records and closes the slice; it gives the state that goes out.
func (r *reading) read(slice *stream.Slice, changes ...string) string {
	r.t.Helper()
	r.observe(slice, changes...)
	state, err := r.observer.Close(r.ctx, slice)
	if err != nil {
		r.t.Fatal(err)
	}
	return string(state)
}

func (r *reading) end(complete bool) string { return string(r.observer.End(r.ctx, complete)) }

// logged is what the reading said; nothing can be said afterwards.
func (r *reading) logged() string {
	r.flush()
	return r.log.String()
}

// starts are the partitions of the slices, and where each window begins.
func starts(all []*stream.Slice) []string {
	var out []string
	for _, slice := range all {
		out = append(out, fmt.Sprintf("%s from %s", slice.Partition.AppendJSON(nil), slice.CursorSlice.Item("start_time").String()))
	}
	return out
}

func wantState(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n got %s\nwant %s", what, got, want)
	}
}

func wantStarts(t *testing.T, all []*stream.Slice, want ...string) {
	t.Helper()
	if got := starts(all); !slices.Equal(got, want) {
		t.Errorf("slices:\n got %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

func entry(parent, at string) string {
	return `{"partition":{"parent_slice":{},"project":` + parent + `},"cursor":{"changed":"` + at + `"}}`
}

const (
	one = `{"project":1,"parent_slice":{}}`
	two = `{"project":2,"parent_slice":{}}`
)

func TestFirstReading(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := observe(t, byChange(), &router{partitions: []string{one, two, one}, parents: []string{`{}`}}, "")
		all := r.slices()
		wantStarts(t, all, one+" from 2024-01-01T00:00:00Z", two+" from 2024-01-01T00:00:00Z")
		time.Sleep(500 * time.Millisecond)
		wantState(t, "first close", r.read(all[1], "2024-02-10T00:00:00Z", "2024-02-12T00:00:00Z"),
			`{"use_global_cursor":false,"states":[`+entry("1", "2024-01-01T00:00:00Z")+`,`+entry("2", "2024-02-12T00:00:00Z")+`],"lookback_window":0}`)
		wantState(t, "second close", r.read(all[0], "2024-02-11T00:00:00Z"), "")
		wantState(t, "end", r.end(true),
			`{"use_global_cursor":false,"states":[`+entry("1", "2024-02-11T00:00:00Z")+`,`+entry("2", "2024-02-12T00:00:00Z")+`],`+
				`"state":{"changed":"2024-02-12T00:00:00Z"},"lookback_window":1,"parent_state":{}}`)
		if log := r.logged(); strings.Count(log, "Partition duplication detected for stream items") != 1 {
			t.Errorf("log: %s", log)
		}
	})
}

func TestNextReading(t *testing.T) {
	const state = `{"states":[{"partition":{"project":1,"parent_slice":{}},"cursor":{"changed":"2024-02-11T00:00:00Z"}},` +
		`{"cursor":{"changed":"2024-02-01T00:00:00Z"},"partition":{"parent_slice":{},"project":99}}],` +
		`"state":{"changed":"2024-02-12T00:00:00Z"},"lookback_window":86400,"parent_state":{"parents":{"changed":"2024-01-12T00:00:00Z"}}}`
	synctest.Test(t, func(t *testing.T) {
		r := observe(t, byChange(), &router{partitions: []string{one, two}, parents: []string{`{"parents":{"changed":"2024-01-12T00:00:00Z"}}`}}, state)
		all := r.slices()
		wantStarts(t, all, one+" from 2024-02-11T00:00:00Z", two+" from 2024-02-11T00:00:00Z")
		states := `"states":[` + entry("1", "2024-02-11T00:00:00Z") + `,` + entry("99", "2024-02-01T00:00:00Z") + `,` + entry("2", "2024-02-11T00:00:00Z") + `]`
		parents := `"parent_state":{"parents":{"changed":"2024-01-12T00:00:00Z"}}}`
		wantState(t, "first close", r.read(all[0]),
			`{"use_global_cursor":false,`+states+`,"state":{"changed":"2024-02-12T00:00:00Z"},"lookback_window":86400,`+parents)
		r.read(all[1])
		wantState(t, "the end without records", r.end(true),
			`{"use_global_cursor":false,`+states+`,"state":{"changed":"2024-02-12T00:00:00Z"},"lookback_window":86400,`+parents)
	})
}

func TestGlobalCursor(t *testing.T) {
	d := byChange()
	d.GlobalSubstreamCursor = true
	synctest.Test(t, func(t *testing.T) {
		r := observe(t, d, &router{partitions: []string{one, two}, parents: []string{`{}`}}, "")
		all := r.slices()
		time.Sleep(time.Second)
		wantState(t, "first close", r.read(all[0], "2024-02-11T00:00:00Z"), "")
		wantState(t, "second close", r.read(all[1], "2024-02-12T00:00:00Z"), "")
		wantState(t, "end", r.end(true),
			`{"use_global_cursor":true,"state":{"changed":"2024-02-12T00:00:00Z"},"lookback_window":1,"parent_state":{}}`)
	})
	r := observe(t, d, &router{partitions: []string{one, two}, parents: []string{`{}`}},
		`{"use_global_cursor":true,"state":{"changed":"2024-02-20T00:00:00Z"},"lookback_window":3600}`)
	wantStarts(t, r.slices(), one+" from 2024-02-19T23:00:00Z", two+" from 2024-02-19T23:00:00Z")
}

func TestFailingPartition(t *testing.T) {
	r := observe(t, byChange(), &router{partitions: []string{one, two}, parents: []string{`{"parents":{}}`, `{"parents":{"changed":"2024-01-14T00:00:00Z"}}`}},
		`{"states":[`+entry("2", "2024-01-20T00:00:00Z")+`],"state":{"changed":"2024-01-25T00:00:00Z"},"lookback_window":10}`)
	all := r.slices()
	wantStarts(t, all, one+" from 2024-01-24T23:59:50Z", two+" from 2024-01-20T00:00:00Z")
	r.observe(all[1], "2024-02-28T00:00:00Z") // then it fails
	r.read(all[0], "2024-02-11T00:00:00Z")
	wantState(t, "end", r.end(false),
		`{"use_global_cursor":false,"states":[`+entry("2", "2024-01-20T00:00:00Z")+`,`+entry("1", "2024-02-11T00:00:00Z")+`],`+
			`"state":{"changed":"2024-01-25T00:00:00Z"},"lookback_window":10,"parent_state":{"parents":{}}}`)
}

func TestFailingPartitionOfTheFirstReading(t *testing.T) {
	r := observe(t, byChange(), &router{partitions: []string{one, two}, parents: []string{`{"parents":{"changed":"2024-01-14T00:00:00Z"}}`}}, "")
	all := r.slices()
	wantState(t, "first close", r.read(all[1], "2024-02-11T00:00:00Z"),
		`{"use_global_cursor":false,"states":[`+entry("1", "2024-01-01T00:00:00Z")+`,`+entry("2", "2024-02-11T00:00:00Z")+`],"lookback_window":0}`)
	wantState(t, "end", r.end(false),
		`{"use_global_cursor":false,"states":[`+entry("1", "2024-01-01T00:00:00Z")+`,`+entry("2", "2024-02-11T00:00:00Z")+`],"lookback_window":0}`)
}

func TestListWithoutRecords(t *testing.T) {
	r := observe(t, byChange(), &router{partitions: []string{`{"letter":"a"}`, `{"letter":"b"}`}}, "")
	const state = `{"use_global_cursor":false,"states":[{"partition":{"letter":"a"},"cursor":{"changed":"2024-01-01T00:00:00Z"}},` +
		`{"partition":{"letter":"b"},"cursor":{"changed":"2024-01-01T00:00:00Z"}}],"lookback_window":0}`
	all := r.slices()
	wantState(t, "first close", r.read(all[0]), state)
	r.read(all[1])
	wantState(t, "end", r.end(true), state)
}

// A parent that fails ends the generation: what was read of the partitions counts
// for them alone, and the parents are only known as far as no partition is missing.
func TestFailingGeneration(t *testing.T) {
	gone := errors.New("the parent is gone")
	const read = `{"use_global_cursor":false,"states":[{"partition":{"n":0},"cursor":{"changed":"2024-02-11T00:00:00Z"}}],"lookback_window":0`
	const nothing = `{"use_global_cursor":false,"states":[],"lookback_window":0`
	for name, test := range map[string]struct {
		partitions int
		parents    []string
		want       string
	}{
		"at once":                           {0, []string{parentsAt(1)}, nothing + `,"parent_state":` + parentsAt(1) + `}`},
		"at once, and nothing is kept":      {0, nil, nothing + `}`},
		"after one, which is held back":     {1, []string{parentsAt(1)}, nothing + `}`},
		"after one, of independent parents": {1, []string{`{}`}, nothing + `,"parent_state":{}}`},
		"after two":                         {2, []string{parentsAt(1), parentsAt(2)}, read + `,"parent_state":` + parentsAt(1) + `}`},
	} {
		t.Run(name, func(t *testing.T) {
			r := observe(t, byChange(), &router{partitions: numbered(test.partitions), parents: test.parents, fails: gone}, "")
			var failure error
			for slice, err := range r.observer.Slices(r.ctx) {
				if failure = err; err == nil {
					r.read(slice, "2024-02-11T00:00:00Z")
				}
			}
			if !errors.Is(failure, gone) {
				t.Errorf("got %v", failure)
			}
			wantState(t, "end", r.end(false), test.want)
		})
	}
}

// A generation that failed takes nothing away of what was known of the parents.
func TestFailingGenerationKeepsParents(t *testing.T) {
	r := observe(t, byChange(), &router{parents: []string{`{}`}, fails: errors.New("the parent is gone")},
		`{"use_global_cursor":true,"state":{},"parent_state":`+parentsAt(9)+`}`)
	for range r.observer.Slices(r.ctx) {
		continue
	}
	wantState(t, "end", r.end(false), `{"use_global_cursor":true,"lookback_window":0,"parent_state":`+parentsAt(9)+`}`)
}

// When a partition fails as well, nothing more is known of the parents.
func TestFailingGenerationAndPartition(t *testing.T) {
	r := observe(t, byChange(), &router{partitions: numbered(2), parents: []string{`{}`}, fails: errors.New("the parent is gone")}, "")
	for range r.observer.Slices(r.ctx) {
		continue // and the one slice is never closed
	}
	wantState(t, "end", r.end(false),
		`{"use_global_cursor":false,"states":[{"partition":{"n":0},"cursor":{"changed":"2024-01-01T00:00:00Z"}}],"lookback_window":0}`)
}

// One partition ahead, and no more: a check asks for a single slice.
func TestLookahead(t *testing.T) {
	generated := 0
	r := observe(t, byChange(), &router{partitions: []string{one, two, `{"project":3}`}, generated: func(string, int) { generated++ }}, "")
	for _, err := range r.observer.Slices(r.ctx) {
		if err != nil {
			t.Fatal(err)
		}
		break
	}
	if generated != 2 {
		t.Errorf("%d partitions were generated for the first slice", generated)
	}
}

func TestRecordsWithoutCursorValue(t *testing.T) {
	r := observe(t, byChange(), &router{partitions: []string{one}}, "")
	all := r.slices()
	r.read(all[0], `{"id":1}`, `{"changed":null}`, "soon", "later", "2024-02-11T00:00:00Z")
	got := r.end(true)
	if !strings.Contains(got, `"state":{"changed":"2024-02-11T00:00:00Z"}`) || !strings.Contains(got, entry("1", "2024-02-11T00:00:00Z")) {
		t.Errorf("end: %s", got)
	}
	const warning = `Skipping cursor update for stream 'items': failed to parse cursor field 'changed' value 'soon': No format in ['%Y-%m-%dT%H:%M:%SZ'] matching soon`
	if log := r.logged(); strings.Count(log, "WARN") != 1 || !strings.Contains(log, warning) {
		t.Errorf("log: %s", log)
	}
}

// The maximum is that of the texts, which is not always the latest time.
func TestGlobalMaximumIsOfTexts(t *testing.T) {
	d := byChange()
	d.DatetimeFormat = "%d-%m-%Y"
	d.StartDatetime.Datetime = config.Fixed("01-01-2024")
	d.EndDatetime.Datetime = config.Fixed("01-04-2024")
	r := observe(t, d, &router{partitions: []string{`{"project":1}`, `{"project":2}`}}, "")
	all := r.slices()
	r.read(all[0], "31-01-2024")
	r.read(all[1], "05-03-2024")
	if got := r.end(true); !strings.Contains(got, `"state":{"changed":"31-01-2024"}`) {
		t.Errorf("end: %s", got)
	}
}

// A cursor's declaration is evaluated for the first partition, not before.
func TestBadDeclaration(t *testing.T) {
	d := byChange()
	d.StartDatetime.Datetime = config.Fixed("soon")
	r := observe(t, d, &router{partitions: []string{one}}, "")
	for _, err := range r.observer.Slices(r.ctx) {
		if err == nil {
			t.Fatal("a slice was made")
		}
		return
	}
	t.Error("no error")
}

func TestPartitionAndWindowWithOneKey(t *testing.T) {
	r := observe(t, byChange(), &router{partitions: []string{`{"end_time":1}`}}, "")
	for _, err := range r.observer.Slices(r.ctx) {
		if err == nil || err.Error() != "ValueError: Keys for partition and incremental sync cursor should not overlap" {
			t.Errorf("got %v", err)
		}
	}
}
