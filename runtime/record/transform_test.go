package record

import (
	"errors"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/dpath"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

type transformTest struct {
	name       string
	by         stream.Transformation
	record     string
	want       string // the record, its keys in order
	wantFailed string // the class of the error instead
}

func runTransforms(t *testing.T, tests []transformTest) {
	t.Helper()
	for _, test := range tests {
		v, err := value.Parse([]byte(test.record))
		if err != nil {
			t.Fatal(err)
		}
		r := &stream.Record{Data: v.Open(), Slice: stream.NewSlice(value.DictOf(value.Str("p"), value.Str("x")), value.Value{}, value.Value{})}
		err = test.by.Transform(r)
		var failure *value.Error
		if errors.As(err, &failure) {
			if failure.Class != test.wantFailed {
				t.Errorf("%s: %v; want %s", test.name, err, test.wantFailed)
			}
			continue
		}
		if got := string(r.Data.AppendJSON(nil)); err != nil || got != test.want {
			t.Errorf("%s:\n got %s, %v\nwant %s", test.name, got, err, test.want)
		}
	}
}

// add is AddFields of one value.
func add(v Template, kind value.Kind, path ...string) AddFields {
	return AddFields{Fields: []AddedField{{Path: path, Value: v, ValueType: kind}}}
}

func item(key string) Template {
	return Text("{{ record['"+key+"'] }}", func(s stream.RecordScope) value.Value { return s.Record.Item(key) })
}

func TestAddFields(t *testing.T) {
	missing := Text("{{ record.missing.x }}", func(s stream.RecordScope) value.Value {
		return s.Record.Attr("missing").Attr("x")
	})
	runTransforms(t, []transformTest{
		{name: "int", by: add(Fixed("5"), 0, "a"), record: `{}`, want: `{"a":5}`},
		{name: "int as string", by: add(Fixed("5"), value.KindStr, "a"), record: `{}`, want: `{"a":"5"}`},
		{name: "an int is not a number", by: add(Fixed("5"), value.KindFloat, "a"), record: `{}`, want: `{"a":"5"}`},
		{name: "float as number", by: add(Fixed("5.0"), value.KindFloat, "a"), record: `{}`, want: `{"a":5.0}`},
		{name: "float as integer", by: add(Fixed("5.5"), value.KindInt, "a"), record: `{}`, want: `{"a":"5.5"}`},
		{name: "True as integer", by: add(Fixed("True"), value.KindInt, "a"), record: `{}`, want: `{"a":true}`},
		{name: "true as boolean", by: add(Fixed("true"), value.KindBool, "a"), record: `{}`, want: `{"a":"true"}`},
		{name: "null", by: add(item("n"), 0, "a"), record: `{"n":null}`, want: `{"n":null,"a":null}`},
		{name: "null as string", by: add(item("n"), value.KindStr, "a"), record: `{"n":null}`, want: `{"n":null,"a":"None"}`},
		{name: "missing", by: add(item("x"), 0, "a"), record: `{}`, want: `{"a":""}`},
		{name: "missing of missing", by: add(missing, 0, "a"), record: `{}`, wantFailed: value.UndefinedError},
		{name: "structure", by: add(item("d"), 0, "a"), record: `{"d":{"x":[1,null]}}`, want: `{"d":{"x":[1,null]},"a":{"x":[1,null]}}`},
		{name: "number in text", by: add(item("s"), 0, "a"), record: `{"s":"1e5"}`, want: `{"s":"1e5","a":100000.0}`},
		{name: "tuple in text", by: add(item("s"), 0, "a"), record: `{"s":"1,2"}`, want: `{"s":"1,2","a":[1,2]}`},
		{name: "slice", by: add(Text("{{ stream_slice.p }}", func(s stream.RecordScope) value.Value {
			return s.StreamSlice.Attr("p")
		}), 0, "a"), record: `{}`, want: `{"a":"x"}`},
		{name: "later sees earlier", by: AddFields{Fields: []AddedField{
			{Path: []string{"a"}, Value: Fixed("1")}, {Path: []string{"b"}, Value: item("a")},
		}}, record: `{}`, want: `{"a":1,"b":1}`},

		{name: "overwrites in place", by: add(Fixed("x"), 0, "a"), record: `{"a":1,"b":2}`, want: `{"a":"x","b":2}`},
		{name: "makes dicts", by: add(Fixed("x"), 0, "a", "b", "c"), record: `{"a":{"d":1}}`, want: `{"a":{"d":1,"b":{"c":"x"}}}`},
		{name: "makes lists for digits", by: add(Fixed("x"), 0, "m", "1"), record: `{}`, want: `{"m":[null,"x"]}`},
		{name: "digits in a dict", by: add(Fixed("x"), 0, "1"), record: `{}`, want: `{"1":"x"}`},
		{name: "list grows", by: add(Fixed("x"), 0, "l", "3", "k"), record: `{"l":[1]}`, want: `{"l":[1,null,null,{"k":"x"}]}`},
		{name: "list element", by: add(Fixed("x"), 0, "l", "0"), record: `{"l":[1,2]}`, want: `{"l":["x",2]}`},
		{name: "no glob", by: add(Fixed("x"), 0, "*"), record: `{"a":1}`, want: `{"a":1,"*":"x"}`},
		{name: "through a scalar", by: add(Fixed("x"), 0, "a", "b"), record: `{"a":5}`, wantFailed: dpath.PathNotFound},
		{name: "through null", by: add(Fixed("x"), 0, "a", "b"), record: `{"a":null}`, wantFailed: dpath.PathNotFound},
		{name: "name in a list", by: add(Fixed("x"), 0, "a", "b"), record: `{"a":[]}`, wantFailed: value.TypeError},
		{name: "name on the way through a list", by: add(Fixed("x"), 0, "a", "b", "c"), record: `{"a":[]}`, wantFailed: value.ValueError},
		{name: "huge index", by: add(Fixed("x"), 0, "a", "99999999999"), record: `{"a":[]}`, wantFailed: value.ValueError},

		{name: "condition sees value and path", by: AddFields{
			Fields: []AddedField{{Path: []string{"a"}, Value: Fixed("1")}, {Path: []string{"b"}, Value: Fixed("2")}},
			Condition: FieldText("{{ value == 2 and path == ['b'] }}", func(s stream.FieldScope) value.Value {
				return value.Bool(value.Equal(s.Value, value.Int(2)) && value.Equal(s.Path, value.ListOf(value.Str("b"))))
			}),
		}, record: `{}`, want: `{"b":2}`},
	})
}

func TestRemoveFields(t *testing.T) {
	remove := func(pointers ...[]string) RemoveFields { return RemoveFields{FieldPointers: pointers} }
	isNull := PropertyText("{{ property is none }}", func(s stream.PropertyScope) value.Value { return value.Bool(s.Property.IsNull()) })
	isFalse := PropertyText("{{ not property }}", func(s stream.PropertyScope) value.Value { return value.Bool(!s.Property.Truthy()) })
	runTransforms(t, []transformTest{
		{name: "key", by: remove([]string{"a"}), record: `{"a":1,"b":2}`, want: `{"b":2}`},
		{name: "nested", by: remove([]string{"a", "b"}), record: `{"a":{"b":1,"c":2}}`, want: `{"a":{"c":2}}`},
		{name: "missing", by: remove([]string{"x"}, []string{"a", "x"}, []string{"a", "b", "c"}), record: `{"a":{"b":1}}`, want: `{"a":{"b":1}}`},
		{name: "element", by: remove([]string{"l", "0"}), record: `{"l":[10,20]}`, want: `{"l":[null,20]}`},
		{name: "last element", by: remove([]string{"l", "-1"}), record: `{"l":[10,20]}`, want: `{"l":[10]}`},
		{name: "all elements", by: remove([]string{"l", "*"}), record: `{"l":[10,20,30]}`, want: `{"l":[null,null]}`},
		{name: "in elements", by: remove([]string{"l", "*", "x"}), record: `{"l":[{"x":1,"y":2},5,{"x":3}]}`, want: `{"l":[{"y":2},5,{}]}`},
		{name: "glob", by: remove([]string{"_*"}), record: `{"_a":1,"b":2,"_c":3}`, want: `{"b":2}`},
		{name: "any depth", by: remove([]string{"**", "x"}), record: `{"x":{"x":1},"y":[{"x":1},{"z":{"x":3}}]}`, want: `{"y":[{},{"z":{}}]}`},
		{name: "all below", by: remove([]string{"l", "**"}), record: `{"l":[[1,2],[3]],"m":1}`, want: `{"m":1}`},
		{name: "everything", by: remove([]string{"**"}), record: `{"a":{"b":1}}`, want: `{}`},
		{name: "null leaves, wherever the pointer points", by: RemoveFields{[][]string{{"zzz"}}, isNull},
			record: `{"a":null,"b":{"c":null,"d":1},"l":[null,1,null]}`, want: `{"b":{"d":1},"l":[null,1]}`},
		{name: "once for each pointer", by: RemoveFields{[][]string{{"x"}, {"y"}}, isNull}, record: `{"l":[null,null]}`, want: `{"l":[]}`},
		{name: "containers are no leaves", by: RemoveFields{[][]string{{"**"}}, isFalse},
			record: `{"a":0,"b":"","c":false,"d":{},"e":[],"f":{"g":0.0}}`, want: `{"d":{},"e":[],"f":{}}`},
		{name: "two **", by: remove([]string{"**", "a", "**"}), record: `{"a":1}`, wantFailed: dpath.InvalidGlob},
	})
}

func TestKeys(t *testing.T) {
	runTransforms(t, []transformTest{
		{name: "lower", by: KeysToLower{}, record: `{"ID":1,"b":{"X":1},"Ä":2,"Id":3}`, want: `{"id":3,"b":{"X":1},"ä":2}`},
		{name: "snake", by: KeysToSnakeCase{}, record: `{"camelCase":{"userID":1},"l":[{"aB":1}],"Camel Case":2}`, want: `{"camel_case":2,"l":[{"aB":1}]}`},
		{name: "replace", by: KeysReplace{Old: Fixed(" "), New: Fixed("_")}, record: `{"a b c":{"d e":1},"l":[{"x y":1}]}`, want: `{"a_b_c":{"d_e":1},"l":[{"x y":1}]}`},
		{name: "replace by the record", by: KeysReplace{Old: item("from"), New: Fixed("1")}, record: `{"from":"o","color":2}`, want: `{"fr1m":"o","c1l1r":2}`},
		{name: "replace nothing", by: KeysReplace{Old: Fixed(""), New: Fixed("-")}, record: `{"ab":1}`, want: `{"-a-b-":1}`},
		{name: "no dict", by: KeysToLower{}, record: `[1]`, wantFailed: value.AttributeError},
	})
}

func TestSnakeCase(t *testing.T) {
	for key, want := range map[string]string{
		"camelCase": "camel_case", "HTTPServer": "httpserver", "fooBARBaz": "foo_barbaz", "a b-c": "a_b_c", "__x": "_x", "x__": "x_",
		"123abc": "_123_abc", "a1B2": "a_1_b_2", "Über1a": "uber_1_a", "user ID": "user_id", "x.y/z": "x_y_z", "$$": "", "": "", "1": "_1",
		"naïveÉtat": "naive_etat", "½cup": "_1_2_cup", "ŉa": "_na", "Фильм Дата": "fil_m_data", "Δelta": "delta", "ＡＢ1": "ab_1",
		"u\u0308ber": "uber", "a—b": "a_b", "名前Id": "名前_id", // a limit: the reference knows how to read it
	} {
		if got := snakeCase(key); got != want {
			t.Errorf("%q: %q; want %q", key, got, want)
		}
	}
}

func TestFlatten(t *testing.T) {
	at := func(path ...string) DpathFlattenFields { return DpathFlattenFields{FieldPath: dpathOf(path...)} }
	with := func(d DpathFlattenFields, change func(*DpathFlattenFields)) DpathFlattenFields { change(&d); return d }
	drop := func(d *DpathFlattenFields) { d.DeleteOriginValue = true }
	replace := func(d *DpathFlattenFields) { d.ReplaceRecord = true }
	affixes := func(d *DpathFlattenFields) {
		d.KeyTransformation = &KeyTransformation{Prefix: config.Fixed("p_"), Suffix: config.Fixed("_s")}
	}
	runTransforms(t, []transformTest{
		{name: "all", by: FlattenFields{FlattenLists: true}, record: `{"id":1,"a":{"b":1,"c":{"d":2}},"x":{"b":3},"l":[1,{"q":2}]}`,
			want: `{"l.1.q":2,"l.0":1,"x.b":3,"a.c.d":2,"a.b":1,"id":1}`},
		{name: "without lists", by: FlattenFields{}, record: `{"a":{"b":[1]},"c":{}}`, want: `{"b":[1]}`},
		{name: "the root wins", by: FlattenFields{FlattenLists: true}, record: `{"id":1,"a":{"id":2}}`, want: `{"id":1}`},
		{name: "one dict", by: at("a"), record: `{"a":{"b":1,"c":{"d":2}},"e":3}`, want: `{"a":{"b":1,"c":{"d":2}},"e":3,"b":1,"c":{"d":2}}`},
		{name: "one dict moved", by: with(at("a", "x"), drop), record: `{"a":{"x":{"b":1}}}`, want: `{"a":{},"b":1}`},
		{name: "conflict", by: with(at("a"), drop), record: `{"a":{"b":1,"e":2},"e":3}`, want: `{"a":{"b":1,"e":2},"e":3}`},
		{name: "conflict with itself", by: with(at("a"), drop), record: `{"a":{"a":2}}`, want: `{"a":{"a":2}}`},
		{name: "in place of the record", by: with(at("a"), replace), record: `{"a":{"b":1},"c":2}`, want: `{"b":1}`},
		{name: "empty in place of the record", by: with(at("a"), replace), record: `{"a":{},"c":2}`, want: `{"a":{},"c":2}`},
		{name: "affixes", by: with(at("a"), affixes), record: `{"a":{"a":1}}`, want: `{"a":{"a":1},"p_a_s":1}`},
		{name: "first match of a star", by: at("l", "*"), record: `{"l":[{"b":1},{"c":2}]}`, want: `{"l":[{"b":1},{"c":2}],"b":1}`},
		{name: "no dict", by: with(at("a"), drop), record: `{"a":[1]}`, want: `{"a":[1]}`},
		{name: "missing", by: at("x"), record: `{"a":1}`, want: `{"a":1}`},
		{name: "several", by: at("a?"), record: `{"ab":{},"ac":{}}`, wantFailed: value.ValueError},
	})
}
