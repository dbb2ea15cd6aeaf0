package config

import (
	"context"
	"errors"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

func TestPut(t *testing.T) {
	for name, c := range map[string]struct {
		before string
		path   []string
		after  string // "" for an error
	}{
		"a key":            {`{"a":1,"b":2}`, []string{"a"}, `{"a":"new","b":2}`},
		"a new key":        {`{"b":2}`, []string{"a"}, `{"b":2,"a":"new"}`},
		"deep":             {`{"c":{"a":1,"k":null}}`, []string{"c", "a"}, `{"c":{"a":"new","k":null}}`},
		"dicts on the way": {`{}`, []string{"c", "d", "a"}, `{"c":{"d":{"a":"new"}}}`},
		"in a list":        {`{"l":[{"a":1},2]}`, []string{"l", "0", "a"}, `{"l":[{"a":"new"},2]}`},
		"beyond a list":    {`{"l":[]}`, []string{"l", "0"}, ""},
		"in a text":        {`{"c":"text"}`, []string{"c", "a"}, ""},
		"in null":          {`{"c":null}`, []string{"c", "a"}, ""},
	} {
		cfg := New(load(t, c.before))
		old := cfg.Value()
		err := cfg.Put(Place{Path: []string{"other"}, Value: value.Int(1)}, Place{Path: c.path, Value: value.Str("new")})
		want := c.before
		if c.after != "" {
			want = c.after[:len(c.after)-1] + `,"other":1}`
		}
		if got := string(cfg.Value().AppendJSON(nil)); (err != nil) != (c.after == "") || !value.Same(cfg.Value(), load(t, want)) {
			t.Errorf("%s: got %s, %v", name, got, err)
		}
		if !value.Same(old, load(t, c.before)) {
			t.Errorf("%s: the old value was changed to %s", name, old.Repr())
		}
		if found, ok := cfg.At(c.path); ok != (c.after != "") || ok && !value.Same(found, value.Str("new")) {
			t.Errorf("%s: found %s", name, found.Repr())
		}
	}
}

func TestTemplatesSeeChanges(t *testing.T) {
	cfg := New(load(t, `{"c":{"token":"old"}}`))
	calls := 0
	token := Text("{{ config.c.token }}", cfg, func(c Config) value.Value {
		calls++
		return c.Attr("c").Attr("token")
	})
	for _, want := range []string{"old", "new"} {
		if want == "new" {
			if err := cfg.Put(Place{Path: []string{"c", "token"}, Value: value.Str(want)}); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 {
			if got, err := token.Text(); err != nil || !value.Same(got, value.Str(want)) {
				t.Errorf("got %s, %v, want %s", got.Repr(), err, want)
			}
		}
	}
	if calls != 2 {
		t.Errorf("%d evaluations of two configurations", calls)
	}
}

func TestExclude(t *testing.T) {
	cfg := New(load(t, `{}`))
	end, err := cfg.Exclude(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	twin := cfg
	if _, err := twin.Exclude(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("two callers at once: %v", err)
	}
	end()
	if end, err = twin.Exclude(context.Background()); err != nil {
		t.Fatal(err)
	}
	end()
}

func TestNoConfiguration(t *testing.T) {
	var none Config
	if err := none.Put(Place{Path: []string{"a"}, Value: value.Int(1)}); err == nil {
		t.Error("a value was put into nothing")
	}
	if end, err := none.Exclude(context.Background()); err != nil {
		t.Error(err)
	} else {
		end()
	}
}
