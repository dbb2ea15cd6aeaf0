package dynamic

import (
	"context"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// item is a template that reads a component.
func item(key string) Template {
	return Text("{{ components_values['"+key+"'] }}", func(c stream.ComponentsScope) value.Value { return c.ComponentsValues.Item(key) })
}

// resolved are the values that the mappings set for each stream, as Python prints them.
func resolved(t *testing.T, r Resolver, paths ...string) (all []string, err error) {
	t.Helper()
	d := Stream{ComponentsResolver: r, StreamTemplate: func(mapped stream.Mapped) *stream.Stream {
		var values []string
		for _, path := range paths {
			values = append(values, mapped.Value(path).Repr())
		}
		all = append(all, strings.Join(values, " "))
		return &stream.Stream{Name: mapped.Name("name")}
	}}
	_, err = d.Resolve(context.Background())
	return all, err
}

func cfg(t *testing.T, text string) config.Config {
	t.Helper()
	v, err := value.Load([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return config.New(v)
}

// TestCombinations: lists are combined, the last fastest; what is no object is there with its place in its list.
func TestCombinations(t *testing.T) {
	r := ConfigComponents{
		Config: cfg(t, `{"tables": [{"n": "a"}, {"n": "b"}], "of": {"regions": ["eu", "us"]}, "one": {"n": "c"}}`),
		StreamConfig: []StreamConfig{
			{ConfigsPointer: []config.Template{config.Fixed("tables")}, DefaultValues: []byte(`[{"n": "d"}]`)},
			{ConfigsPointer: []config.Template{config.Fixed("*"), config.Fixed("regions")}},
		},
		ComponentsMapping: []Mapping{{FieldPath: "n", Value: item("n")}, {FieldPath: "r", Value: item("source_config_1")}},
	}
	got, err := resolved(t, r, "n", "r")
	want := "'a' (0, 'eu')|'a' (1, 'us')|'b' (0, 'eu')|'b' (1, 'us')|'d' (0, 'eu')|'d' (1, 'us')"
	if said := strings.Join(got, "|"); err != nil || said != want {
		t.Errorf("got  %s, %v\nwant %s", said, err, want)
	}
	r.StreamConfig = []StreamConfig{{ConfigsPointer: []config.Template{config.Fixed("one")}}, {ConfigsPointer: []config.Template{config.Fixed("gone")}, DefaultValues: []byte(`["x"]`)}}
	if got, err = resolved(t, r, "n"); err != nil || strings.Join(got, "|") != "'c'" {
		t.Errorf("got %s, %v", got, err)
	}
	r.StreamConfig = []StreamConfig{{ConfigsPointer: []config.Template{config.Fixed("gone")}}}
	if got, err = resolved(t, r, "n"); err != nil || got != nil {
		t.Errorf("a pointer to nothing gives %s, %v", got, err)
	}
	r.StreamConfig = []StreamConfig{{ConfigsPointer: []config.Template{config.Fixed("*")}}}
	if _, err = resolved(t, r, "n"); err == nil {
		t.Error("a pointer to three places is followed")
	}
}

// TestReading: what a mapping gives is read as its resolver reads it.
func TestReading(t *testing.T) {
	for _, c := range []struct {
		text, asConfig, asSets string // "!" for an error
	}{
		{"a", "'a'", "'a'"}, {"yes", "True", "True"}, {"{a: [1]}", "{'a': [1]}", "{'a': [1]}"}, {"1.10", "1.1", "1.1"}, {"", "None", "None"},
		{"{{ x[0] }}", "'{{ x[0] }}'", "'{{ x[0] }}'"}, {"%Y-%m-%d", "'%Y-%m-%d'", "!"}, {"a\tb", `'a\tb'`, "!"}, {"a: b: c", "!", "!"}, {"@a", "!", "!"},
	} {
		text := value.Str(c.text)
		mapping := []Mapping{{FieldPath: "p", Value: Text("{{ t }}", func(stream.ComponentsScope) value.Value { return text })}}
		for r, want := range map[Resolver]string{
			&ConfigComponents{Config: cfg(t, `{"a": 1}`), StreamConfig: []StreamConfig{{ConfigsPointer: []config.Template{config.Fixed("a")}}}, ComponentsMapping: mapping}: c.asConfig,
			&ParametrizedComponents{StreamParameters: []byte(`[{}]`), ComponentsMapping: mapping}:                                                                           c.asSets,
		} {
			got, err := resolved(t, r, "p")
			if said := strings.Join(got, "|"); (err != nil) != (want == "!") || err == nil && said != want {
				t.Errorf("%q by %T: got %s, %v, want %s", c.text, r, said, err, want)
			}
		}
	}
}

// TestMappings: conditions, types, values within values, and what is only made when it is true.
func TestMappings(t *testing.T) {
	r := ConfigComponents{
		Config:       cfg(t, `{"t": [{"n": "1", "on": true, "body": {"a": [1, {"b": 2}]}, "q": "it's"}, {"n": "2", "on": false, "body": "x", "q": "q"}]}`),
		StreamConfig: []StreamConfig{{ConfigsPointer: []config.Template{config.Fixed("t")}}},
		ComponentsMapping: []Mapping{
			{FieldPath: "typed", Value: item("n"), ValueType: value.KindStr},
			{FieldPath: "when", Value: item("n"), Condition: item("on")},
			{FieldPath: "made", Value: item("on"), Creates: true},
			{FieldPath: "body", Value: item("body")},
			{FieldPath: "body", Value: item("n"), Within: []string{"**", "b"}},
			{FieldPath: "body", Value: item("n"), Within: []string{"c", "1"}, Creates: true},
			{FieldPath: "whole", Condition: item("on"), Parts: []Mapping{{FieldPath: "whole.n", Value: item("n")}, {FieldPath: "whole.q", Value: item("n"), Quoted: true}}},
		},
	}
	got, err := resolved(t, r, "typed", "when", "made", "body", "whole.n", "whole.q")
	want := "'1' 1 True {'a': [1, {'b': 1}], 'c': [None, 1]} 1 '1'|'2' Undefined Undefined 'x' Undefined Undefined"
	if said := strings.Join(got, "|"); err != nil || said != want {
		t.Errorf("got  %s, %v\nwant %s", said, err, want)
	}
}

// TestDuplicates: whose the names are decides whose the fault is.
func TestDuplicates(t *testing.T) {
	for r, want := range map[Resolver]stream.FailureType{&ConfigComponents{}: stream.ConfigError, &ParametrizedComponents{}: stream.SystemError, &HTTPComponents{}: stream.SystemError} {
		err := Stream{ComponentsResolver: r}.Duplicate("a")
		if traced, ok := stream.Traced(err); !ok || traced.FailureType != want || !strings.HasPrefix(traced.Message, "Dynamic streams list contains a duplicate name: a. Please c") {
			t.Errorf("%T: got %v", r, err)
		}
	}
}
