package configure

import (
	"context"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func load(t *testing.T, text string) value.Value {
	t.Helper()
	v, err := value.Load([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

// item is a template that reads a key of the configuration.
func item(cfg config.Config, key string) Template {
	return Config("{{ config['"+key+"'] }}", cfg, func(c config.Config) value.Value { return c.Item(key) })
}

// changes are what the reference makes of configurations.
var changes = []struct {
	name, config, want string
	by                 func(cfg config.Config) Transformation
}{
	{"a value in a dict", `{"a":{"b":"old"}}`, `{"a":{"b":"new"}}`, func(config.Config) Transformation {
		return RemapField{Map: []Mapped{{Key: Fixed("old"), Value: Fixed("new")}}, FieldPath: []Template{Fixed("a"), Fixed("b")}}
	}},
	{"a number is no key of a map", `{"a":1}`, `{"a":1}`, func(config.Config) Transformation {
		return RemapField{Map: []Mapped{{Key: Fixed("1"), Value: Fixed("one")}}, FieldPath: []Template{Fixed("a")}}
	}},
	{"data of a map stays in it", `{"a":"x","b":"x"}`, `{"a":{"k":[1]},"b":"x"}`, func(config.Config) Transformation {
		return RemapField{Map: []Mapped{{Key: Fixed("x"), Data: value.DictOf(value.Str("k"), value.ListOf(value.Int(1)))}}, FieldPath: []Template{Fixed("a")}}
	}},
	{"nothing becomes null", `{"a":"x"}`, `{"a":null}`, func(cfg config.Config) Transformation {
		return RemapField{Map: []Mapped{{Key: Fixed("x"), Value: item(cfg, "none")}}, FieldPath: []Template{Fixed("a")}}
	}},
	{"nothing is the key of null", `{"a":null}`, `{"a":"y"}`, func(cfg config.Config) Transformation {
		return RemapField{Map: []Mapped{{Key: item(cfg, "none"), Value: Fixed("y")}}, FieldPath: []Template{Fixed("a")}}
	}},
	{"a path that ends", `{"a":[1]}`, `{"a":[1]}`, func(config.Config) Transformation {
		return RemapField{Map: []Mapped{{Key: Fixed("x"), Value: Fixed("y")}}, FieldPath: []Template{Fixed("a"), Fixed("b")}}
	}},
	{"a path of a number", `{"1":"x"}`, `{"1":"x"}`, func(config.Config) Transformation {
		return RemapField{Map: []Mapped{{Key: Fixed("x"), Value: Fixed("y")}}, FieldPath: []Template{Fixed("1")}}
	}},
	{"a list to replace", `{"a":[1]}`, `TypeError: unhashable type: 'list'`, func(config.Config) Transformation {
		return RemapField{FieldPath: []Template{Fixed("a")}}
	}},
	{"a list in the path", `{"a":[1]}`, `TypeError: unhashable type: 'list'`, func(cfg config.Config) Transformation {
		return RemapField{FieldPath: []Template{item(cfg, "a")}}
	}},
	{"a map that is none", `{"a":"x"}`, `TypeError: the map {{ config['a'] }} is no object but str`, func(cfg config.Config) Transformation {
		return RemapField{MapText: item(cfg, "a"), FieldPath: []Template{Fixed("a")}}
	}},
	{"what is added is a copy", `{"a":{"b":1}}`, `{"a":{"b":1,"d":3},"c":{"b":1}}`, func(cfg config.Config) Transformation {
		return AddFields{Fields: []AddedField{{Path: []string{"c"}, Value: item(cfg, "a")}, {Path: []string{"a", "d"}, Value: Fixed("3")}}}
	}},
	{"a list grows", `{"l":[1]}`, `{"l":[1,null,2]}`, func(config.Config) Transformation {
		return AddFields{Fields: []AddedField{{Path: []string{"l", "2"}, Value: Fixed("2")}}}
	}},
	{"through a text", `{"name":"ann"}`, `PathNotFound: Path: ['name', 'first'][0]`, func(config.Config) Transformation {
		return AddFields{Fields: []AddedField{{Path: []string{"name", "first"}, Value: Fixed("2")}}}
	}},
	{"by a name in a list", `{"l":[1]}`, `ValueError: invalid literal for int() with base 10: 'x'`, func(config.Config) Transformation {
		return AddFields{Fields: []AddedField{{Path: []string{"l", "x", "y"}, Value: Fixed("2")}}}
	}},
	{"a type that is not met", `{}`, `{"a":"1.5","b":true}`, func(config.Config) Transformation {
		return AddFields{Fields: []AddedField{
			{Path: []string{"a"}, Value: Fixed("1.5"), ValueType: value.KindInt}, {Path: []string{"b"}, Value: Fixed("True"), ValueType: value.KindInt},
		}}
	}},
	{"globs", `{"a_1":1,"a_2":2,"b":[{"x":1},{"x":2}]}`, `{"b":[{},{}]}`, func(config.Config) Transformation {
		return RemoveFields{FieldPointers: [][]string{{"a_*"}, {"b", "*", "x"}, {"none"}, {}}}
	}},
	{"a condition that is false", `{"a":1,"b":0}`, `{"a":1,"b":0}`, func(cfg config.Config) Transformation {
		return RemoveFields{FieldPointers: [][]string{{"a"}}, Condition: item(cfg, "b")}
	}},
}

func TestTransformations(t *testing.T) {
	for _, tt := range changes {
		t.Run(tt.name, func(t *testing.T) {
			cfg := config.New(load(t, tt.config))
			got := ""
			if err := tt.by(cfg).Transform(context.Background(), cfg.Value()); err != nil {
				got = err.Error()
			} else {
				got = string(cfg.Value().AppendJSON(nil))
			}
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// hostile are values that no rule expects where they stand.
var hostile = []string{
	`null`, `true`, `-1`, `1e999`, `NaN`, `""`, `"\u0000"`, `"{{ config }}"`, `"[[[["`, `[]`, `{}`, `[[[1]]]`, `{"":{"":null}}`, `{"a":{"a":{"a":1}}}`, `123456789012345678901234567890`,
}

func TestHostileConfigsNeverPanic(t *testing.T) {
	deep := strings.Repeat(`{"a":`, 400) + "1" + strings.Repeat("}", 400)
	for _, v := range append(hostile, deep, `"`+strings.Repeat("x", 1<<20)+`"`) {
		cfg := config.New(load(t, `{"a":`+v+`,"b":[`+v+`],"c":{"d":`+v+`}}`))
		rules := []interface {
			Transform(context.Context, value.Value) error
		}{
			AddFields{Fields: []AddedField{{Path: []string{"a", "0", "x"}, Value: item(cfg, "a")}, {Path: []string{"b", "9", "y"}, Value: item(cfg, "c")}}},
			RemapField{Map: []Mapped{{Key: item(cfg, "a"), Value: item(cfg, "b")}}, MapText: Template{}, FieldPath: []Template{Fixed("c"), item(cfg, "a")}},
			RemapField{MapText: item(cfg, "a"), FieldPath: []Template{Fixed("c"), Fixed("d")}},
			RemoveFields{FieldPointers: [][]string{{"**", "a"}, {"b", "*"}, {"c", "d", "?"}}, Condition: item(cfg, "a")},
		}
		for _, rule := range rules {
			_ = rule.Transform(context.Background(), cfg.Value()) // an error is an answer, a panic fails the test
		}
		for _, schema := range []string{`{}`, `{"type":"object","required":["x"]}`, `{"type":12}`, `{"$ref":"#"}`, `{"pattern":"("}`} {
			strategy := AdheresToSchema{BaseSchema: schema}
			for _, path := range [][]Template{{Fixed("a")}, {Fixed("*"), Fixed("*")}, {Fixed("**")}, {Fixed("b"), item(cfg, "a")}, nil} {
				_ = Dpath{FieldPath: path, ValidationStrategy: strategy}.Check(context.Background(), cfg.Value())
			}
			_ = Predicate{Value: item(cfg, "a"), ValidationStrategy: AdheresToSchema{SchemaText: item(cfg, "a")}}.Check(context.Background(), cfg.Value())
		}
	}
}

func TestRulesFailAtTheFirst(t *testing.T) {
	cfg := config.New(load(t, `{"a":"x"}`))
	bad := AddFields{Fields: []AddedField{{Path: []string{"a", "b"}, Value: Fixed("1")}}}
	later := AddFields{Fields: []AddedField{{Path: []string{"c"}, Value: Fixed("1")}}}
	rules := Rules{
		ConfigMigrations: []Migration{{Transformations: []Transformation{bad, later}}},
		Transformations:  []Transformation{bad, later},
		Validations:      []Validator{Dpath{}, Dpath{FieldPath: []Template{Fixed("none")}}},
	}
	for name, do := range map[string]func(context.Context, value.Value) error{"migrate": rules.Migrate, "transform": rules.Transform, "validate": rules.Validate} {
		if err := do(context.Background(), cfg.Value()); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if got := string(cfg.Value().AppendJSON(nil)); got != `{"a":"x"}` {
		t.Errorf("got %s", got)
	}
}
