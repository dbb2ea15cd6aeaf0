package timefmt_test

import (
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/timefmt"
)

func moment(t *testing.T, iso string) time.Time {
	t.Helper()
	parsed, err := timefmt.ISOParse(iso)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

func TestStrftime(t *testing.T) {
	for _, c := range []struct{ at, format, want string }{
		{"2019-07-08T09:10:11.000123Z", "%Y-%m-%dT%H:%M:%S.%f%z", "2019-07-08T09:10:11.000123+0000"},
		{"2019-07-08T09:10:11-03:30", "%z %Z", "-0330 UTC-03:30"},
		{"2019-07-08T09:10:11", "[%z%Z]", "[]"},
		{"2019-07-08T09:10:11Z", "%-d/%-m %e %k %l %F %T %D %R %h %C %u %V %G %s", "8/7  8  9  9 2019-07-08 09:10:11 07/08/19 09:10 Jul 20 1 28 2019 1562577011"},
		{"2019-07-08T21:10:11Z", "%A %a %B %b %p %P %I %j %U %W %w %y", "Monday Mon July Jul PM pm 09 189 27 27 1 19"},
		{"2019-07-08T09:10:11Z", "%c|%x|%X|%r", "Mon Jul  8 09:10:11 2019|07/08/19|09:10:11|09:10:11 AM"},
		{"2019-07-08T09:10:11Z", "%^a %#p %_d %5d %-5d %12F", "MON am  8 00008     8   2019-07-08"},
		{"2019-07-08T09:10:11Z", "%Ey %Od %Q %:z % 100%", "19 08 %Q %:z % 100%"},
		{"0099-07-08", "%Y %y %G", "99 99 99"},
		{"2019-07-08", "été %Y%%\n%n%t", "été 2019%\n\n\t"},
		{"2019-07-08", "%ms|%_ms", "07s| 7s"},
		{"2019-07-08", "%999999999d", ""}, // the C library's caller gives up
	} {
		if got := timefmt.Strftime(moment(t, c.at), c.format); got != c.want {
			t.Errorf("%s by %q: %q, not %q", c.at, c.format, got, c.want)
		}
	}
}

func FuzzStrftime(f *testing.F) {
	f.Add("%-10Ed%999999999999999999999Y%")
	at := time.Date(2019, 7, 8, 9, 10, 11, 0, time.UTC)
	f.Fuzz(func(t *testing.T, format string) {
		if got := timefmt.Strftime(at, format); len(got) > 1024+512*len(format) {
			t.Errorf("%q: %d bytes", format, len(got))
		}
	})
}

func BenchmarkStrftime(b *testing.B) {
	at := time.Date(2019, 7, 8, 9, 10, 11, 123456000, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		timefmt.Strftime(at, "%Y-%m-%dT%H:%M:%S.%f%z")
	}
}
