package partition

import (
	"slices"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// TestLazyReadPointer: the first page of the child travels along when no state says that it was read before.
func TestLazyReadPointer(t *testing.T) {
	p := parent(t, new([]string), map[string][]string{`{}`: {`[{"id":1,"sub":{"items":[{"a":1.50}]},"n":5},{"id":2,"sub":null},{"id":3,"sub":{"items":null}}]`}})
	p.LazyReadPointer = []config.Template{config.Fixed("sub"), config.Fixed("items")}
	p.ExtraFields = [][]config.Template{{config.Fixed("n")}}
	tests := map[string]struct {
		state value.Value
		want  []string
	}{
		"the first reading":    {value.Value{}, []string{`[{"a":1.5}]`, `[]`, `null`}},
		"an empty state":       {load(t, `{}`), []string{`[{"a":1.5}]`, `[]`, `null`}},
		"a state":              {load(t, `{"at":"1"}`), []string{"requested", "requested", "requested"}},
		"a state of no cursor": {load(t, `{"__ab_no_cursor_state_message":true}`), []string{"requested", "requested", "requested"}},
	}
	for name, tt := range tests {
		var got []string
		for slice, err := range generate(t, p, tt.state) {
			if err != nil {
				t.Fatal(err)
			}
			page := "requested"
			if document, ok := slice.Embedded(); ok {
				page = string(document.AppendJSON(nil))
			}
			if _, ok := slice.ExtraFields.Get("n"); !ok {
				t.Errorf("%s: %s lost its extra field", name, show(slice))
			}
			got = append(got, page)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %s, want %s", name, got, tt.want)
		}
	}
}

func TestLazyReadPointerToSeveralPlaces(t *testing.T) {
	p := parent(t, new([]string), map[string][]string{`{}`: {`[{"id":1,"ab":[1],"ac":[2]}]`}})
	p.LazyReadPointer = []config.Template{config.Fixed("a?")}
	for slice, err := range generate(t, p, value.Value{}) {
		if err == nil {
			t.Errorf("got %s", show(slice))
		}
	}
}

// TestNumericPath: a number in a path is the place in a list, or the name in a dict.
func TestNumericPath(t *testing.T) {
	p := parent(t, new([]string), map[string][]string{`{}`: {`[{"7":1,"l":["a","b"]},{"7":2}]`}})
	p.ParentKey = config.Fixed("7")
	p.ExtraFields = [][]config.Template{{config.Fixed("l"), config.Fixed("1")}}
	got, err := collect(t, Substream{ParentStreamConfigs: []Parent{p}})
	want := []string{`{"pid":1,"parent_slice":{}}{"l.1":"b"}`, `{"pid":2,"parent_slice":{}}{"l.1":null}`}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %s, %v", got, err)
	}
}
