package printed

import (
	"slices"
	"testing"

	"github.com/lowcode-dev/lowcode/compiler/gen"
)

const text = `package main

func streams(cfg Config) ([]*stream.Stream, error) {
	all := []*stream.Stream{moons(cfg)}
	if yes, err := config.Text("{{ config.extra }}", cfg, func(c config.Config) value.Value {
		return c.Attr("extra")
	}).Condition(); err != nil {
		return nil, err
	} else if yes {
		all = append(all, stars(cfg))
	}
	all = append(all, rings(cfg))
	return all, nil
}

func moons(cfg Config) *stream.Stream {
	return &stream.Stream{Name: "mo" + "on\n" + "s", PrimaryKey: [][]string{{"a", "b"}, {"c"}}}
}

func stars(cfg Config) *stream.Stream { return &stream.Stream{Name: "stars"} }

func rings(cfg Config) *stream.Stream {
	return stream.StateDelegating{Name: "rings", FullRefreshStream: stars(cfg)}.Stream()
}

func dynamicStreams(cfg Config) []stream.DynamicStream {
	return []stream.DynamicStream{template(cfg)}
}

func template(cfg Config) stream.DynamicStream {
	return dynamic.Stream{StreamTemplate: func(mapped stream.Mapped) *stream.Stream {
		return found(cfg, mapped)
	}}
}

func found(cfg Config, mapped stream.Mapped) *stream.Stream {
	return &stream.Stream{Name: mapped.Name("name"), PrimaryKey: mapped.PrimaryKey("key"), Path: requester.Fixed(mapped.Text("path"))}
}
`

func read(t *testing.T) *Package {
	t.Helper()
	p, err := Read([]gen.File{{Name: "main.go", Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestStreams finds each stream, and what decides whether the source has it.
func TestStreams(t *testing.T) {
	p := read(t)
	var got []string
	for _, s := range p.Streams() {
		got = append(got, p.Text(Field(p.Find(s.Call, "stream.Stream"), "Name"))+"|"+s.When)
	}
	if want := []string{"moon\ns|", "stars|{{ config.extra }}", "stars|"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	delegating := p.Find(p.Streams()[2].Call, "stream.StateDelegating")
	if delegating == nil || p.Text(Field(delegating, "Name")) != "rings" {
		t.Errorf("the stream that delegates is %+v", delegating)
	}
}

// TestMapped reads what mappings set as the text that they set, or as its path.
func TestMapped(t *testing.T) {
	p := read(t)
	all := p.DynamicStreams()
	if len(all) != 1 {
		t.Fatalf("%d templates", len(all))
	}
	for _, test := range []struct {
		p          *Package
		name, path string
		key        string
	}{
		{p, "{name}", "{path}", "{key}"},
		{p.Mapped(map[string]string{"name": "{{ n }}", "path": "/x"}), "{{ n }}", "/x", "{key}"},
	} {
		found := test.p.Find(Field(test.p.Find(all[0], "dynamic.Stream"), "StreamTemplate"), "stream.Stream")
		if found == nil {
			t.Fatal("the template builds no stream")
		}
		name, path := test.p.Text(Field(found, "Name")), test.p.Text(Field(found, "Path"))
		key := test.p.Lists(Field(found, "PrimaryKey"))
		if name != test.name || path != test.path || len(key) != 1 || !slices.Equal(key[0], []string{test.key}) {
			t.Errorf("%q, %q, %q", name, path, key)
		}
	}
}
