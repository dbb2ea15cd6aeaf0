package cursor

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/timefmt"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// routed is a retriever that only says whether it has a router.
type routed struct {
	stream.Retriever
	partitioned bool
}

func (r routed) Partitioned() bool { return r.partitioned }

// alone is a stream without a router.
var alone = &stream.Stream{Name: "s", Retriever: routed{}}

// declare is a cursor along updated_at between two times of a format.
func declare(format, start, end string) DatetimeBased {
	return DatetimeBased{
		CursorField:    config.Fixed("updated_at"),
		DatetimeFormat: format,
		StartDatetime:  MinMaxDatetime{Datetime: config.Fixed(start)},
		EndDatetime:    &MinMaxDatetime{Datetime: config.Fixed(end)},
	}
}

// stamped is declare with the format of most APIs.
func stamped(start, end string) DatetimeBased { return declare("%Y-%m-%dT%H:%M:%SZ", start, end) }

// in divides a cursor into steps.
func (d DatetimeBased) in(step, granularity string) DatetimeBased {
	d.Step, d.CursorGranularity = config.Fixed(step), granularity
	return d
}

// inNothing is a cursor whose step is an expression that gives no text.
func (d DatetimeBased) inNothing(granularity string) DatetimeBased {
	d.Step = config.Text("{{ '' }}", config.Config{}, func(config.Config) value.Value { return value.Str("") })
	d.CursorGranularity = granularity
	return d
}

func (d DatetimeBased) reading(formats ...string) DatetimeBased {
	d.CursorDatetimeFormats = formats
	return d
}

func (d DatetimeBased) back(lookback string) DatetimeBased {
	d.LookbackWindow = config.Fixed(lookback)
	return d
}

func (d DatetimeBased) clamped(target, weekday string) DatetimeBased {
	d.Clamping = &Clamping{Target: config.Fixed(target), Weekday: weekday}
	return d
}

func (d DatetimeBased) strictly() DatetimeBased {
	d.IsCompareStrictly = true
	return d
}

