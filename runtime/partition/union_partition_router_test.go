package partition

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func unionOf(routers ...stream.PartitionRouter) Union {
	return Union{PartitionField: config.Fixed("pid"), PartitionRouters: routers}
}

func TestUnion(t *testing.T) {
	substream := func(page string) stream.PartitionRouter {
		p := parent(t, new([]string), map[string][]string{`{"k":1}`: {page}})
		p.ExtraFields = [][]config.Template{{config.Fixed("name")}}
		return Substream{ParentStreamConfigs: []Parent{p}}
	}
	tests := map[string]struct {
		router Union
		want   []string
		err    string
	}{
		"each value once":          {unionOf(listOf("pid", "['a', 'b']"), listOf("pid", "['b', 'c', 'c']")), []string{`{"pid":"a"}`, `{"pid":"b"}`, `{"pid":"c"}`}, ""},
		"numbers are one value":    {unionOf(listOf("pid", "[1, '1']"), listOf("pid", "[1.0, True, 1.5]")), []string{`{"pid":1}`, `{"pid":"1"}`, `{"pid":1.5}`}, ""},
		"the rest is extra":        {unionOf(substream(`[{"id":1,"name":"x"}]`), listOf("pid", "[1, 2]")), []string{`{"pid":1}{"name":"x","parent_slice":{"k":1}}`, `{"pid":2}`}, ""},
		"unions inside":            {unionOf(unionOf(listOf("pid", "[1]"), listOf("pid", "[2]")), listOf("pid", "[2, 3]")), []string{`{"pid":1}`, `{"pid":2}`, `{"pid":3}`}, ""},
		"what cannot be compared":  {unionOf(substream(`[{"id":1},{"id":[2]}]`)), []string{`{"pid":1}{"name":null,"parent_slice":{"k":1}}`}, "Got unhashable value [2] for partition field 'pid'"},
		"another field of a list":  {unionOf(listOf("pid", "[1]"), listOf("x", "[2]")), nil, "but a ListPartitionRouter child emits 'x'"},
		"another field of a union": {unionOf(Union{PartitionField: config.Fixed("y")}), nil, "but a UnionPartitionRouter child emits 'y'"},
		"another field of a parent": {
			unionOf(Substream{ParentStreamConfigs: []Parent{{Stream: parent(t, nil, nil).Stream, PartitionField: config.Fixed("z")}}}),
			nil, "but a SubstreamPartitionRouter child emits 'z'",
		},
		"a router that does not tell": {unionOf(Product{listOf("q", "[1]")}), nil, "partition field 'pid'. Got {'q': 1}"},
	}
	for name, tt := range tests {
		got, err := collect(t, tt.router)
		if !slices.Equal(got, tt.want) || (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
			t.Errorf("%s: got %s, %v", name, got, err)
		}
	}
}

func TestUnionParentState(t *testing.T) {
	of := func(name string, ids string) stream.PartitionRouter {
		p := parent(t, new([]string), map[string][]string{`{}`: {ids}})
		p.IncrementalDependency = true
		p.Stream.Name, p.Stream.IncrementalSync = name, &followed{}
		return Substream{ParentStreamConfigs: []Parent{p}}
	}
	const nothing, done = `{"closed":0}`, `{"closed":1,"ended":true}`
	tests := map[string]struct {
		router Union
		want   []string
		warned int
	}{
		"lists": {unionOf(listOf("pid", "[1]"), listOf("pid", "[2]")), []string{`{}`, `1 {}`, `2 {}`}, 0},
		"two parents": {
			unionOf(of("a", `[{"id":1}]`), of("b", `[{"id":2}]`)),
			[]string{`{"a":` + nothing + `,"b":` + nothing + `}`, `1 {"a":` + done + `,"b":` + nothing + `}`, `2 {"a":` + done + `,"b":` + done + `}`}, 0,
		},
		"two of one name": {
			unionOf(of("a", `[{"id":1}]`), of("a", `[{"id":2}]`)),
			[]string{`{"a":` + nothing + `}`, `1 {"a":` + nothing + `}`, `2 {"a":` + done + `}`}, 1,
		},
	}
	for name, tt := range tests {
		if got := states(t, tt.router); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %s, want %s", name, got, tt.want)
		}
		if got := warnings(t, tt.router); got != tt.warned {
			t.Errorf("%s: %d warnings, want %d", name, got, tt.warned)
		}
	}
}

// warnings counts what is warned of while a router makes its partitions.
func warnings(t *testing.T, router stream.PartitionRouter) int {
	t.Helper()
	var out bytes.Buffer
	ctx, writer := stream.NewWriter(context.Background(), &out)
	partitions, err := router.Partitions(value.Value{})
	if err != nil {
		t.Fatal(err)
	}
	for range partitions.Slices(stream.WithLogger(ctx, writer, false)) {
		partitions.ParentState()
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return strings.Count(out.String(), `"WARN"`)
}

func TestUnionAndGroupingAddNoOptions(t *testing.T) {
	for _, router := range []stream.PartitionRouter{unionOf(listOf("pid", "[1]")), Grouping{GroupSize: 1, UnderlyingPartitionRouter: listOf("pid", "[1]")}} {
		if got := injected(t, router, `{"pid":1}`); got != "" {
			t.Errorf("%T: got %s", router, got)
		}
	}
}

// TestParents: the responses of parents are kept, however deep the routers are that read them.
func TestParents(t *testing.T) {
	substream := Substream{ParentStreamConfigs: []Parent{parent(t, nil, nil), parent(t, nil, nil)}}
	for _, router := range []stream.Child{
		substream,
		Product{listOf("f", "[1]"), substream},
		unionOf(listOf("pid", "[1]"), substream),
		Grouping{GroupSize: 1, UnderlyingPartitionRouter: unionOf(substream)},
		Product{Grouping{GroupSize: 1, UnderlyingPartitionRouter: substream}},
	} {
		if got := router.Parents(); len(got) != 2 || got[0] != substream.ParentStreamConfigs[0].Stream {
			t.Errorf("%T: got %d parents", router, len(got))
		}
	}
}
