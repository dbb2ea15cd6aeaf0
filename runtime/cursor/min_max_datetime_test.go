package cursor

import (
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func TestMinMaxDatetime(t *testing.T) {
	failing := config.Text("{{ config.a.b }}", config.Config{}, func(config.Config) value.Value { return value.Fail(value.UndefinedError, "a") })
	fixed := config.Fixed
	for name, c := range map[string]struct {
		of        MinMaxDatetime
		inherited string
		want      string // "" for an error
	}{
		"own format":          {MinMaxDatetime{Datetime: fixed("2024-05-06"), DatetimeFormat: "%Y-%m-%d"}, "%s", "2024-05-06T00:00:00Z"},
		"format of a cursor":  {MinMaxDatetime{Datetime: fixed("1700000000")}, "%s", "2023-11-14T22:13:20Z"},
		"no format":           {MinMaxDatetime{Datetime: fixed("2024-05-06T07:08:09.5+0200")}, "", "2024-05-06T07:08:09.5+02:00"},
		"too early":           {MinMaxDatetime{Datetime: fixed("2"), MinDatetime: fixed("5")}, "%s", "1970-01-01T00:00:05Z"},
		"too late":            {MinMaxDatetime{Datetime: fixed("9"), MaxDatetime: fixed("5")}, "%s", "1970-01-01T00:00:05Z"},
		"between":             {MinMaxDatetime{Datetime: fixed("4"), MinDatetime: fixed("1"), MaxDatetime: fixed("5")}, "%s", "1970-01-01T00:00:04Z"},
		"the later limit":     {MinMaxDatetime{Datetime: fixed("4"), MinDatetime: fixed("7"), MaxDatetime: fixed("5")}, "%s", "1970-01-01T00:00:05Z"},
		"a limit of nothing":  {MinMaxDatetime{Datetime: fixed("4"), MinDatetime: config.Text("{{ '' }}", config.Config{}, func(config.Config) value.Value { return value.Str("") })}, "%s", "1970-01-01T00:00:04Z"},
		"a limit that fails":  {MinMaxDatetime{Datetime: fixed("4"), MaxDatetime: failing}, "%s", ""},
		"a limit of no time":  {MinMaxDatetime{Datetime: fixed("4"), MaxDatetime: fixed("x")}, "%s", ""},
		"a text of no time":   {MinMaxDatetime{Datetime: fixed("May")}, "%Y", ""},
		"a time that is none": {MinMaxDatetime{Datetime: fixed("")}, "%Y", ""},
	} {
		at, err := c.of.Time(c.inherited)
		if (err != nil) != (c.want == "") || err == nil && at.Format(time.RFC3339Nano) != c.want {
			t.Errorf("%s: %v, %v; want %s", name, at, err, c.want)
		}
	}
}
