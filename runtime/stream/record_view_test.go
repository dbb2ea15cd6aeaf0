package stream

import (
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

func TestRecordView(t *testing.T) {
	data, err := value.Load([]byte(`{"id": 1, "data": 7, "associated_slice": 2}`))
	if err != nil {
		t.Fatal(err)
	}
	slice := NewSlice(value.DictOf(value.Str("part"), value.Str("a")), value.Value{}, value.Value{})
	v := RecordView(data, "items", slice.Value())
	for name, tt := range map[string]struct{ got, want value.Value }{
		"field":              {v.Attr("id"), value.Int(1)},
		"item":               {v.Item("data"), value.Int(7)},
		"all fields":         {v.Attr("data").Attr("id"), value.Int(1)},
		"stream":             {v.Attr("stream_name"), value.Str("items")},
		"slice":              {v.Attr("associated_slice").Attr("part"), value.Str("a")},
		"file":               {v.Attr("file_reference"), value.Null},
		"method":             {v.Call("get", value.Str("data")), value.Int(7)},
		"printed":            {value.Concat(v), value.Str("{'id': 1, 'data': 7, 'associated_slice': 2}")},
		"equal to itself":    {v.Eq(RecordView(data, "others", slice.Value())), value.True},
		"equal to a dict":    {v.Eq(data), value.False},
		"a dict equal to it": {data.Eq(v), value.False},
	} {
		if !value.Same(tt.got, tt.want) {
			t.Errorf("%s: got %s, want %s", name, tt.got.Repr(), tt.want.Repr())
		}
	}
	if v.Falsy() || RecordView(value.DictOf(), "items", slice.Value()).Truthy() {
		t.Error("a record is true if it has fields")
	}
}
