package cursor

import (
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func counting(start string) IncrementingCount {
	c := IncrementingCount{CursorField: config.Fixed("id")}
	if start != "" {
		// What the expression gives is read as a literal where it looks like one.
		c.StartValue = config.Text("{{ start }}", config.Config{}, func(config.Config) value.Value { return value.Str(start) })
	}
	c.StartValueOption = &request.Option{InjectInto: request.Parameter, FieldName: config.Fixed("since")}
	return c
}

func TestIncrementingCount(t *testing.T) {
	for name, c := range map[string]struct {
		start, state string
		records      string // the cursor values, apart by spaces
		since        string
		closed       string // the state, "" for none, or the class of an error
		end          string
	}{
		"first reading":          {"3", "", "5 9 7", "3", `{"id":9}`, `{"id":9}`},
		"no start":               {"", "", "5", "0", `{"id":5}`, `{"id":5}`},
		"goes on":                {"3", `{"id":20}`, "9", "20", `{"id":20}`, `{"id":20}`},
		"goes on higher":         {"3", `{"id":20}`, "21 25", "20", `{"id":25}`, `{"id":25}`},
		"an old state":           {"3", `{"id":2,"x":null}`, "", "3", "", `{"id":3,"x":null}`},
		"nothing":                {"3", "", "", "3", "", `{"id":3}`},
		"nothing, as before":     {"3", `{"id":20}`, "", "20", "", `{"id":20}`},
		"zero is nothing":        {"0", "", "0", "0", "", `{"id":0}`},
		"below zero":             {"0", "", "-5", "0", `{"id":-5}`, `{"id":-5}`},
		"just below the start":   {"3", "", "2", "3", `{"id":3}`, `{"id":3}`},
		"far below the start":    {"3", "", "1", "3", `{"id":1}`, `{"id":1}`},
		"null and missing":       {"3", "", "null 4", "3", `{"id":4}`, `{"id":4}`},
		"a state of zero":        {"3", `{"id":0}`, "", "3", "", `{"id":3}`},
		"a state of null":        {"3", `{"id":null}`, "", "3", "", `{"id":3}`},
		"floats":                 {"3", "", "3.5 3.25", "3", `{"id":3.5}`, `{"id":3.5}`},
		"more than 64 bits":      {"3", "", "100000000000000000000", "3", `{"id":100000000000000000000}`, `{"id":100000000000000000000}`},
		"mixed types":            {"3", "", `5 "x" 9`, "3", "TypeError", `{"id":3}`},
		"texts":                  {"3", "", `"x"`, "3", "TypeError", `{"id":3}`},
		"a start that is a text": {"05", "", "", "5", "", `{"id":5}`},
		"a fraction":             {"7.9", "", "", "7", "", `{"id":7}`},
		"a concurrent state":     {"3", `{"state_type":"integer","slices":[{"start":3,"end":8}]}`, "", "8", "", `{"id":8}`},
		"no slices":              {"3", `{"state_type":"integer","slices":[]}`, "", "3", "", `{"id":3}`},
	} {
		t.Run(name, func(t *testing.T) {
			declared := counting(c.start)
			if err := declared.Construct(alone); err != nil {
				t.Fatal(err)
			}
			o, err := declared.Observer(alone, load(t, c.state))
			if err != nil {
				t.Fatal(err)
			}
			slice := onlySlice(t, o)
			for _, seen := range strings.Fields(c.records) {
				o.Observe(&stream.Record{Data: load(t, `{"id":`+seen+`}`), Slice: slice})
			}
			o.Observe(&stream.Record{Data: load(t, `{}`), Slice: slice})
			state, err := o.Close(t.Context(), slice)
			if err != nil && !isClass(err, c.closed) || err == nil && string(state) != c.closed {
				t.Errorf("closing gives %s, %v", state, err)
			}
			if got := string(o.End(t.Context(), true)); got != c.end || string(o.State().AppendJSON(nil)) != got {
				t.Errorf("state is %s at the end", got)
			}
			var options request.Options
			if err := slice.Window.Inject(slice, &options); err != nil {
				t.Fatal(err)
			}
			if got, _ := options.At(request.Parameter).Get("since"); got.String() != c.since {
				t.Errorf("asks for what comes after %s", got.String())
			}
		})
	}
}

func onlySlice(t *testing.T, o stream.SliceObserver) (only *stream.Slice) {
	t.Helper()
	for slice, err := range o.Slices(t.Context()) {
		if err != nil || only != nil {
			t.Fatalf("%v, %v", slice, err)
		}
		only = slice
	}
	return only
}

func TestIncrementingCountHasNoEnd(t *testing.T) {
	o, err := counting("3").Observer(alone, value.Value{})
	if err != nil {
		t.Fatal(err)
	}
	slice := onlySlice(t, o)
	if got := string(slice.Mapping().AppendPython(nil)); got != `{"start": 3, "end": Infinity}` {
		t.Error(got)
	}
	if w := slice.Window; w.IsDataFeed() || w.IsClientSideIncremental() || !w.Contains(load(t, `{"id":1}`)) {
		t.Error("a count filters no records")
	}
}

func TestIncrementingCountFails(t *testing.T) {
	badField := counting("3")
	badField.CursorField = config.Text("{{ config.a.b }}", config.Config{}, func(config.Config) value.Value { return value.Fail(value.UndefinedError, "a") })
	for name, c := range map[string]struct {
		of          IncrementingCount
		partitioned bool
		want        string
	}{
		"start":    {counting("x"), false, "ValueError: invalid literal for int() with base 10: 'x'"},
		"a list":   {counting("[1]"), false, "TypeError: int() argument must be a string, a bytes-like object or a real number, not 'list'"},
		"infinity": {counting("1e999"), false, "OverflowError: cannot convert float infinity to integer"},
		"field":    {badField, false, "UndefinedError: a"},
		"router": {counting("3"), true, "ValueError: The low-code framework does not currently support usage of a PartitionRouter and " +
			"an IncrementingCountCursor at the same time. Please specify only one of these options for stream s."},
	} {
		err := c.of.Construct(&stream.Stream{Name: "s", Retriever: routed{partitioned: c.partitioned}})
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	for state, class := range map[string]string{
		`{"id":"20"}`: value.TypeError, `{"state_type":"integer","slices":[{"start":3}]}`: value.KeyError,
	} {
		if _, err := counting("3").Observer(alone, load(t, state)); !isClass(err, class) {
			t.Errorf("%s: %v", state, err)
		}
	}
}

func TestIncrementingCountOfAnotherField(t *testing.T) {
	c := counting("3")
	if field, sourceDefined := c.WithCursorField("x").DefaultCursorField(); field != "id" || !sourceDefined {
		t.Errorf("a field that the source defines became %s, %v", field, sourceDefined)
	}
	c.AllowCatalogDefinedCursorField = true
	if field, sourceDefined := c.WithCursorField("x").DefaultCursorField(); field != "x" || sourceDefined {
		t.Errorf("%s, %v", field, sourceDefined)
	}
}
