package request

import (
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func dict(pairs ...any) value.Value {
	d := value.DictOf()
	for i := 0; i < len(pairs); i += 2 {
		v, ok := pairs[i+1].(value.Value)
		if !ok {
			v = value.Str(pairs[i+1].(string))
		}
		d.Set(pairs[i].(string), v)
	}
	return d
}

func TestCombine(t *testing.T) {
	for _, c := range []struct {
		name  string
		parts []*Options
		want  string // of all parts, or the error
	}{
		{"in order", []*Options{{Parameters: dict("z", "1")}, nil, {Parameters: dict("a", "2")}}, "{'z': '1', 'a': '2'}"},
		{"equal parameters", []*Options{{Parameters: dict("z", "1")}, {Parameters: dict("z", "1")}},
			"ValueError: Request body collision, duplicate keys detected at key path: z. Please ensure that all keys in the request are unique."},
		{"case of headers", []*Options{{Headers: dict("x-k", "1")}, {Headers: dict("X-K", "2")}}, "{'x-k': '1', 'X-K': '2'}"},
		{"nested bodies", []*Options{{BodyJSON: dict("q", dict("a", "1"))}, {BodyJSON: dict("q", dict("b", "2"))}}, "{'q': {'a': '1', 'b': '2'}}"},
		{"equal values of bodies", []*Options{{BodyJSON: dict("q", dict("a", value.Int(1)))}, {BodyJSON: dict("q", dict("a", value.Float(1)))}}, "{'q': {'a': 1}}"},
		{"different values of bodies", []*Options{{BodyJSON: dict("q", dict("a", "1"))}, {BodyJSON: dict("q", dict("a", "2"))}},
			"ValueError: Request body collision, duplicate keys detected at key path: q.a. Please ensure that all keys in the request are unique."},
		{"nested form", []*Options{{BodyData: dict("q", dict("a", "1"))}, {BodyData: dict("q", dict("b", "2"))}},
			"ValueError: Request body collision, duplicate keys detected at key path: q. Please ensure that all keys in the request are unique."},
		{"text alone", []*Options{{BodyData: value.Str("x")}, {BodyData: dict()}}, "x"},
		{"two texts", []*Options{{BodyData: value.Str("x")}, {BodyData: value.Str("y")}}, "ValueError: Cannot combine multiple string options"},
		{"text and form", []*Options{{BodyData: value.Str("x")}, {BodyData: dict("a", "1")}}, "ValueError: Cannot combine multiple options if one is a string"},
		{"text as parameters", []*Options{{Parameters: value.Str("x")}}, "ValueError: Request params cannot be a string"},
		{"number as body", []*Options{{BodyData: value.Int(5)}}, ""},
		{"nothing", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var before []string
			for _, part := range c.parts {
				before = append(before, shown(part))
			}
			out, err := Combine(c.parts...)
			got := shown(&out)
			if err != nil {
				got = err.Error()
			}
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			for i, part := range c.parts {
				if shown(part) != before[i] {
					t.Errorf("part %d was changed to %s", i, shown(part))
				}
			}
		})
	}
}

// shown is all that options hold.
func shown(o *Options) string {
	if o == nil {
		return ""
	}
	var parts []string
	for _, v := range []value.Value{o.Parameters, o.Headers, o.BodyData, o.BodyJSON} {
		if v.Kind() != value.KindUndefined {
			parts = append(parts, v.String())
		}
	}
	return strings.Join(parts, " ")
}

func TestInject(t *testing.T) {
	var into Options
	for _, option := range []Option{
		{InjectInto: Parameter, FieldName: config.Fixed("page")},
		{InjectInto: Parameter, FieldName: config.Fixed("1.10")}, // a name goes through the literal step
		{InjectInto: Header, FieldName: config.Fixed("X-Page")},
		{InjectInto: BodyData, FieldName: config.Fixed("page")},
		{InjectInto: BodyJSON, FieldPath: []config.Template{config.Fixed("a"), config.Fixed("b")}},
		{InjectInto: BodyJSON, FieldPath: []config.Template{config.Fixed("a"), config.Fixed("c")}},
		{InjectInto: BodyJSON, FieldName: config.Fixed("d")},
	} {
		if err := option.Inject(&into, value.Int(1)); err != nil {
			t.Fatal(err)
		}
	}
	if got := shown(&into); got != "{'page': 1, '1.1': 1} {'X-Page': 1} {'page': 1} {'a': {'b': 1, 'c': 1}, 'd': 1}" {
		t.Errorf("got %s", got)
	}
}

func TestCheckPlaces(t *testing.T) {
	page := Option{InjectInto: Parameter, FieldName: config.Fixed("page")}
	body := Option{InjectInto: BodyJSON, FieldName: config.Fixed("page")}
	if err := CheckPlaces(page, page); err == nil {
		t.Error("two parameters of one name are accepted")
	}
	if err := CheckPlaces(body, body); err == nil {
		t.Error("two fields of one name are accepted")
	}
	if err := CheckPlaces(page, body, Option{}); err != nil {
		t.Error(err)
	}
}
