package record

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// listing is a retriever of the records that list the properties.
type listing struct {
	records []string
	err     error
	router  bool
	slices  *[]string // of the reads
}

func (l listing) Construct(*stream.Stream) error { return l.err }

func (l listing) Cached() stream.Retriever { return l }

func (l listing) Partitioned() bool { return l.router }

func (l listing) Partitions(value.Value) (stream.Partitions, error) { return stream.Unpartitioned, nil }

func (l listing) Read(_ context.Context, slice *stream.Slice, emit func(*stream.Record) error) error {
	if l.slices != nil {
		*l.slices = append(*l.slices, slice.Repr())
	}
	for _, text := range l.records {
		v, err := value.Load([]byte(text))
		if err != nil {
			return err
		}
		if err := emit(&stream.Record{Data: v}); err != nil {
			return err
		}
		spoil(v)
	}
	return l.err
}

func fixed(texts ...string) (at []Template) {
	for _, text := range texts {
		at = append(at, Fixed(text))
	}
	return at
}

// propertiesText are the properties that a loader finds, as JSON, or what went wrong.
func propertiesText(d DynamicSchema) string {
	schema, err := d.Schema(context.Background())
	if err != nil {
		return "! " + err.Error()
	}
	properties, _ := schema.Get("properties")
	return string(properties.AppendJSON(nil))
}

func TestDynamicSchema(t *testing.T) {
	whole := SchemaText("{{ raw_schema.whole }}", func(s stream.SchemaScope) value.Value { return s.RawSchema.Attr("whole") })
	identifier := TypeIdentifier{
		SchemaPointer: fixed("fields"), KeyPointer: fixed("name"), TypePointer: fixed("type"),
		TypesMapping: []TypesMap{
			{CurrentType: Named("num"), TargetType: Named("integer"), Condition: whole},
			{CurrentType: Named("num"), TargetType: Named("number")},
			{CurrentType: Named("never"), TargetType: Named("integer"), Condition: SchemaFixed("False")},
			{CurrentType: OneOf{"x", "y"}, TargetType: ComplexType{FieldType: "array", Items: Named("date")}},
			{CurrentType: Named("three"), TargetType: OneOf{"date", "string", "number"}},
		},
	}
	for record, want := range map[string]string{
		`{"fields": [{"name": "a", "type": "num", "whole": 1}, {"name": "b", "type": "num"}, {"name": "c"}]}`: `{"a":{"type":["null","integer"]},"b":{"type":["null","number"]},"c":{"type":["null","string"]}}`,
		`{"fields": [{"name": "a", "type": ["x", "y"]}, {"name": "b", "type": ["date", "boolean"]}]}`:         `{"a":{"type":["null","array"],"items":{"type":["null","string"],"format":"date"}},"b":{"oneOf":[{"type":["null","string"],"format":"date"},{"type":["null","boolean"]}]}}`,
		`{"fields": [{"name": "a", "type": "date"}, {"name": "b"}, {"name": "a"}]}`:                           `{"a":{"type":["null","string"]},"b":{"type":["null","string"]}}`,
		`{"fields": []}`: `{}`,
		`{"fields": {}}`: `{}`,
		`{}`:             `{}`,
		`{"fields": [{"name": "a", "type": "never"}]}`:        `! ValueError: Invalid Airbyte data type: never`,
		`{"fields": [{"name": "a", "type": null}]}`:           `! ValueError: Invalid data type. Available string or two items list of string. Got None.`,
		`{"fields": [{"name": "a", "type": ["date"]}]}`:       `! ValueError: Invalid data type. Available string or two items list of string. Got ['date'].`,
		`{"fields": [{"name": "a", "type": ["date", 1]}]}`:    `! ValueError: Invalid data type. Available string or two items list of string. Got ['date', 1].`,
		`{"fields": [{"name": "a", "type": ["date", "no"]}]}`: `! ValueError: Invalid Airbyte data type: no`,
		`{"fields": [{"name": "a", "type": {"a": "b"}}]}`:     `! ValueError: Invalid data type. Available string or two items list of string. Got {'a': 'b'}.`,
		`{"fields": [{"name": "a", "type": "three"}]}`:        `! ValueError: Invalid data type. Available string or two items list of string. Got ['date', 'string', 'number'].`,
		`{"fields": [{"type": "date"}]}`:                      `! ValueError: Expected key to be a string. Got None`,
		`{"fields": [{"name": 5}]}`:                           `! ValueError: Expected key to be a string. Got 5`,
		`{"fields": [[]]}`:                                    `! ValueError: Expected key to be a string. Got None`,
		`{"fields": "ab"}`:                                    `! ValueError: Expected key to be a string. Got None`,
		`{"fields": 5}`:                                       `! TypeError: 'int' object is not iterable`,
		`{"other": []}`:                                       `! TypeError: 'NoneType' object is not iterable`,
	} {
		d := DynamicSchema{Retriever: &stream.Stream{Retriever: listing{records: []string{record, `{"fields": 1}`}}}, SchemaTypeIdentifier: identifier}
		if got := propertiesText(d); got != want {
			t.Errorf("%s: got %s, want %s", record, got, want)
		}
	}
}

