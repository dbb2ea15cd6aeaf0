package partition

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// listOf is a router of the values that a template gives.
func listOf(field, values string) List {
	return List{ValuesTemplate: config.Fixed(values), CursorField: config.Fixed(field)}
}

func TestGrouping(t *testing.T) {
	substream := func(pages ...string) stream.PartitionRouter {
		p := parent(t, new([]string), map[string][]string{`{}`: pages})
		p.ExtraFields = [][]config.Template{{config.Fixed("name")}}
		return Substream{ParentStreamConfigs: []Parent{p}}
	}
	other := parent(t, new([]string), map[string][]string{`{}`: {`[{"id":9}]`}})
	other.PartitionField = config.Fixed("other")
	tests := map[string]struct {
		router Grouping
		want   []string
		err    string
	}{
		"the last one is smaller": {Grouping{GroupSize: 2, UnderlyingPartitionRouter: listOf("f", "[1, 2, 3]")}, []string{`{"f":[1,2]}`, `{"f":[3]}`}, ""},
		"all are full":            {Grouping{GroupSize: 1, UnderlyingPartitionRouter: listOf("f", "[1, 2]")}, []string{`{"f":[1]}`, `{"f":[2]}`}, ""},
		"no partitions":           {Grouping{GroupSize: 2, UnderlyingPartitionRouter: listOf("f", "[]")}, nil, ""},
		"each value once in all groups": {
			Grouping{GroupSize: 2, UnderlyingPartitionRouter: listOf("f", "['a', 'b', 'a', 'c', 'a']")},
			[]string{`{"f":["a","b"]}`, `{"f":["c"]}`}, "",
		},
		"duplicates are kept": {
			Grouping{GroupSize: 2, KeepDuplicates: true, UnderlyingPartitionRouter: listOf("f", "['a', 'a', {}]")},
			[]string{`{"f":["a","a"]}`, `{"f":[{}]}`}, "",
		},
		"a value that cannot be compared": {
			Grouping{GroupSize: 2, UnderlyingPartitionRouter: listOf("f", "['a', {}]")}, nil, "unhashable type: 'dict'",
		},
		"parents and extra fields": {
			Grouping{GroupSize: 2, UnderlyingPartitionRouter: substream(`[{"id":1,"name":"x"},{"id":2}]`)},
			[]string{`{"pid":[1,2],"parent_slice":[{},{}]}{"name":["x",null]}`}, "",
		},
		"fields of the first one": {
			Grouping{GroupSize: 2, UnderlyingPartitionRouter: Substream{ParentStreamConfigs: []Parent{
				parent(t, new([]string), map[string][]string{`{}`: {`[{"id":1}]`}}), other,
			}}},
			[]string{`{"pid":[1,null],"parent_slice":[{},{}]}`}, "",
		},
		"two fields": {
			Grouping{GroupSize: 2, UnderlyingPartitionRouter: Product{listOf("f", "[1]"), listOf("g", "[2]")}},
			nil, "GroupingPartitionRouter expects a single partition key-value pair. Got {'g': 2, 'f': 1}",
		},
	}
	for name, tt := range tests {
		got, err := collect(t, tt.router)
		if !slices.Equal(got, tt.want) || (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
			t.Errorf("%s: got %s, %v", name, got, err)
		}
	}
}

func TestGroupingEndsWithItsRouter(t *testing.T) {
	p := parent(t, new([]string), nil)
	p.Stream.Retriever = pagesOf{t: t, slices: map[string][]string{`{}`: {`[{"id":1},{"id":2},{"id":3}]`, `bad`}}, asked: new([]string), fail: "bad"}
	got, err := collect(t, Grouping{GroupSize: 2, UnderlyingPartitionRouter: Substream{ParentStreamConfigs: []Parent{p}}})
	if err != errPage || !slices.Equal(got, []string{`{"pid":[1,2],"parent_slice":[{},{}]}`}) {
		t.Errorf("got %s, %v: a group that is not full must not leave when its router fails", got, err)
	}
}

// TestGroupingParentState: the state of a group is that of its last member, not of what was looked at since.
func TestGroupingParentState(t *testing.T) {
	p := parent(t, new([]string), map[string][]string{`{"k":1}`: {`[{"id":1}]`}, `{"k":2}`: {`[{"id":2}]`}, `{"k":3}`: {`[{"id":3}]`}})
	p.IncrementalDependency = true
	p.Stream.IncrementalSync = &followed{}
	router := Grouping{GroupSize: 2, UnderlyingPartitionRouter: Substream{ParentStreamConfigs: []Parent{p}}}
	want := []string{`{}`, `[1,2] {"parents":{"closed":2}}`, `[3] {"parents":{"closed":3,"ended":true}}`}
	if got := states(t, router); !slices.Equal(got, want) {
		t.Errorf("got %s, want %s", got, want)
	}
	lists := states(t, Grouping{GroupSize: 2, UnderlyingPartitionRouter: listOf("pid", "[1]")})
	if want := []string{`{}`, `[1] null`}; !slices.Equal(lists, want) {
		t.Errorf("a list inside: got %s, want %s", lists, want)
	}
}

// states are the parent states before the first slice, and with each one.
func states(t *testing.T, router stream.PartitionRouter) []string {
	t.Helper()
	partitions, err := router.Partitions(value.Value{})
	if err != nil {
		t.Fatal(err)
	}
	text := func() string { return string(partitions.ParentState().AppendJSON(nil)) }
	out := []string{text()}
	for slice, err := range partitions.Slices(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(slice.Partition.Item("pid").AppendJSON(nil))+" "+text())
	}
	return out
}
