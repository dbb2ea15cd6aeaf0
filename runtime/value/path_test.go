package value

import "testing"

func TestPathFinds(t *testing.T) {
	v := parsed(t, `{"a": {"b": [1, {"c": 2}], "x.y": 3}, "z": null}`)
	for _, tt := range []struct {
		path Path
		want string // "" for nothing
	}{
		{nil, "{'a': {'b': [1, {'c': 2}], 'x.y': 3}, 'z': None}"},
		{Path{"a", "b", "0"}, "1"},
		{Path{"a", "b", "-1", "c"}, "2"},
		{Path{"a", "x.y"}, "3"},
		{Path{"a", "x*"}, "3"},
		{Path{"**", "c"}, "2"},
		{Path{"z"}, "None"},
		{Path{"z", "b"}, ""},
		{Path{"a", "b", "7"}, ""},
	} {
		got, ok, err := tt.path.Find(v.Open())
		if err != nil || ok != (tt.want != "") || ok && got.Repr() != tt.want {
			t.Errorf("%q: got %s, %v, %v", []string(tt.path), got.Repr(), ok, err)
		}
	}
	if _, _, err := (Path{"a", "*"}).Find(v.Open()); err == nil {
		t.Error("two members of one path are accepted")
	}
}
