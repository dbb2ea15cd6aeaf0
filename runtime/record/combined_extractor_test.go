package record

import (
	"context"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func TestCombined(t *testing.T) {
	a, b := dpathOf("a"), dpathOf("b")
	for _, c := range []struct {
		name string
		of   Combined
		body string
		want string // the records; - for one that only counts
	}{
		{"one after the other", Combined{Extractors: []Extractor{b, a}}, `{"a":[1,null],"b":[2]}`, `2 1 null`},
		{"without the empty ones", Combined{Extractors: []Extractor{a, b}, SkipEmptyRecords: true}, `{"a":[null,1,{},""],"b":[[],2]}`, `- 1 - - - 2`},
		{"the first that matches", Combined{Extractors: []Extractor{a, b}, FirstMatch: true}, `{"a":[],"b":[2,null]}`, `2 null`},
		{"an empty record matches", Combined{Extractors: []Extractor{a, b}, FirstMatch: true}, `{"a":[null],"b":[2]}`, `null`},
		{"unless it is dropped", Combined{Extractors: []Extractor{a, b}, FirstMatch: true, SkipEmptyRecords: true}, `{"a":[null],"b":[null,2,null]}`, `- 2 -`},
		{"nothing matches", Combined{Extractors: []Extractor{a, b}, FirstMatch: true, SkipEmptyRecords: true}, `{"a":[null],"b":{}}`, ``},
		{"what an inner one drops counts", Combined{Extractors: []Extractor{Combined{Extractors: []Extractor{a}, SkipEmptyRecords: true}, b}, FirstMatch: true}, `{"a":[null,1],"b":[2]}`, `- 1`},
		{"and does not match", Combined{Extractors: []Extractor{Combined{Extractors: []Extractor{a}, SkipEmptyRecords: true}, b}, FirstMatch: true}, `{"a":[null],"b":[2]}`, `2`},
	} {
		var got []string
		response := &stream.Response{Status: 200, Ok: true, Body: []byte(c.body)}
		err := c.of.Extract(context.Background(), response, func(v value.Value) error {
			if v.IsUndefined() {
				got = append(got, "-")
			} else {
				got = append(got, string(v.AppendJSON(nil)))
			}
			return nil
		})
		if text := strings.Join(got, " "); text != c.want || err != nil {
			t.Errorf("%s: got %s, %v, want %s", c.name, text, err, c.want)
		}
	}
}

func TestDroppedRecordsCountAndGoNoFurther(t *testing.T) {
	s := Selector{Extractor: Combined{Extractors: []Extractor{dpathOf("a")}, SkipEmptyRecords: true}}
	emitted := 0
	count, err := s.Select(context.Background(), &stream.Response{Status: 200, Ok: true, Body: []byte(`{"a":[null,{"id":1},{}]}`)}, nil,
		func(*stream.Record) error { emitted++; return nil })
	if count != 3 || emitted != 1 || err != nil {
		t.Errorf("%d records count and %d are emitted, %v; want 3 and 1", count, emitted, err)
	}
}
