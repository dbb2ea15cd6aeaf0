package retrieve

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func TestChunks(t *testing.T) {
	names, always := Properties{"aa", "b", "cccc", "é"}, []string{"id"}
	for name, c := range map[string]struct {
		declared QueryProperties
		schema   string // of the catalog, "" for no catalog
		want     string
	}{
		"one request":                 {QueryProperties{PropertyList: names}, "", "[aa b cccc é]"},
		"some always":                 {QueryProperties{PropertyList: names, AlwaysIncludeProperties: always}, "", "[id aa b cccc é]"},
		"none at all":                 {QueryProperties{PropertyList: Properties{}}, "", "[]"},
		"chunks of one":               {QueryProperties{PropertyList: names, PropertyChunking: &PropertyChunking{PropertyLimit: 1}}, "", "[aa] [b] [cccc] [é]"},
		"chunks of one and some":      {QueryProperties{PropertyList: names, AlwaysIncludeProperties: always, PropertyChunking: &PropertyChunking{PropertyLimit: 3}}, "", "[id aa b cccc] [id é]"},
		"a chunk of all":              {QueryProperties{PropertyList: names, PropertyChunking: &PropertyChunking{PropertyLimit: 9}}, "", "[aa b cccc é]"},
		"no limit":                    {QueryProperties{PropertyList: names, AlwaysIncludeProperties: always, PropertyChunking: &PropertyChunking{}, PropertySelector: &JSONSchemaPropertySelector{}}, `{"properties":{"b":{}}}`, "[aa b cccc é id]"},
		"characters":                  {QueryProperties{PropertyList: names, PropertyChunking: &PropertyChunking{Characters: true, PropertyLimit: 9}}, "", "[aa b] [cccc] [é]"},
		"a name beyond the limit":     {QueryProperties{PropertyList: names, AlwaysIncludeProperties: always, PropertyChunking: &PropertyChunking{Characters: true, PropertyLimit: 4}}, "", "[id] [id aa] [id b] [id cccc] [id é]"},
		"selected":                    {QueryProperties{PropertyList: names, AlwaysIncludeProperties: always, PropertySelector: &JSONSchemaPropertySelector{}}, `{"properties":{"b":{},"x":{}}}`, "[id b]"},
		"selected in chunks":          {QueryProperties{PropertyList: names, PropertyChunking: &PropertyChunking{PropertyLimit: 1}, PropertySelector: &JSONSchemaPropertySelector{}}, `{"properties":{"b":{},"aa":{}}}`, "[aa] [b]"},
		"selected by another name":    {QueryProperties{PropertyList: names, PropertySelector: &JSONSchemaPropertySelector{Transformations: []stream.Transformation{double{}}}}, `{"properties":{"a":{}}}`, "[aa]"},
		"nothing selected":            {QueryProperties{PropertyList: names, PropertySelector: &JSONSchemaPropertySelector{}}, `{}`, "[]"},
		"selected without a catalog":  {QueryProperties{PropertyList: names, PropertySelector: &JSONSchemaPropertySelector{}}, "", "[aa b cccc é]"},
		"properties that are no dict": {QueryProperties{PropertyList: names, PropertySelector: &JSONSchemaPropertySelector{}}, `{"properties":[]}`, "TypeError: the properties of the catalog's schema must be an object"},
	} {
		ctx := stream.With(t.Context(), &stream.Stream{Name: "items"})
		if c.schema != "" {
			ctx = stream.WithCatalog(ctx, map[string]value.Value{"items": load(t, c.schema)})
		}
		chunks, err := c.declared.chunks(ctx)
		got := strings.Trim(fmt.Sprint(chunks), "[]")
		if err != nil {
			got = err.Error()
		}
		if want := strings.TrimSuffix(strings.TrimPrefix(c.want, "["), "]"); got != want {
			t.Errorf("%s: got %s, want %s", name, got, c.want)
		}
	}
	if !slices.Equal(always, []string{"id"}) {
		t.Errorf("what is always included became %v", always)
	}
}

// double doubles the names of fields.
type double struct{}

func (double) Transform(r *stream.Record) error {
	out := value.DictOf()
	for name, v := range r.Data.All() {
		out.Set(name.String()+name.String(), v)
	}
	r.Data = out
	return nil
}