// TestDynamicSchemaPointers finds the names without a list of dicts, and refuses what is in two places.
func TestDynamicSchemaPointers(t *testing.T) {
	for name, c := range map[string]struct {
		of           TypeIdentifier
		record, want string
	}{
		"the keys of the record": {TypeIdentifier{}, `{"a": 1}`, `{"a":{"type":["null","string"]}}`},
		"texts":                  {TypeIdentifier{SchemaPointer: fixed("l", "0")}, `{"l": [["a"]]}`, `{"a":{"type":["null","string"]}}`},
		"a pattern": {TypeIdentifier{SchemaPointer: fixed("*"), KeyPointer: fixed("**", "n"), TypePointer: fixed("t")},
			`{"l": [{"x": {"n": "a"}, "t": "date"}]}`, `{"a":{"type":["null","string"],"format":"date"}}`},
		"two places": {TypeIdentifier{SchemaPointer: fixed("*")}, `{"l": [], "m": []}`, `! ValueError: several values match ['*'] where one may`},
	} {
		d := DynamicSchema{Retriever: &stream.Stream{Retriever: listing{records: []string{c.record}}}, SchemaTypeIdentifier: c.of}
		if got := propertiesText(d); got != c.want {
			t.Errorf("%s: got %s, want %s", name, got, c.want)
		}
	}
}

// TestDynamicSchemaChanges filters properties one by one, and changes what is left of them as one record.
func TestDynamicSchemaChanges(t *testing.T) {
	hidden := Condition("{{ 'b' not in record and stream_slice is none }}", func(r stream.RecordScope) value.Value {
		if v := value.Str("b").NotIn(r.Record); !v.Truthy() {
			return v
		}
		return value.Bool(r.StreamSlice.IsNull())
	})
	added := AddFields{Fields: []AddedField{{Path: []string{"slice"}, Value: Text("{{ stream_slice }}", func(r stream.RecordScope) value.Value { return r.StreamSlice })}}}
	d := DynamicSchema{
		Retriever:             &stream.Stream{Retriever: listing{records: []string{`["A", "b"]`}}},
		SchemaFilter:          Filter(hidden),
		SchemaTransformations: []stream.Transformation{KeysToLower{}, added},
	}
	if got, want := propertiesText(d), `{"a":{"type":["null","string"]},"slice":null}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	failing := Condition("{{ 1 / 0 }}", func(stream.RecordScope) value.Value { return value.Int(1).Div(value.Int(0)) })
	d.SchemaFilter = Filter(failing)
	if got := propertiesText(d); !strings.HasPrefix(got, "! filtering the schema: ") {
		t.Errorf("got %s", got)
	}
}

// TestDynamicSchemaRetriever reads one empty slice, whatever the router would make, and gives errors on.
func TestDynamicSchemaRetriever(t *testing.T) {
	broken := errors.New("no answer")
	for name, l := range map[string]listing{
		"a router":  {records: []string{`{"a": 1}`}, router: true},
		"no router": {records: []string{`{"a": 1}`}},
		"no record": {},
		"an error":  {err: broken},
	} {
		var slices []string
		l.slices = &slices
		d := DynamicSchema{Retriever: &stream.Stream{Retriever: l}}
		_, err := d.Schema(context.Background())
		if !errors.Is(err, l.err) || strings.Join(slices, " ") != "{}" {
			t.Errorf("%s: got %v, and the slices were %s", name, err, slices)
		}
		if err := d.Construct(nil); !errors.Is(err, l.err) {
			t.Errorf("%s: constructing it: %v", name, err)
		}
	}
}
