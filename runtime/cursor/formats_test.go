package cursor

import (
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/timefmt"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// formatted is a cursor of a format, and of others for records.
func formatted(t testing.TB, format string, others ...string) *bounds {
	t.Helper()
	d := DatetimeBased{CursorField: config.Fixed("updated_at"), DatetimeFormat: format, CursorDatetimeFormats: others,
		StartDatetime: MinMaxDatetime{Datetime: config.Fixed("2000"), DatetimeFormat: "%Y"}}
	b, err := d.open(alone)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestFormatsPrint(t *testing.T) {
	at := time.Date(2024, 1, 2, 3, 4, 5, 678901000, time.UTC)
	east, err := timefmt.Offset(2*3600, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		format string
		at     time.Time
		want   string
	}{
		{"%s", at, "1704164645"},
		{"%s_as_float", at, "1704164645.678901"},
		{"%s_as_float", at.Truncate(time.Second), "1704164645.0"},
		{"%ms", at, "1704164645678"},
		{"%epoch_microseconds", at, "1704164645678901"},
		{"%Y-%m-%dT%H:%M:%S.%_ms%z", at, "2024-01-02T03:04:05.678+0000"},
		{"%Y-%m-%dT%H:%M:%S.%f%z", at, "2024-01-02T03:04:05.678901+0000"},
		{"%Y-%m-%dT%H:%M:%S%Z", at, "2024-01-02T03:04:05UTC"},
		{"%Y-%m-%dT%H:%M:%S%z", at.In(east), "2024-01-02T05:04:05+0200"},
		{"%-d/%-m/%y", at, "2/1/24"},
		{"%j %U %A %p %I", at, "002 00 Tuesday AM 03"},
		{"created_on:gte:%Y-%m-%dT%H:%M:%S%z", at, "created_on:gte:2024-01-02T03:04:05+0000"},
		{"[%Y-%m-%dT%H:%M:%S.%fZ..2100-01-01T00:00:00.000Z]", at, "[2024-01-02T03:04:05.678901Z..2100-01-01T00:00:00.000Z]"},
		{"%Y-%m-%dT%H:%M:%S-12:00", at, "2024-01-02T03:04:05-12:00"},
		{"%Y-%m-%dT%H:%M:%S.%f0", at, "2024-01-02T03:04:05.6789010"},
		{"%Y-%m-%dT%H:00:00", at, "2024-01-02T03:00:00"},
		{"%Y", time.Date(999, 1, 1, 0, 0, 0, 0, time.UTC), "999"},
		// The six digits of the microseconds become three wherever they are.
		{"%Y%m %_ms", time.Date(2024, 5, 1, 0, 0, 0, 202405000, time.UTC), "202 202"},
	} {
		if got := formatted(t, c.format).format(c.at); got != c.want {
			t.Errorf("%s: %s, not %s", c.format, got, c.want)
		}
	}
}

func TestFormatsRead(t *testing.T) {
	for _, c := range []struct {
		format string
		value  string // JSON
		want   string // RFC 3339, or the class of the error
	}{
		{"%s", `"1704067200"`, "2024-01-01T00:00:00Z"},
		{"%s", `1704067200`, "2024-01-01T00:00:00Z"},
		{"%s", `1704067200.9`, "2024-01-01T00:00:00Z"},
		{"%s", `"1704067200.5"`, "ValueError"},
		{"%s", `" 1704067200 "`, "2024-01-01T00:00:00Z"},
		{"%s", `true`, "1970-01-01T00:00:01Z"},
		{"%s", `{}`, "TypeError"},
		{"%s", `1704067200000`, "ValueError"}, // milliseconds: the year is too large
		{"%s", `1704067200000000`, "ValueError"},
		{"%s", `100000000000000000000`, "OverflowError"},
		{"%s_as_float", `1704067200.5`, "2024-01-01T00:00:00.5Z"},
		{"%s_as_float", `"1704067200.25"`, "2024-01-01T00:00:00.25Z"},
		{"%s_as_float", `1704067200`, "2024-01-01T00:00:00Z"},
		{"%s_as_float", `[]`, "TypeError"},
		{"%s_as_float", `"soon"`, "ValueError"},
		{"%ms", `1704067200123`, "2024-01-01T00:00:00.123Z"},
		{"%ms", `"-1"`, "1969-12-31T23:59:59.999Z"},
		{"%ms", `1704067200123456`, "OverflowError"},
		{"%epoch_microseconds", `"1704067200123456"`, "2024-01-01T00:00:00.123456Z"},
		{"%Y-%m-%dT%H:%M:%S.%_msZ", `"2024-01-01T00:00:00.5Z"`, "2024-01-01T00:00:00.5Z"},
		{"%Y-%m-%dT%H:%M:%S.%fZ", `"2024-01-01T00:00:00.1234567Z"`, "ValueError"},
		{"%Y-%m-%dT%H:%M:%S%z", `"2024-01-01T00:00:00Z"`, "2024-01-01T00:00:00Z"},
		{"%Y-%m-%dT%H:%M:%S%z", `"2024-01-01T00:00:00+05:30"`, "2024-01-01T00:00:00+05:30"},
		{"%Y-%m-%dT%H:%M:%S%z", `"2024-01-01T00:00:00"`, "ValueError"},
		{"%Y-%m-%dT%H:%M:%S%Z", `"2024-01-01T00:00:00UTC"`, "2024-01-01T00:00:00Z"},
		{"%Y-%m-%dT%H:%M:%S%Z", `"2024-01-01T00:00:00CET"`, "ValueError"},
		{"%Y-%m-%d", `"2024-1-2"`, "2024-01-02T00:00:00Z"},
		{"%Y-%m-%d", `"24-01-02"`, "ValueError"},
		{"%Y-%m-%d", `"2024-01-02 "`, "ValueError"},
		{"%Y%m%d", `20240102`, "2024-01-02T00:00:00Z"},
		{"%Y", `2024.0`, "ValueError"},
		{"%Y", `false`, "ValueError"},
		{"at %s", `"at 1704067200"`, "ValueError"},
		{"created_on:gte:%Y-%m-%d", `"created_on:gte:2024-01-02"`, "2024-01-02T00:00:00Z"},
	} {
		at, err := formatted(t, c.format).parse(load(t, c.value))
		if err != nil {
			if !isClass(err, c.want) {
				t.Errorf("%s by %s: %v, not %s", c.value, c.format, err, c.want)
			}
			continue
		}
		if got := at.Format(time.RFC3339Nano); got != c.want {
			t.Errorf("%s by %s: %s, not %s", c.value, c.format, got, c.want)
		}
	}
}

// The formats of records come before that of the state, in their order.
func TestFormatsAreTriedInOrder(t *testing.T) {
	b := formatted(t, "%d/%m/%Y", "%m/%d/%Y", "%s")
	for text, want := range map[string]string{`"02/03/2024"`: "03/02/2024", `"13/03/2024"`: "13/03/2024", `1704067200`: "01/01/2024"} {
		if got, err := b.text(load(t, text)); err != nil || got != want {
			t.Errorf("%s: %s, %v", text, got, err)
		}
	}
	const want = "ValueError: No format in ['%m/%d/%Y', '%s', '%d/%m/%Y'] matching soon"
	if _, err := b.text(value.Str("soon")); err == nil || err.Error() != want {
		t.Error(err)
	}
	if _, err := formatted(t, "%Y", "%s", "%Y").parse(value.Null); !isClass(err, value.TypeError) {
		t.Errorf("a type error is no unreadable value: %v", err)
	}
}
