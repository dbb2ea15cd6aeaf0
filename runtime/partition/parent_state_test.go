package partition

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// followed is a cursor of a parent. It notes what it sees, and counts in its state.
type followed struct {
	notes  *[]string
	heavy  bool // the state holds each partition, as that of a parent with a router does
	from   value.Value
	asked  int // for the state
	slices stream.Partitions
	closed int
	ended  bool
	closes error
}

func (*followed) Construct(*stream.Stream) error { return nil }

func (*followed) DefaultCursorField() (string, bool) { return "at", true }

func (f *followed) Observer(s *stream.Stream, state value.Value) (stream.SliceObserver, error) {
	partitions, err := s.Retriever.Partitions(state)
	f.from, f.slices, f.closed, f.ended = state, partitions, 0, false
	return f, err
}

func (f *followed) note(format string, args ...any) {
	if f.notes != nil {
		*f.notes = append(*f.notes, fmt.Sprintf(format, args...))
	}
}

func (f *followed) Slices(ctx context.Context) iter.Seq2[*stream.Slice, error] {
	return f.slices.Slices(ctx)
}

func (f *followed) Observe(r *stream.Record) { f.note("observe %s", r.Data.AppendJSON(nil)) }

func (f *followed) Close(_ context.Context, slice *stream.Slice) ([]byte, error) {
	f.closed++
	f.note("close %s", slice.Partition.AppendJSON(nil))
	return []byte("{}"), f.closes
}

func (f *followed) State() value.Value {
	f.asked++
	if f.heavy {
		states := make([]value.Value, f.closed)
		for i := range states {
			states[i] = value.Int(int64(i))
		}
		return value.DictOf(value.Str("states"), value.ListOf(states...))
	}
	state := value.DictOf(value.Str("closed"), value.Int(int64(f.closed)))
	if f.ended {
		state.Set("ended", value.True)
	}
	return state
}

func (f *followed) End(_ context.Context, complete bool) []byte {
	f.ended = complete
	f.note("end")
	return []byte("{}")
}

// TestSubstreamFollowsItsParent pins when the cursor of the parent hears of what: all of a partition
// before the slice of its last record leaves.
func TestSubstreamFollowsItsParent(t *testing.T) {
	tests := map[string]struct {
		pages map[string][]string
		want  string
	}{
		"the last record is held back": {
			map[string][]string{`{"k":1}`: {`[{"id":1},{"id":2}]`}, `{"k":2}`: {`[{"id":3}]`}},
			`observe {"id":1}, 1, observe {"id":2}, close {"k":1}, 2, observe {"id":3}, close {"k":2}, end, 3`,
		},
		"records without a key are observed": {
			map[string][]string{`{}`: {`[{"id":1},{"id":null}]`}},
			`observe {"id":1}, 1, observe {"id":null}, close {}, end`,
		},
		"a partition without records is closed": {
			map[string][]string{`{"k":1}`: {`[{"id":1}]`}, `{"k":2}`: {`[]`}},
			`observe {"id":1}, close {"k":1}, 1, close {"k":2}, end`,
		},
		"no partitions": {nil, ``},
	}
	for name, tt := range tests {
		var notes []string
		p := parent(t, new([]string), tt.pages)
		p.Stream.IncrementalSync = &followed{notes: &notes}
		for slice, err := range generate(t, p, value.Value{}) {
			if err != nil {
				t.Fatal(err)
			}
			notes = append(notes, string(slice.Partition.Item("pid").AppendJSON(nil)))
		}
		if got := strings.Join(notes, ", "); got != tt.want {
			t.Errorf("%s: got\n%s, want\n%s", name, got, tt.want)
		}
	}
}

// generate makes the partitions of a child with one parent.
func generate(t *testing.T, p Parent, state value.Value) iter.Seq2[*stream.Slice, error] {
	t.Helper()
	partitions, err := Substream{ParentStreamConfigs: []Parent{p}}.Partitions(state)
	if err != nil {
		t.Fatal(err)
	}
	return partitions.Slices(context.Background())
}