func load(t *testing.T, text string) value.Value {
	t.Helper()
	v, err := value.Load([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestKeysOfRecords(t *testing.T) {
	for _, c := range []struct {
		keys GroupByKey
		a, b string
		same bool
	}{
		{nil, `{"id":"x","a":1}`, `{"id":"x"}`, true},
		{nil, `{"id":7}`, `{"id":7}`, true},
		{nil, `{"id":7}`, `{"id":"7"}`, false},
		{GroupByKey{"a", "b"}, `{"a":"1,2","b":"3"}`, `{"a":"1","b":"2,3"}`, false},
		{GroupByKey{"a"}, `{"a":{"x":1}}`, `{"a":{"x":1}}`, true},
	} {
		a, okA := c.keys.of(load(t, c.a))
		b, okB := c.keys.of(load(t, c.b))
		if !okA || !okB || (a == b) != c.same {
			t.Errorf("%s and %s: got %s and %s", c.a, c.b, a, b)
		}
	}
	for _, record := range []string{`{}`, `{"id":null}`, `{"id":""}`, `{"id":0}`} {
		if key, ok := GroupByKey(nil).of(load(t, record)); ok {
			t.Errorf("%s has the key %q", record, key)
		}
	}
}

// dicts is a selector whose records are the documents of the body, one a line.
type dicts struct{ words }

func (dicts) Select(_ context.Context, r *stream.Response, slice *stream.Slice, emit func(*stream.Record) error) (int, error) {
	lines := strings.Fields(string(r.Body))
	for _, line := range lines {
		data := []byte(line)
		err := emit(&stream.Record{Data: value.Raw(data), Slice: slice})
		for i := range data { // a record is only valid during emit
			data[i] = '?'
		}
		if err != nil {
			return 0, err
		}
	}
	return len(lines), nil
}

func TestMergedPages(t *testing.T) {
	chunking := &QueryProperties{PropertyList: Properties{"a", "b"}, PropertyChunking: &PropertyChunking{PropertyLimit: 1}}
	for name, c := range map[string]struct {
		declared *QueryProperties
		bodies   []string
		want     string
		asked    int
		err      error
	}{
		"merged":                {chunking, []string{`{"id":1,"a":{"x":1,"y":[1]}} {"id":2}`, `{"id":2,"b":1} {"id":1,"a":{"y":2},"b":null}`, ``, ``}, `{"id":1,"a":{"x":1,"y":2},"b":null} {"id":2,"b":1}`, 4, nil},
		"more pages":            {chunking, []string{`{"id":1}`, `{"id":1,"b":1}`, `{"id":1}`, `{"id":1,"b":2}`, ``, ``}, `{"id":1,"b":1} {"id":1,"b":2}`, 6, nil},
		"without a key":         {chunking, []string{`{"id":1} {"a":1}`, `{"b":1} {"id":1}`, ``, ``}, `{"a":1} {"b":1} {"id":1}`, 4, nil},
		"one chunk fails":       {chunking, []string{`{"id":1} {"a":1}`}, `{"a":1}`, 2, errNoPage},
		"the first is ignored":  {chunking, []string{`ignored`, `{"id":1,"b":1}`, ``, ``}, `{"id":1,"b":1}`, 4, nil},
		"the last is ignored":   {chunking, []string{`{"id":1}`, `ignored`}, `{"id":1}`, 2, nil},
		"no chunks, no merging": {&QueryProperties{PropertyList: Properties{"a"}}, []string{`{"id":1} {"id":1}`, ``}, `{"id":1} {"id":1}`, 2, nil},
	} {
		var asked []string
		released := 0
		r := Simple{Requester: exchange{bodies: c.bodies, asked: &asked, released: &released}, RecordSelector: dicts{}, Paginator: pager{}, QueryProperties: c.declared}
		var got []string
		err := r.Read(t.Context(), stream.NewSlice(value.Value{}, value.Value{}, value.Value{}), func(record *stream.Record) error {
			got = append(got, string(record.Data.AppendJSON(nil)))
			return nil
		})
		if !errors.Is(err, c.err) || strings.Join(got, " ") != c.want || len(asked) != c.asked {
			t.Errorf("%s: got %s after %d requests, %v; want %s", name, got, len(asked), err, c.want)
		}
		if answered := min(len(asked), len(c.bodies)); released != answered {
			t.Errorf("%s: %d of %d responses were released", name, released, answered)
		}
	}
}

func TestMergedPagesAreKeptWhole(t *testing.T) {
	for _, c := range []struct {
		declared *QueryProperties
		want     bool
	}{{nil, true}, {&QueryProperties{}, true}, {&QueryProperties{PropertyChunking: &PropertyChunking{}}, false}} {
		if got := (Simple{RecordSelector: words{true}, QueryProperties: c.declared}).streams(); got != c.want {
			t.Errorf("%+v: got %v", c.declared, got)
		}
	}
}

func TestListsOfPropertiesAreReadOnce(t *testing.T) {
	var asked []string
	p := PropertiesFromEndpoint{
		PropertyFieldPath: []config.Template{config.Fixed("name")},
		Retriever:         Simple{Requester: failing{times: new(int), exchange: exchange{bodies: []string{`{"name":"a"} {} {"name":[1,"x"]}`}, asked: &asked, released: new(int)}}, RecordSelector: dicts{}},
	}
	of := &stream.Stream{Name: "items"}
	if err := p.construct(of); err != nil {
		t.Fatal(err)
	}
	ctx := stream.With(t.Context(), of)
	if _, err := p.names(ctx); !errors.Is(err, errNoPage) {
		t.Errorf("got %v", err)
	}
	for range 2 {
		names, err := p.names(ctx)
		if want := []string{"a", "[]", "[1, 'x']"}; !slices.Equal(names, want) || err != nil {
			t.Errorf("got %q, %v", names, err)
		}
	}
	if len(asked) != 1 {
		t.Errorf("asked %d times", len(asked))
	}
	p.PropertyFieldPath = []config.Template{config.Fixed("*")}
	p.Retriever = Simple{Requester: exchange{bodies: []string{`{"a":1,"b":2}`}, asked: new([]string), released: new(int)}, RecordSelector: dicts{}}
	if _, err := p.names(stream.With(t.Context(), &stream.Stream{})); err == nil {
		t.Error("a path of two places gives one name")
	}
}

// failing fails the first request.
type failing struct {
	exchange
	times *int
}

func (f failing) Cached() stream.Requester { return f }

func (f failing) Send(ctx context.Context, in stream.Request) (*stream.Response, error) {
	if *f.times++; *f.times == 1 {
		return nil, errNoPage
	}
	return f.exchange.Send(ctx, in)
}