// started is a cursor that goes on from a state in JSON, "" for none.
func started(t testing.TB, d DatetimeBased, state string) *windows {
	t.Helper()
	b, err := d.open(alone)
	if err != nil {
		t.Fatal(err)
	}
	w, err := b.windows(load(t, state))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func load(t testing.TB, text string) value.Value {
	t.Helper()
	if text == "" {
		return value.Value{}
	}
	v, err := value.Load([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// record is a record with a cursor value in JSON.
func record(t testing.TB, cursorValue string) value.Value {
	t.Helper()
	return load(t, `{"id":1,"updated_at":`+cursorValue+`}`)
}

func TestConstructFails(t *testing.T) {
	const day = "%Y-%m-%d"
	good := declare(day, "2024-01-01", "2024-02-01")
	badLookback, badField := good, good
	badLookback.LookbackWindow = config.Fixed("2 days")
	badField.CursorField = config.Text("{{ config.a.b }}", config.Config{}, func(config.Config) value.Value { return value.Fail(value.UndefinedError, "a") })
	noGranularity, noStep := good, good
	noGranularity.Step = config.Fixed("P1D")
	noStep.CursorGranularity = "PT1S"
	for name, c := range map[string]struct {
		of          DatetimeBased
		want        string
		partitioned bool // an error all the same
	}{
		"start":               {declare(day, "yesterday", "2024-02-01"), "ValueError: ", false},
		"field":               {badField, "UndefinedError: a", true},
		"step":                {good.in("one day", "P1D"), "ISO8601Error: Unable to parse duration string 'one day'", false},
		"granularity":         {good.in("P1D", "PD"), "ISO8601Error: ISO 8601 time designator 'T' missing. Unable to parse datetime string 'D'.", true},
		"lookback":            {badLookback, "ISO8601Error: Unable to parse duration string '2 days'", false},
		"step alone":          {noGranularity, "step is `P1D` and cursor_granularity is `None`", false},
		"granularity alone":   {noStep, "step is `None` and cursor_granularity is `PT1S`", false},
		"target":              {good.clamped("YEAR", ""), "ValueError: Invalid clamping target YEAR, expected DAY, WEEK, MONTH", false},
		"week without a day":  {good.clamped("WEEK", ""), "ValueError: Given WEEK clamping, weekday needs to be provided as target_details", false},
		"week of another day": {good.clamped("WEEK", "LUNES"), "ValueError: Unknown weekday LUNES", false},
	} {
		err := c.of.Construct(alone)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
		// The cursors of partitions are built when there are partitions.
		if err := c.of.Construct(&stream.Stream{Retriever: routed{partitioned: true}}); (err != nil) != c.partitioned {
			t.Errorf("%s, for a router: %v", name, err)
		}
	}
	if err := declare(day, "2024-01-01", "never").Construct(alone); err != nil {
		t.Errorf("the end counts when it is used: %v", err)
	}
}

func TestStatesThatCannotBeRead(t *testing.T) {
	d := declare("%Y-%m-%d", "2024-01-01", "2024-02-01")
	d.CursorDatetimeFormats = []string{"%Y-%m-%dT%H:%M:%SZ"}
	const formats = "No format in ['%Y-%m-%dT%H:%M:%SZ', '%Y-%m-%d'] matching "
	for state, want := range map[string]string{
		`{"updated_at":"2024"}`: "ValueError: " + formats + "2024",
		`{"updated_at":null}`:   "ValueError: " + formats + "None",
		`{"updated_at":""}`:     "ValueError: " + formats,
		`{"updated_at":1.50}`:   "ValueError: " + formats + "1.5",
		`{"state_type":"date-range","slices":[{"end":"2024-01-05"}]}`:                                                             "KeyError: 'start'",
		`{"state_type":"date-range","slices":[{"start":"2024-01-05"}]}`:                                                           "KeyError: 'end'",
		`{"state_type":"date-range","slices":[{"start":"2024-01-05","end":"2024-01-06","most_recent_cursor_value":null}]}`:        "ValueError: " + formats + "None",
		`{"state_type":"date-range","slices":[{"start":"2024-01-05","end":"2024-01-06","most_recent_cursor_value":"yesterday"}]}`: "ValueError: " + formats + "yesterday",
	} {
		if _, err := d.Observer(alone, load(t, state)); err == nil || err.Error() != want {
			t.Errorf("%s: %v", state, err)
		}
	}
	numbers := declare("%s", "0", "9")
	if _, err := numbers.Observer(alone, load(t, `{"updated_at":null}`)); !isClass(err, value.TypeError) {
		t.Errorf("null, where a number is wanted: %v", err)
	}
}

func TestCatalogDefinedCursorField(t *testing.T) {
	d := stamped("2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z")
	if field, sourceDefined := d.WithCursorField("x").DefaultCursorField(); field != "updated_at" || !sourceDefined {
		t.Errorf("a field that the source defines became %s, %v", field, sourceDefined)
	}
	d.AllowCatalogDefinedCursorField = true
	named := d.WithCursorField("007")
	if field, sourceDefined := named.DefaultCursorField(); field != "007" || sourceDefined {
		t.Errorf("%s, %v", field, sourceDefined)
	}
	o, err := named.Observer(alone, value.Value{})
	if err != nil {
		t.Fatal(err)
	}
	if got := string(o.End(t.Context(), true)); got != `{"007":"2024-01-01T00:00:00Z"}` {
		t.Error(got)
	}
}

func TestEndIsThePresent(t *testing.T) {
	d := stamped("2024-01-01T00:00:00Z", "")
	d.EndDatetime = nil
	w := started(t, d, "")
	now := time.Date(2024, 1, 2, 3, 4, 5, 6000, time.UTC)
	w.of.now = func() time.Time { return now }
	expect(t, w, "2024-01-01T00:00:00Z..2024-01-02T03:04:05Z")
	v := w.window(now, now)
	if v.Contains(record(t, `"2024-01-02T03:04:06Z"`)) {
		t.Error("a record of the future is kept")
	}
	now = now.Add(time.Second)
	if !v.Contains(record(t, `"2024-01-02T03:04:06Z"`)) {
		t.Error("the end has not moved with the clock")
	}
}

func TestEarlier(t *testing.T) {
	b, err := stamped("2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z").open(alone)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		state, want string
		by          timefmt.Delta
	}{
		{`{"a":1,"updated_at":"2024-01-02T00:00:00Z"}`, `{"a":1,"updated_at":"2024-01-01T23:59:50Z"}`, 10 * timefmt.Second},
		{`{"updated_at":"2024-01-02T00:00:00Z"}`, `{"updated_at":"2024-01-02T00:00:00Z"}`, 0},
		{`{"a":1}`, `{"a":1}`, timefmt.Day},
		{`{"updated_at":null}`, `{"updated_at":null}`, timefmt.Day},
	} {
		got, err := b.earlier(load(t, c.state), c.by)
		if err != nil || string(got.AppendJSON(nil)) != c.want {
			t.Errorf("%s: %s, %v", c.state, got.AppendJSON(nil), err)
		}
	}
	var failure *value.Error
	if _, err := b.earlier(load(t, `{"updated_at":"0001-01-01T00:00:00Z"}`), timefmt.Day); !errors.As(err, &failure) || failure.Class != value.OverflowError {
		t.Error(err)
	}
}