func TestSubstreamFailsWithTheCursorOfItsParent(t *testing.T) {
	p := parent(t, new([]string), map[string][]string{`{}`: {`[{"id":1},{"id":2}]`}})
	p.Stream.IncrementalSync = &followed{closes: errPage}
	var seen []string
	for slice, err := range generate(t, p, value.Value{}) {
		if err != nil {
			seen = append(seen, err.Error())
			continue
		}
		seen = append(seen, show(slice))
	}
	if want := []string{`{"pid":1,"parent_slice":{}}`, errPage.Error()}; !slices.Equal(seen, want) {
		t.Errorf("got %s, want %s", seen, want)
	}
}

// TestParentStart: what a parent goes on from, by the state of its child.
func TestParentStart(t *testing.T) {
	tests := map[string]struct{ state, want, told string }{
		"no state":              {`{}`, ``, ``},
		"the sentinel":          {`{"__ab_no_cursor_state_message":true}`, ``, ``},
		"its own":               {`{"states":[],"parent_state":{"parents":{"at":"1"}}}`, `{"at":"1"}`, ``},
		"its own, empty":        {`{"state":{"at":"2"},"parent_state":{"parents":{}}}`, `{}`, ``},
		"that of another one":   {`{"parent_state":{"a":{},"b":{}}}`, ``, `but of [a, b]`},
		"the global one":        {`{"states":[],"state":{"at":"2"}}`, `{"at":"2"}`, `!holds none of its parent`},
		"the global one, again": {`{"state":{"at":"2"},"parent_state":{}}`, `{"at":"2"}`, `but of []`},
		"a single text":         {`{"since":"3"}`, `{"at":"3"}`, `!holds none`},
		"beside the sentinel":   {`{"since":4,"__ab_no_cursor_state_message":true}`, `{"at":4}`, `!holds none`},
		"a single truth":        {`{"done":true}`, ``, `!holds none`},
		"a single list":         {`{"states":[]}`, ``, `!holds none`},
		"two texts":             {`{"since":"3","until":"4"}`, ``, `!holds none`},
		"no dict":               {`{"parent_state":{"parents":5}}`, ``, ``},
		"nothing of parents":    {`{"parent_state":null}`, ``, ``},
	}
	for name, tt := range tests {
		from := &followed{}
		p := parent(t, new([]string), nil)
		p.Stream.IncrementalSync = from
		for _, dependent := range []bool{true, false} {
			p.IncrementalDependency = dependent
			generate(t, p, load(t, tt.state))
			want := ""
			if dependent {
				want = tt.want
			}
			if got := text(from.from); got != want {
				t.Errorf("%s (%v): got %s, want %s", name, dependent, got, want)
			}
		}
		_, told := startOf(load(t, tt.state), p.Stream)
		want, warn := strings.CutPrefix(tt.told, "!")
		if told.warn != warn || (want == "") != (told.text == "") || !strings.Contains(told.text, want) {
			t.Errorf("%s: told %+v, want %q", name, told, tt.told)
		}
	}
	full := parent(t, new([]string), nil).Stream
	if got, _ := startOf(load(t, `{"since":"3"}`), full); text(got) != "" {
		t.Errorf("a parent without a cursor starts from %s", text(got))
	}
}

// TestDelegatingParent: the state that the child holds decides which stream makes the partitions.
func TestDelegatingParent(t *testing.T) {
	of := func(id string) *stream.Stream {
		return parent(t, new([]string), map[string][]string{`{}`: {`[{"id":"` + id + `"}]`}}).Stream
	}
	for state, want := range map[string]string{`{}`: "full", `{"at":"1"}`: "incremental", `{"parent_state":{"parents":{}}}`: "full"} {
		incremental := of("incremental")
		incremental.IncrementalSync = &followed{}
		p := parent(t, new([]string), nil)
		p.Stream = stream.StateDelegating{Name: "parents", FullRefreshStream: of("full"), IncrementalStream: incremental}.Stream()
		p.IncrementalDependency = true
		for slice, err := range generate(t, p, load(t, state)) {
			if err != nil || slice.Partition.Item("pid").String() != want {
				t.Errorf("%s: got %s, %v, want %s", state, show(slice), err, want)
			}
		}
	}
}

