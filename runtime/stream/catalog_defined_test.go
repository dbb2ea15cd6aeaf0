package stream

import (
	"strings"
	"testing"
)

// named is a cursor whose field the catalog may name.
type named struct {
	ledger
	field         string
	sourceDefined bool
}

func (n *named) DefaultCursorField() (string, bool) { return n.field, n.sourceDefined }

func (n *named) WithCursorField(field string) IncrementalSync { return &named{field: field} }

func TestNameCursorField(t *testing.T) {
	for name, c := range map[string]struct {
		sync IncrementalSync
		path string
		want string // the field, or "! " and a part of the error
	}{
		"a field":                  {&named{field: "a"}, "b", "b"},
		"a field of the source":    {&named{field: "a", sourceDefined: true}, "b", "a"},
		"a path of the source":     {&named{field: "a", sourceDefined: true}, "b c", "a"},
		"a path":                   {&named{field: "a"}, "b c", "! The `items` stream does not support nested cursor_field."},
		"a cursor without choices": {&ledger{}, "b c", "i"},
	} {
		for kind, s := range map[string]*Stream{"plain": {Name: "items", IncrementalSync: c.sync}, "delegating": delegating("", c.sync)} {
			err := s.NameCursorField(strings.Fields(c.path))
			got := ""
			if err == nil {
				got, _ = s.Incremental().IncrementalSync.DefaultCursorField()
			} else if want, ok := strings.CutPrefix(c.want, "! "); ok && strings.Contains(err.Error(), want) {
				got = c.want
			}
			if got != c.want {
				t.Errorf("%s, %s: got %q, %v, want %q", name, kind, got, err, c.want)
			}
		}
	}
	if err := (&Stream{Name: "items"}).NameCursorField([]string{"a", "b"}); err != nil {
		t.Errorf("a stream without a cursor: %v", err)
	}
}
