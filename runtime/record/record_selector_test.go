package record

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func selected(s Selector, of *stream.Stream, body string) (got []string, extracted int, err error) {
	response := &stream.Response{Status: 200, Ok: true, Body: []byte(body)}
	extracted, err = s.Select(stream.With(context.Background(), of), response, nil, func(r *stream.Record) error {
		got = append(got, string(r.Data.AppendJSON(nil)))
		return nil
	})
	return got, extracted, err
}

func over(limit int64) Filter {
	return Filter(Condition("{{ record.n > limit }}", func(s stream.RecordScope) value.Value {
		return s.Record.Attr("n").Gt(value.Int(limit))
	}))
}

func TestSelect(t *testing.T) {
	schema := stream.InlineSchema([]byte(`{"type":"object","properties":{"n":{"type":"string"}}}`))
	double := []stream.Transformation{
		add(Text("{{ record.n * 2 }}", func(s stream.RecordScope) value.Value {
			return s.Record.Attr("n").Mul(value.Int(2))
		}), 0, "n"),
		RemoveFields{FieldPointers: [][]string{{"x"}}},
	}
	body := `{"data":[{"n":1,"x":0},{},{"n":2},{"n":3}]}`
	tests := []struct {
		name     string
		selector Selector
		stream   *stream.Stream
		want     string
	}{
		{"as they are", Selector{}, &stream.Stream{}, `{"n":1,"x":0} {} {"n":2} {"n":3}`},
		{"filter", Selector{RecordFilter: over(2)}, &stream.Stream{}, `{"n":3}`},
		{"an empty condition keeps none", Selector{RecordFilter: Filter(Fixed(""))}, &stream.Stream{}, ``},
		{"a condition that is a text", Selector{RecordFilter: Filter(Fixed("no"))}, &stream.Stream{}, `{"n":1,"x":0} {} {"n":2} {"n":3}`},
		{"filter, then transform", Selector{RecordFilter: over(1)}, &stream.Stream{Transformations: double}, `{"n":4} {"n":6}`},
		{"transform, then filter", Selector{RecordFilter: over(5), TransformBeforeFiltering: true},
			&stream.Stream{Transformations: double[:1]}, ``},
		{"normalize last", Selector{RecordFilter: over(1), SchemaNormalization: Default},
			&stream.Stream{Transformations: double, SchemaLoader: schema}, `{"n":"4"} {"n":"6"}`},
		{"no normalization", Selector{}, &stream.Stream{SchemaLoader: schema}, `{"n":1,"x":0} {} {"n":2} {"n":3}`},
	}
	for _, test := range tests {
		test.selector.Extractor = dpathOf("data")
		got, extracted, err := selected(test.selector, test.stream, body)
		if test.name == "transform, then filter" { // the empty record has no n
			if err == nil {
				t.Errorf("%s: no error", test.name)
			}
			continue
		}
		if err != nil || strings.Join(got, " ") != test.want || extracted != 4 {
			t.Errorf("%s: %d: %q, %v; want %q", test.name, extracted, got, err, test.want)
		}
	}
}

// What a template took from a record is not part of the record any more.
func TestAddedStructuresAreCopies(t *testing.T) {
	s := &stream.Stream{Transformations: []stream.Transformation{
		add(item("d"), 0, "copy"), RemoveFields{FieldPointers: [][]string{{"d", "x"}}},
	}}
	got, _, err := selected(Selector{Extractor: dpathOf()}, s, `[{"d":{"x":1,"y":2}}]`)
	if err != nil || strings.Join(got, " ") != `{"d":{"y":2},"copy":{"x":1,"y":2}}` {
		t.Error(got, err)
	}
}

func TestRecordsThatAreNoDicts(t *testing.T) {
	tests := []struct {
		body      string
		want      string
		withClass string // the class of the error in a stream with a schema
	}{
		{`[[["k","v"],["l",1]]]`, `{"k":"v","l":1}`, ``},
		{`[["ab","cd"]]`, `{"a":"b","c":"d"}`, ``},
		{`[[{"a":1,"b":2}]]`, `{"a":"b"}`, ``},
		{`[[], ""]`, `{} {}`, ``},
		{`[5]`, ``, value.TypeError},
		{`[null]`, ``, value.TypeError},
		{`["abc"]`, ``, value.ValueError},
		{`[[{"a":1}]]`, ``, value.ValueError},
		{`[[5]]`, ``, value.TypeError},
		{`[[[["x"],1]]]`, ``, value.TypeError},
	}
	for _, test := range tests {
		withSchema := &stream.Stream{SchemaLoader: stream.InlineSchema([]byte(`{"type":"object"}`))}
		got, _, err := selected(Selector{Extractor: dpathOf("data")}, withSchema, `{"data":`+test.body+`}`)
		var failure *value.Error
		if errors.As(err, &failure) && failure.Class == test.withClass {
			err = nil
		} else if test.withClass != "" {
			t.Errorf("%s: %v; want %s", test.body, err, test.withClass)
		}
		if err != nil || strings.Join(got, " ") != test.want {
			t.Errorf("%s: %q, %v", test.body, got, err)
		}
		if _, _, err := selected(Selector{Extractor: dpathOf("data")}, &stream.Stream{}, `{"data":`+test.body+`}`); err == nil {
			t.Errorf("%s without a schema: no error", test.body)
		}
	}
}

func TestSelectFailures(t *testing.T) {
	refused := errors.New("enough")
	response := &stream.Response{Status: 200, Ok: true, Body: []byte(`[{"a":1},{"a":2}]`)}
	extracted, err := Selector{Extractor: dpathOf()}.Select(context.Background(), response, nil, func(*stream.Record) error { return refused })
	if extracted != 1 || err != refused {
		t.Errorf("%d, %v", extracted, err)
	}
	broken := &stream.Stream{SchemaLoader: stream.InlineSchema([]byte(`{`))}
	if _, _, err := selected(Selector{Extractor: dpathOf()}, broken, `[]`); err == nil {
		t.Error("a broken schema is no error")
	}
	ignored := &stream.Response{Status: 404, Body: []byte(`[{"a":1}]`)}
	if extracted, err := (Selector{Extractor: dpathOf()}).Select(context.Background(), ignored, nil, nil); extracted != 0 || err != nil {
		t.Errorf("an ignored response: %d, %v", extracted, err)
	}
}
