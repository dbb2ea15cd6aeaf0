package timefmt_test

import (
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/timefmt"
)

func TestISOParse(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"2019", "2019-01-01 00:00:00"},
		{"2019-07", "2019-07-01 00:00:00"},
		{"20190708", "2019-07-08 00:00:00"},
		{"2019-07-08", "2019-07-08 00:00:00"},
		{"2019-07-08 09", "2019-07-08 09:00:00"},
		{"2019-07-08x0910", "2019-07-08 09:10:00"},
		{"2019-07-08T09:10:11,1234567z", "2019-07-08 09:10:11.123456+00:00"},
		{"2019-07-08T09:10-0330", "2019-07-08 09:10:00-03:30"},
		{"2019-07-08T09:10:11+00:00", "2019-07-08 09:10:11+00:00"},
		{"2019-07-08T24:00", "2019-07-09 00:00:00"},
		{"2019-W28", "2019-07-08 00:00:00"},
		{"2019W281T09", "2019-07-08 09:00:00"},
		{"2019-189", "2019-07-08 00:00:00"},
		{"2020366", "2020-12-31 00:00:00"},
		{"2019366", "ValueError"},
		{"201907", "ValueError"},
		{"2019-7-8", "ValueError"},
		{"2019-W281", "ValueError"},
		{"2019-W54", "ValueError"},
		{"2019-07-08T", "ValueError"},
		{"2019-07-08T24:01", "ValueError"},
		{"2019-07-08T09:1011", "ValueError"},
		{"2019-07-08T09:10:11+25", "ValueError"},
		{"2019-07-08T09:10:11 Z", "ValueError"},
		{"2019-02-29", "ValueError"},
		{"２019", "ValueError"},
		{"201", "ValueError"},
		{"", "ValueError"},
		{"9999-12-31T24:00", "OverflowError"},
	} {
		parsed, err := timefmt.ISOParse(c.text)
		got := timefmt.Text(parsed)
		if err != nil {
			got = classOf(err)
		}
		if got != c.want {
			t.Errorf("%q: %s, not %s (%v)", c.text, got, c.want, err)
		}
	}
}

func FuzzISOParse(f *testing.F) {
	f.Add("2019-W28-1T09:10:11.5+02:00")
	f.Fuzz(func(t *testing.T, text string) {
		parsed, err := timefmt.ISOParse(text)
		if err == nil && (parsed.Year() < 1 || parsed.Year() > 9999) {
			t.Errorf("%q: %v", text, parsed)
		}
	})
}

func TestISOFormat(t *testing.T) {
	at := moment(t, "2019-07-08T09:10:11.0005Z")
	for timespec, want := range map[string]string{
		"": "2019-07-08T09:10:11.000500+00:00", "auto": "2019-07-08T09:10:11.000500+00:00", "hours": "2019-07-08T09+00:00",
		"minutes": "2019-07-08T09:10+00:00", "seconds": "2019-07-08T09:10:11+00:00", "milliseconds": "2019-07-08T09:10:11.000+00:00",
	} {
		if got, err := timefmt.ISOFormat(at, "T", timespec); err != nil || got != want {
			t.Errorf("%s: %s, not %s (%v)", timespec, got, want, err)
		}
	}
	if _, err := timefmt.ISOFormat(at, "T", "years"); classOf(err) != timefmt.ValueError {
		t.Error(err)
	}
}

func TestZone(t *testing.T) {
	for _, name := range []string{"Europe/Berlin", "europe/berlin", "us/pacific", "UTC"} {
		if _, err := timefmt.Zone(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, name := range []string{"", "Local", "Mars/Olympus"} {
		if _, err := timefmt.Zone(name); err == nil {
			t.Errorf("%q: no error", name)
		}
	}
}
