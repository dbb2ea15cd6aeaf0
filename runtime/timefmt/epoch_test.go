package timefmt_test

import (
	"math"
	"testing"

	"github.com/lowcode-dev/lowcode/runtime/timefmt"
)

func TestParseAndFormat(t *testing.T) {
	for _, c := range []struct{ text, format, want, printed string }{
		{"1562577011", "%s", "2019-07-08 09:10:11+00:00", "1562577011"},
		{" -1_0 ", "%s", "1969-12-31 23:59:50+00:00", "-10"},
		{"1562577011.25", "%s_as_float", "2019-07-08 09:10:11.250000+00:00", "1562577011.25"},
		{"0", "%s_as_float", "1970-01-01 00:00:00+00:00", "0.0"},
		{"1562577011250", "%ms", "2019-07-08 09:10:11.250000+00:00", "1562577011250"},
		{"1562577011000250", "%epoch_microseconds", "2019-07-08 09:10:11.000250+00:00", "1562577011000250"},
		{"2019-07-08T09:10:11.2+02:00", "%Y-%m-%dT%H:%M:%S.%_ms%z", "2019-07-08 09:10:11.200000+02:00", "2019-07-08T09:10:11.200+0200"},
		{"20190708", "%Y%m%d", "2019-07-08 00:00:00+00:00", "20190708"},
		{"1562577011.5", "%s", "ValueError", ""},
		{"99999999999999999999", "%s", "OverflowError", ""},
		{"99999999999999", "%s", "ValueError", ""},
		{"nan", "%s_as_float", "ValueError", ""},
	} {
		parsed, err := timefmt.Parse(c.text, c.format)
		if err != nil {
			if got := classOf(err); got != c.want {
				t.Errorf("%q by %q: %s, not %s", c.text, c.format, got, c.want)
			}
			continue
		}
		if got := timefmt.Text(parsed); got != c.want {
			t.Errorf("%q by %q: %s, not %s", c.text, c.format, got, c.want)
		}
		if got := timefmt.Format(parsed, c.format); got != c.printed {
			t.Errorf("%s by %q: %s, not %s", c.want, c.format, got, c.printed)
		}
	}
}

func TestParseOfNumbers(t *testing.T) {
	if parsed, err := timefmt.ParseInt(20190708, "%Y%m%d"); err != nil || timefmt.ISODate(parsed) != "2019-07-08" {
		t.Error(parsed, err)
	}
	if parsed, err := timefmt.ParseFloat(1562577011.9, "1562577011.9", "%s"); err != nil || timefmt.Text(parsed) != "2019-07-08 09:10:11+00:00" {
		t.Error(parsed, err)
	}
	if _, err := timefmt.ParseFloat(math.Inf(1), "inf", "%ms"); classOf(err) != timefmt.OverflowError {
		t.Error(err)
	}
}

// The reference replaces the six digits wherever they are, so that a year
// beside them may change as well; here the offset's zeros do not, being four.
func TestMillisecondsReplaceDigits(t *testing.T) {
	at := moment(t, "2019-07-08T09:10:11Z")
	if got := timefmt.Format(at, "%_ms %f 000000"); got != "000 000 000" {
		t.Error(got)
	}
}
