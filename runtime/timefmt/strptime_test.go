package timefmt_test

import (
	"errors"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/timefmt"
)

func TestStrptime(t *testing.T) {
	for _, c := range []struct{ text, format, want string }{
		{"2019-07-08", "%Y-%m-%d", "2019-07-08 00:00:00"},
		{"2019-7-8", "%Y-%m-%d", "2019-07-08 00:00:00"},
		{"201978", "%Y%m%d", "2019-07-08 00:00:00"},
		{"11", "%m%d", "1900-01-01 00:00:00"}, // two digits first, and back
		{"08jul2019", "%d%b%Y", "2019-07-08 00:00:00"},
		{"MONDAY 8 JULY 19", "%A %d %B %y", "2019-07-08 00:00:00"},
		{"69-01-01", "%y-%m-%d", "1969-01-01 00:00:00"},
		{"2019-07-08t09:10:11.5z", "%Y-%m-%dT%H:%M:%S.%fZ", "2019-07-08 09:10:11.500000"},
		{"2019-07-08T09:10:11Z", "%Y-%m-%dT%H:%M:%S%z", "2019-07-08 09:10:11+00:00"},
		{"2019-07-08T09:10:11-03:30", "%Y-%m-%dT%H:%M:%S%z", "2019-07-08 09:10:11-03:30"},
		{"2019-07-08 09:10 UTC", "%Y-%m-%d %H:%M %Z", "2019-07-08 09:10:00"},
		{"12:05 am", "%I:%M %p", "1900-01-01 00:05:00"},
		{"12:05 PM", "%I:%M %p", "1900-01-01 12:05:00"},
		{"2020 366", "%Y %j", "2020-12-31 00:00:00"},
		{"2019 27 1", "%Y %W %w", "2019-07-08 00:00:00"},
		{"2019-W28-1", "%G-W%V-%u", "2019-07-08 00:00:00"},
		{"Mon Jul  8 09:10:11 2019", "%c", "2019-07-08 09:10:11"},
		{"a\t\n 5", "a %d", "1900-01-05 00:00:00"},
		{"100%", "%m00%%", "1900-01-01 00:00:00"},
		{"2019-02-30", "%Y-%m-%d", "ValueError"},
		{"2019-07-08x", "%Y-%m-%d", "ValueError"},
		{"2019-07", "%Y-%m-%d", "ValueError"},
		{"19-07-08", "%Y-%m-%d", "ValueError"},
		{"2019-07-08T09:10:60", "%Y-%m-%dT%H:%M:%S", "ValueError"},
		{"5.1234567", "%S.%f", "ValueError"},
		{"+0200:30", "%z", "ValueError"},
		{"+24:00", "%z", "ValueError"},
		{"2019-W28", "%G-W%V", "ValueError"},
		{"5", "%T", "ValueError"},
		{"5", "%s", "ValueError"},
		{"5", "5%", "ValueError"},
		{"5 5", "%d %d", "re.error"},
	} {
		parsed, err := timefmt.Strptime(c.text, c.format)
		got := timefmt.Text(parsed)
		if err != nil {
			got = classOf(err)
		}
		if got != c.want {
			t.Errorf("%q by %q: %s, not %s (%v)", c.text, c.format, got, c.want, err)
		}
	}
}

func classOf(err error) string {
	var e *timefmt.Error
	if errors.As(err, &e) {
		return e.Class
	}
	return "no class: " + err.Error()
}

func FuzzStrptime(f *testing.F) {
	f.Add("2019-07-08", "%Y-%m-%d")
	f.Add("1111111111111111", "%d%m%H%I%j%M%S%U%w%y%f")
	f.Add("+01:02:03.4567", "%z")
	f.Fuzz(func(t *testing.T, text, format string) {
		parsed, err := timefmt.Strptime(text, format)
		if err == nil && (parsed.Year() < 1 || parsed.Year() > 9999) {
			t.Errorf("%q by %q: %v", text, format, parsed)
		}
	})
}

func BenchmarkStrptime(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := timefmt.Strptime("2019-07-08T09:10:11.123Z", "%Y-%m-%dT%H:%M:%S.%fZ"); err != nil {
			b.Fatal(err)
		}
	}
}
