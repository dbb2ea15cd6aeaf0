package cursor

import (
	"bytes"
	"strings"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func TestUnpartitioned(t *testing.T) {
	o, err := stamped("2024-01-01T00:00:00Z", "2024-02-10T00:00:00Z").in("P1M", "PT1S").Observer(alone, value.Value{})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	ctx, writer := stream.NewWriter(t.Context(), &out)
	ctx = stream.WithLogger(ctx, writer, false)
	var states []string
	for slice, err := range o.Slices(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		for _, seen := range []string{`null`, `"soon"`, `"2024-01-03T00:00:00Z"`} {
			o.Observe(&stream.Record{Data: record(t, seen), Slice: slice})
		}
		state, err := o.Close(ctx, slice)
		if err != nil {
			t.Fatal(err)
		}
		states = append(states, slice.Mapping().Repr()+string(state))
	}
	want := `{'start_time': '2024-01-01T00:00:00Z', 'end_time': '2024-01-31T23:59:59Z'}{"updated_at":"2024-01-03T00:00:00Z"} ` +
		`{'start_time': '2024-02-01T00:00:00Z', 'end_time': '2024-02-10T00:00:00Z'}{"updated_at":"2024-01-03T00:00:00Z"}`
	if got := strings.Join(states, " "); got != want {
		t.Errorf("got\n%s, not\n%s", got, want)
	}
	if got := string(o.End(ctx, false)); got != `{"updated_at":"2024-01-03T00:00:00Z"}` || string(o.State().AppendJSON(nil)) != got {
		t.Error(got)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	const warning = "Could not find cursor field `updated_at` in record for stream s. The incremental sync will assume it needs to be synced"
	if got := out.String(); strings.Count(got, warning) != 1 || strings.Count(got, "WARN") != 1 {
		t.Errorf("one warning is wanted, not %s", got)
	}
}

func TestGenerationErrorReachesTheEngine(t *testing.T) {
	o, err := declare("%Y", "2024", "never").Observer(alone, value.Value{})
	if err != nil {
		t.Fatal(err)
	}
	for slice, err := range o.Slices(t.Context()) {
		if slice != nil || !isClass(err, value.ValueError) {
			t.Errorf("%v, %v", slice, err)
		}
	}
	if _, err := o.Close(t.Context(), stream.NewSlice(value.Value{}, value.Value{}, value.Value{})); err == nil {
		t.Error("a slice of another cursor was closed")
	}
}

func TestInject(t *testing.T) {
	option := func(place request.Place, name string) *request.Option {
		return &request.Option{InjectInto: place, FieldName: config.Fixed(name)}
	}
	for name, c := range map[string]struct {
		start, end *request.Option
		startName  string
		want       string
	}{
		"parameters": {option(request.Parameter, "from"), option(request.Parameter, "to"), "", `{"from":"2024-01-01","to":"2024-01-05"}`},
		"header":     {option(request.Header, "from"), nil, "", `{"from":"2024-01-01"}`},
		"body":       {nil, option(request.BodyData, "to"), "", `{"to":"2024-01-05"}`},
		"path": {&request.Option{InjectInto: request.BodyJSON, FieldPath: []config.Template{config.Fixed("a"), config.Fixed("b")}},
			&request.Option{InjectInto: request.BodyJSON, FieldPath: []config.Template{config.Fixed("a"), config.Fixed("c")}}, "",
			`{"a":{"b":"2024-01-01","c":"2024-01-05"}}`},
		"another name": {option(request.Parameter, "from"), nil, "since", `{"from":"2024-01-01"}`},
		"the end wins": {option(request.Parameter, "at"), option(request.Parameter, "at"), "", `{"at":"2024-01-05"}`},
	} {
		d := declare("%Y-%m-%d", "2024-01-01", "2024-01-05")
		d.StartTimeOption, d.EndTimeOption = c.start, c.end
		if c.startName != "" {
			d.PartitionFieldStart = config.Fixed(c.startName)
		}
		w := started(t, d, "")
		v := all(t, w)[0]
		slice := stream.NewSlice(value.Value{}, v.cursorSlice(), value.Value{})
		var options request.Options
		if err := v.Inject(slice, &options); err != nil {
			t.Fatal(err)
		}
		place := request.Parameter
		for _, o := range []*request.Option{c.start, c.end} {
			if o != nil {
				place = o.InjectInto
			}
		}
		if got := string(options.At(place).AppendJSON(nil)); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// A slice that another component has cut may hold no bounds: they are sent as null.
func TestInjectWithoutBounds(t *testing.T) {
	d := declare("%Y", "2024", "2025")
	d.StartTimeOption = &request.Option{InjectInto: request.Parameter, FieldName: config.Fixed("from")}
	v := all(t, started(t, d, ""))[0]
	var options request.Options
	if err := v.Inject(stream.NewSlice(value.Value{}, value.DictOf(), value.Value{}), &options); err != nil {
		t.Fatal(err)
	}
	if got := string(options.At(request.Parameter).AppendJSON(nil)); got != `{"from":null}` {
		t.Error(got)
	}
}

func TestFilterFlags(t *testing.T) {
	for _, c := range []struct{ feed, client, wantFeed, wantClient bool }{
		{false, false, false, false}, {true, false, true, false}, {false, true, false, true}, {true, true, true, false},
	} {
		d := declare("%Y", "2024", "2025")
		d.IsDataFeed, d.IsClientSideIncremental = c.feed, c.client
		v := all(t, started(t, d, ""))[0]
		if v.IsDataFeed() != c.wantFeed || v.IsClientSideIncremental() != c.wantClient {
			t.Errorf("%+v: %v, %v", c, v.IsDataFeed(), v.IsClientSideIncremental())
		}
	}
}
