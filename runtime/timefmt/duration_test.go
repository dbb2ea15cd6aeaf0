package timefmt_test

import (
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/timefmt"
)

func TestParseDuration(t *testing.T) {
	for _, c := range []struct{ text, want, repr string }{
		{"P1D", "1 day, 0:00:00", "datetime.timedelta(days=1)"},
		{"PT", "0:00:00", "datetime.timedelta(0)"},
		{"-PT1H", "-1 day, 23:00:00", "datetime.timedelta(days=-1, seconds=82800)"},
		{"P2W1DT1,5S", "15 days, 0:00:01.500000", "datetime.timedelta(days=15, seconds=1, microseconds=500000)"},
		{"PT0.000001S", "0:00:00.000001", "datetime.timedelta(microseconds=1)"},
		{"P1Y", "1 years, 0:00:00", "isodate.duration.Duration(0, 0, 0, years=1, months=0)"},
		{"P2M3D\n", "2 months, 3 days, 0:00:00", "isodate.duration.Duration(3, 0, 0, years=0, months=2)"},
		{"-P1M", "-1 month, 0:00:00", "isodate.duration.Duration(0, 0, 0, years=0, months=-1)"},
		{"P0001-02-03T04:05:06", "1 years, 2 months, 3 days, 4:05:06", "isodate.duration.Duration(3, 14706, 0, years=1, months=2)"},
	} {
		d, err := timefmt.ParseDuration(c.text)
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		repr := d.Repr()
		if d.IsDelta() {
			repr = d.Delta.Repr()
		}
		if d.String() != c.want || repr != c.repr {
			t.Errorf("%q: %s, %s", c.text, d, repr)
		}
	}
	for _, text := range []string{"", "P", "1D", "P1", "P1H", "P1DT1D", "p1d", "P1D "} {
		if _, err := timefmt.ParseDuration(text); classOf(err) != timefmt.DurationError {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := timefmt.ParseDuration("P999999999999D"); classOf(err) != timefmt.OverflowError {
		t.Error(err)
	}
}

func TestDurationsMoveTimes(t *testing.T) {
	for _, c := range []struct{ at, duration, want string }{
		{"2019-01-31", "P1M", "2019-02-28 00:00:00"},
		{"2020-02-29T05:00+02:00", "P1Y", "2021-02-28 05:00:00+02:00"},
		{"2019-03-31", "-P1M", "2019-02-28 00:00:00"},
		{"2019-01-31", "P13M1DT1H", "2020-03-01 01:00:00"},
		{"2019-01-31", "-P3650D", "2009-02-02 00:00:00"},
		{"0001-01-31", "-P1M", "ValueError"},
		{"0001-01-31", "-P31D", "OverflowError"},
		{"2019-01-31", "P0.5M", "ValueError"},
		{"2019-01-31", "P9999Y", "ValueError"},
	} {
		d, err := timefmt.ParseDuration(c.duration)
		if err != nil {
			t.Fatal(err)
		}
		moved, err := d.AddTo(moment(t, c.at))
		got := timefmt.Text(moved)
		if err != nil {
			got = classOf(err)
		}
		if got != c.want {
			t.Errorf("%s and %s: %s, not %s", c.at, c.duration, got, c.want)
		}
	}
}

// Python drops the hours of a timedelta before it moves a date.
func TestDurationsMoveDates(t *testing.T) {
	hour := timefmt.Duration{Delta: timefmt.Hour}
	date := moment(t, "2019-01-31")
	for _, c := range []struct {
		move func() (string, error)
		want string
	}{
		{func() (string, error) { d, err := hour.AddToDate(date); return timefmt.ISODate(d), err }, "2019-01-31"},
		{func() (string, error) { d, err := hour.SubFromDate(date); return timefmt.ISODate(d), err }, "2019-01-31"},
		{func() (string, error) { d, err := hour.Neg().AddToDate(date); return timefmt.ISODate(d), err }, "2019-01-30"},
	} {
		if got, err := c.move(); err != nil || got != c.want {
			t.Errorf("%s, not %s (%v)", got, c.want, err)
		}
	}
}

func TestDeltaArithmetic(t *testing.T) {
	if d, err := (timefmt.Parts{Days: 1.5, Microseconds: 0.5}).Delta(); err != nil || d.String() != "1 day, 12:00:00" {
		t.Error(d, err)
	}
	if d, err := timefmt.Delta(3).Scale(0.5); err != nil || d != 2 {
		t.Error(d, err) // half to even
	}
	if d, err := timefmt.Delta(-3).Scale(0.5); err != nil || d != -2 {
		t.Error(d, err)
	}
	if _, err := (1 << 62 * timefmt.Microsecond).Add(1 << 62); classOf(err) != timefmt.OverflowError {
		t.Error(err)
	}
	if _, err := timefmt.Day.Times(1 << 40); classOf(err) != timefmt.OverflowError {
		t.Error(err)
	}
	if got := timefmt.Sub(moment(t, "2019-01-02"), moment(t, "2019-01-01T12:00:00.5")); got.TotalSeconds() != 43199.5 {
		t.Error(got)
	}
}
