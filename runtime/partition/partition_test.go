package partition

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func load(t *testing.T, text string) value.Value {
	t.Helper()
	v, err := value.Load([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// pagesOf is a retriever whose slices are partitions with pages of records. It
// notes what it is asked for.
type pagesOf struct {
	t      *testing.T
	slices map[string][]string // partition to pages, in the order of keys
	asked  *[]string
	fail   string // the page that cannot be had
}

var errPage = errors.New("a page cannot be had")

func (p pagesOf) Construct(*stream.Stream) error { return nil }

func (p pagesOf) Cached() stream.Retriever { return p }

func (p pagesOf) Partitioned() bool { return true }

func (p pagesOf) Partitions(value.Value) (stream.Partitions, error) {
	return stream.Stateless(p.partitions), nil
}

func (p pagesOf) partitions(context.Context) iter.Seq2[*stream.Slice, error] {
	return func(yield func(*stream.Slice, error) bool) {
		keys := make([]string, 0, len(p.slices))
		for key := range p.slices {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		for _, key := range keys {
			*p.asked = append(*p.asked, "slice "+key)
			if !yield(stream.NewSlice(load(p.t, key), value.Value{}, value.Value{}), nil) {
				return
			}
		}
	}
}

func (p pagesOf) Read(_ context.Context, slice *stream.Slice, emit func(*stream.Record) error) error {
	for _, page := range p.slices[string(slice.Partition.AppendJSON(nil))] {
		if page == p.fail {
			return errPage
		}
		*p.asked = append(*p.asked, "page "+page)
		for record := range load(p.t, page).Elements() {
			if err := emit(&stream.Record{Data: record, Slice: slice}); err != nil {
				return err
			}
		}
	}
	return nil
}

// show is a slice as JSON, extra fields behind it.
func show(s *stream.Slice) string {
	text := string(s.Mapping().AppendJSON(nil))
	if s.ExtraFields.Len() > 0 {
		text += string(s.ExtraFields.AppendJSON(nil))
	}
	return text
}

func collect(t *testing.T, router stream.PartitionRouter) ([]string, error) {
	t.Helper()
	if err := router.Construct(nil); err != nil {
		return nil, err
	}
	var out []string
	partitions, err := router.Partitions(value.Value{})
	if err != nil {
		return nil, err
	}
	for slice, err := range partitions.Slices(context.Background()) {
		if err != nil {
			return out, err
		}
		out = append(out, show(slice))
	}
	return out, nil
}

func TestList(t *testing.T) {
	field := config.Fixed("f")
	of := func(template string) List {
		return List{ValuesTemplate: config.Fixed(template), CursorField: field}
	}
	tests := map[string]struct {
		router List
		want   []string
		err    string
	}{
		"texts as they are": {List{Values: []string{"1", "{{ x }}"}, CursorField: field}, []string{`{"f":"1"}`, `{"f":"{{ x }}"}`}, ""},
		"typed values":      {of("[0, 1, 'b']"), []string{`{"f":0}`, `{"f":1}`, `{"f":"b"}`}, ""},
		"a text":            {of("abc"), []string{`{"f":"a"}`, `{"f":"b"}`, `{"f":"c"}`}, ""},
		"a dict":            {of("{'k': 1}"), []string{`{"f":"k"}`}, ""},
		"a number":          {of("5"), nil, "'int' object is not iterable"},
		"no values":         {List{CursorField: field}, nil, ""},
	}
	for name, tt := range tests {
		got, err := collect(t, tt.router)
		if !slices.Equal(got, tt.want) || (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
			t.Errorf("%s: got %s, %v", name, got, err)
		}
	}
}

func parent(t *testing.T, asked *[]string, pages map[string][]string) Parent {
	return Parent{
		Stream:         &stream.Stream{Name: "parents", Retriever: pagesOf{t: t, slices: pages, asked: asked}},
		ParentKey:      config.Fixed("id"),
		PartitionField: config.Fixed("pid"),
	}
}

func TestSubstream(t *testing.T) {
	pages := map[string][]string{
		`{"k":1}`: {`[{"id":7,"o":{"k":"v"}},{"id":null},{"x":1}]`, `[{"id":0},{"id":7},{"id":{"a":[1]}}]`},
		`{"k":2}`: {`[]`},
	}
	p := parent(t, new([]string), pages)
	p.ExtraFields = [][]config.Template{{config.Fixed("o"), config.Fixed("k")}, {config.Fixed("id")}}
	got, err := collect(t, Substream{ParentStreamConfigs: []Parent{p, parent(t, new([]string), map[string][]string{`{}`: {`[{"id":"z"}]`}})}})
	want := []string{
		`{"pid":7,"parent_slice":{"k":1}}{"o.k":"v","id":7}`,
		`{"pid":0,"parent_slice":{"k":1}}{"o.k":null,"id":0}`,
		`{"pid":7,"parent_slice":{"k":1}}{"o.k":null,"id":7}`,
		`{"pid":{"a":[1]},"parent_slice":{"k":1}}{"o.k":null,"id":{"a":[1]}}`,
		`{"pid":"z","parent_slice":{}}`,
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %s, %v", strings.Join(got, "\n"), err)
	}
}

// TestSubstreamLooksOneRecordAhead pins which pages of the parent a check asks for.
func TestSubstreamLooksOneRecordAhead(t *testing.T) {
	tests := []struct {
		pages []string
		want  string
	}{
		{[]string{`[{"id":1},{"id":2}]`, `[{"id":3}]`}, `slice {},page [{"id":1},{"id":2}]`},
		{[]string{`[{"id":1}]`, `[{"id":2}]`, `[{"id":3}]`}, `slice {},page [{"id":1}],page [{"id":2}]`},
	}
	for _, tt := range tests {
		var asked []string
		router := Substream{ParentStreamConfigs: []Parent{parent(t, &asked, map[string][]string{`{}`: tt.pages})}}
		partitions, err := router.Partitions(value.Value{})
		if err != nil {
			t.Fatal(err)
		}
		for range partitions.Slices(context.Background()) {
			break
		}
		if got := strings.Join(asked, ","); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}

func TestSubstreamFailsWithItsParent(t *testing.T) {
	p := parent(t, new([]string), map[string][]string{`{}`: {`[{"id":1},{"id":2}]`, `bad`}})
	p.Stream.Retriever = pagesOf{t: t, slices: map[string][]string{`{}`: {`[{"id":1},{"id":2}]`, `bad`}}, asked: new([]string), fail: "bad"}
	got, err := collect(t, Substream{ParentStreamConfigs: []Parent{p}})
	if !errors.Is(err, errPage) || len(got) != 1 {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestProduct(t *testing.T) {
	list := func(field string, values ...string) stream.PartitionRouter {
		return List{Values: values, CursorField: config.Fixed(field)}
	}
	tests := []struct {
		product Product
		want    []string
	}{
		{Product{list("a", "1", "2"), list("b", "x", "y")}, []string{`{"b":"x","a":"1"}`, `{"b":"y","a":"1"}`, `{"b":"x","a":"2"}`, `{"b":"y","a":"2"}`}},
		{Product{list("a", "1"), list("a", "2")}, []string{`{"a":"1"}`}},
		{Product{list("a"), list("b", "x")}, nil},
	}
	for _, tt := range tests {
		if got, err := collect(t, tt.product); err != nil || !slices.Equal(got, tt.want) {
			t.Errorf("got %s, %v, want %s", got, err, tt.want)
		}
	}
}

// TestProductKeepsNoParentState: the reference warns of it when a router of the list itself reads parents.
func TestProductKeepsNoParentState(t *testing.T) {
	p := parent(t, new([]string), map[string][]string{`{}`: {`[{"id":1}]`}})
	p.IncrementalDependency = true
	p.Stream.IncrementalSync = &followed{}
	substream := Substream{ParentStreamConfigs: []Parent{p}}
	for _, tt := range []struct {
		product Product
		warned  int
	}{
		{Product{listOf("pid", "[1]")}, 0},
		{Product{substream}, 1},
		{Product{listOf("f", "[1]"), substream}, 1},
		{Product{unionOf(substream)}, 0},
	} {
		if got, want := states(t, tt.product), []string{"null", "1 null"}; !slices.Equal(got, want) {
			t.Errorf("%T: got %s", tt.product[0], got)
		}
		if got := warnings(t, tt.product); got != tt.warned {
			t.Errorf("%T: %d warnings, want %d", tt.product[0], got, tt.warned)
		}
	}
}

func TestInject(t *testing.T) {
	option := func(name string) *request.Option {
		return &request.Option{InjectInto: request.Parameter, FieldName: config.Fixed(name)}
	}
	list := List{CursorField: config.Fixed("f"), RequestOption: option("q")}
	other := List{CursorField: config.Fixed("g"), RequestOption: option("q")}
	substream := Substream{ParentStreamConfigs: []Parent{
		{PartitionField: config.Fixed("f"), RequestOption: option("q")},
		{PartitionField: config.Fixed("g"), RequestOption: option("r")},
		{PartitionField: config.Fixed("h")},
	}}
	tests := map[string]struct {
		router      stream.PartitionRouter
		slice, want string
	}{
		"value":          {list, `{"f":5}`, `{"q":5}`},
		"zero":           {list, `{"f":0}`, ``},
		"missing":        {list, `{}`, ``},
		"no option":      {List{CursorField: config.Fixed("f")}, `{"f":5}`, ``},
		"all parents":    {substream, `{"f":5,"g":6,"h":7}`, `{"q":5,"r":6}`},
		"first one wins": {Product{list, other}, `{"f":5,"g":6}`, `{"q":5}`},
		"second alone":   {Product{list, other}, `{"g":6}`, `{"q":6}`},
	}
	for name, tt := range tests {
		if got := injected(t, tt.router, tt.slice); got != tt.want {
			t.Errorf("%s: got %s, want %s", name, got, tt.want)
		}
	}
}

// injected are the parameters that a router adds for a slice.
func injected(t *testing.T, router stream.PartitionRouter, slice string) string {
	t.Helper()
	var options request.Options
	if err := router.Inject(stream.NewSlice(load(t, slice), value.Value{}, value.Value{}), &options); err != nil {
		t.Fatal(err)
	}
	if options.Parameters.Kind() != value.KindDict {
		return ""
	}
	return string(options.Parameters.AppendJSON(nil))
}

func TestPath(t *testing.T) {
	const record = `{"a":{"b":1,"c":[10,20]},"a.b":2,"x*":3,"n":null,"ab":{"z":4}}`
	tests := []struct{ path, want string }{
		{"a/b", "1"}, {"/a/b", "1"}, {"a.b", "2"}, {"a/c/1", "20"}, {"a/c/-1", "20"}, {"a/c/2", ""}, {"n", "null"},
		{"missing", ""}, {"a/b/deeper", ""}, {"x[*]", "3"}, {"?b/z", "4"}, {"a[!x]/z", "4"}, {"**/z", "4"},
		{"*/b", "1"}, {"a/*", "error"}, {"", record}, {"[", ""},
	}
	for _, tt := range tests {
		v, ok, err := splitPath(tt.path).find(load(t, record))
		got := ""
		switch {
		case err != nil:
			got = "error"
		case ok:
			got = string(v.AppendJSON(nil))
		}
		if got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.path, got, tt.want)
		}
	}
}
