package record

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// opening is a decoder whose documents are open.
type opening struct{}

func (opening) Streams() bool { return false }

func (opening) Decode(_ context.Context, r *stream.Response, emit func(value.Value) error) error {
	v, err := value.Load(r.Body)
	if err != nil {
		return err
	}
	return emit(v)
}

// expanded are the records of a body, each spoilt once it is printed: none may show in another.
func expanded(t *testing.T, ctx context.Context, e Expander, decoder stream.Decoder, body string) []string {
	t.Helper()
	var got []string
	response := &stream.Response{Status: 200, Ok: true, Body: []byte(body), Decoder: decoder}
	err := e.Extract(ctx, response, func(v value.Value) error {
		got = append(got, string(v.AppendJSON(nil)))
		v = v.Open()
		spoil(v)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// spoil changes everything inside of v.
func spoil(v value.Value) {
	switch v.Kind() {
	case value.KindDict:
		for _, child := range v.All() {
			spoil(child)
		}
		v.Set("spoilt", value.True)
	case value.KindList:
		for _, child := range v.All() {
			spoil(child)
		}
		v.Append(value.Str("spoilt"))
	}
}

func TestElementsShareNothing(t *testing.T) {
	e := Expander{
		Extractor: dpathOf("data"), ExpandRecordsFromField: dpathOf("rows"), MergeParent: true, RemainOriginalRecord: true,
		ParentFields: []ParentField{{ParentPath: dpathOf("info"), RecordPath: dpathOf("deep", "info")}},
	}
	const body = `{"data":[{"id":1,"info":{"tags":["x"]},"rows":[{"n":{"of":[1]}},{"n":{"of":[2]}}]}]}`
	want := []string{
		`{"id":1,"info":{"tags":["x"]},"n":{"of":[1]},"deep":{"info":{"tags":["x"]}},"original_record":{"id":1,"info":{"tags":["x"]},"rows":[{"n":{"of":[1]}},{"n":{"of":[2]}}]}}`,
		`{"id":1,"info":{"tags":["x"]},"n":{"of":[2]},"deep":{"info":{"tags":["x"]}},"original_record":{"id":1,"info":{"tags":["x"]},"rows":[{"n":{"of":[1]}},{"n":{"of":[2]}}]}}`,
	}
	for name, decoder := range map[string]stream.Decoder{"unopened": nil, "open": opening{}} {
		got := expanded(t, context.Background(), e, decoder, body)
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s: got\n%s", name, strings.Join(got, "\n"))
		}
	}
}

func TestWithoutTheList(t *testing.T) {
	for _, c := range []struct{ path, record, want string }{
		{"rows", `{"a":1,"rows":[{"n":1}]}`, `{"a":1,"n":1}`},
		{"x rows", `{"x":{"rows":[{"n":1}],"b":2}}`, `{"x":{"b":2},"n":1}`},
		{"x * rows", `{"x":[{"rows":[{"n":1}]},{"rows":5}]}`, `{"x":[{},{"rows":5}],"n":1}`},
		{"x 0", `{"x":[[{"n":1}],2]}`, `{"x":[2],"n":1}`},
		{"** rows", `{"x":{"rows":[{"n":1}],"b":2}}`, `{"x":{"b":2},"n":1}`},
	} {
		e := Expander{Extractor: dpathOf("data"), ExpandRecordsFromField: dpathOf(strings.Fields(c.path)...), MergeParent: true}
		got := expanded(t, context.Background(), e, nil, `{"data":`+c.record+`}`)
		if len(got) != 1 || got[0] != c.want {
			t.Errorf("%s of %s: got %s, want %s", c.path, c.record, got, c.want)
		}
	}
}

// counted is a retriever that reads the same records for every slice.
type counted struct {
	stream.Retriever
	records []string
}

func (c counted) Construct(*stream.Stream) error { return nil }

func (c counted) Read(_ context.Context, slice *stream.Slice, emit func(*stream.Record) error) error {
	for _, text := range c.records {
		if err := emit(&stream.Record{Data: value.Raw([]byte(text)), Slice: slice}); err != nil {
			return err
		}
	}
	return nil
}

func TestIncompleteLists(t *testing.T) {
	const record = `{"rows":{"data":[{"n":1}],"more":true,"total_count":3}}`
	for _, c := range []struct {
		name      string
		retriever *stream.Stream
		body      string
		want      string
		warning   string // once, "" for none
	}{
		{"nothing fetches", nil, record + "," + record, `{"n":1} {"n":1}`, "the API sent 1 of 3 elements"},
		{"complete", nil, `{"rows":{"data":[{"n":1}],"more":false}}`, `{"n":1}`, ""},
		{"fetched", &stream.Stream{Retriever: counted{records: []string{`{"n":1}`, `{"n":2}`, `{"n":3}`}}}, record, `{"n":1} {"n":2} {"n":3}`, ""},
		{"too few", &stream.Stream{Retriever: counted{records: []string{`{"n":1}`}}}, record + "," + record, `{"n":1} {"n":1}`, "returned 1 of 3 records"},
		{"none", &stream.Stream{Retriever: counted{}}, record, `{"n":1}`, "returned 0 of 3 records"},
	} {
		var out bytes.Buffer
		ctx, w := stream.NewWriter(context.Background(), &out)
		ctx = stream.With(stream.WithLogger(ctx, w, false), &stream.Stream{Name: "items"})
		e := Expander{
			Extractor: dpathOf("data"), ExpandRecordsFromField: dpathOf("rows", "data"),
			TruncationIndicatorPath: dpathOf("rows", "more"), TruncatedListRetriever: c.retriever,
		}
		if err := e.Construct(nil); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(expanded(t, ctx, e, nil, `{"data":[`+c.body+`]}`), " "); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if warnings := strings.Count(out.String(), "WARN"); (c.warning != "") != (warnings == 1) || warnings > 1 || !strings.Contains(out.String(), c.warning) {
			t.Errorf("%s: got the log %s", c.name, out.String())
		}
	}
}

func TestExpandersThatCannotBeBuilt(t *testing.T) {
	fetches := &stream.Stream{Retriever: counted{}}
	for name, e := range map[string]Expander{
		"a pattern in the indicator":          {TruncationIndicatorPath: dpathOf("a*")},
		"a pattern where the list is fetched": {ExpandRecordsFromField: dpathOf("*"), TruncationIndicatorPath: dpathOf("a"), TruncatedListRetriever: fetches},
		"no indicator":                        {ExpandRecordsFromField: dpathOf("a"), TruncatedListRetriever: fetches},
		"no parent path":                      {ParentFields: []ParentField{{RecordPath: dpathOf("a")}}},
		"a pattern in a record path":          {ParentFields: []ParentField{{ParentPath: dpathOf("a"), RecordPath: dpathOf("[b]")}}},
	} {
		if err := e.Construct(nil); err == nil {
			t.Errorf("%s: the expander is built", name)
		}
	}
}