func text(v value.Value) string {
	if v.IsUndefined() {
		return ""
	}
	return string(v.AppendJSON(nil))
}

// TestParentState: what the child keeps is of dependent parents only, and as of the slice that left last.
func TestParentState(t *testing.T) {
	of := func(name string, dependent bool, sync stream.IncrementalSync) Parent {
		p := parent(t, new([]string), map[string][]string{`{"k":1}`: {`[{"id":1},{"id":2}]`}, `{"k":2}`: {`[{"id":3}]`}})
		p.IncrementalDependency = dependent
		p.Stream.Name, p.Stream.IncrementalSync = name, sync
		return p
	}
	const sentinel = `{"p":{"__ab_no_cursor_state_message":true}}`
	tests := map[string]struct {
		parents []Parent
		want    []string
	}{
		"not dependent": {[]Parent{of("p", false, &followed{})}, []string{`{}`, `1 {}`, `2 {}`, `3 {}`}},
		"dependent": {
			[]Parent{of("p", true, &followed{})},
			[]string{`{"p":{"closed":0}}`, `1 {"p":{"closed":0}}`, `2 {"p":{"closed":1}}`, `3 {"p":{"closed":2,"ended":true}}`},
		},
		"without a cursor": {
			[]Parent{of("p", true, nil)},
			[]string{sentinel, `1 ` + sentinel, `2 ` + sentinel, `3 ` + sentinel},
		},
		"one of two": {
			[]Parent{of("a", false, &followed{}), of("b", true, &followed{})},
			[]string{
				`{"b":{"closed":0}}`, `1 {"b":{"closed":0}}`, `2 {"b":{"closed":0}}`, `3 {"b":{"closed":0}}`,
				`1 {"b":{"closed":0}}`, `2 {"b":{"closed":1}}`, `3 {"b":{"closed":2,"ended":true}}`,
			},
		},
	}
	for name, tt := range tests {
		if got := states(t, Substream{ParentStreamConfigs: tt.parents}); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %s, want %s", name, got, tt.want)
		}
	}
}

// TestParentStateOfManyPartitions: a snapshot of a state that grows with each partition is not made for
// each of them, the last one is exact, and what did not change is the same value.
func TestParentStateOfManyPartitions(t *testing.T) {
	const n = 10_000
	pages := map[string][]string{}
	for i := range n {
		pages[fmt.Sprintf(`{"k":%05d}`, i+10_000)] = []string{fmt.Sprintf(`[{"id":%d}]`, i)}
	}
	sync := &followed{heavy: true}
	p := parent(t, new([]string), pages)
	p.IncrementalDependency = true
	p.Stream.IncrementalSync = sync
	partitions, err := Substream{ParentStreamConfigs: []Parent{p}}.Partitions(value.Value{})
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for range partitions.Slices(context.Background()) {
		seen++
		held := partitions.ParentState().Item("parents").Item("states").Len()
		if held > seen || held < seen-1-seen/shareUnread-1 {
			t.Fatalf("slice %d: the state holds %d partitions", seen, held)
		}
	}
	last := partitions.ParentState()
	if last != partitions.ParentState() {
		t.Error("the state is another value without a change")
	}
	if held := last.Item("parents").Item("states").Len(); seen != n || held != n {
		t.Errorf("after %d slices the state holds %d partitions", seen, held)
	}
	if limit := 10 * shareUnread; sync.asked > limit {
		t.Errorf("the state was made %d times, want at most %d", sync.asked, limit)
	}
}
