package timefmt

import (
	"strings"
	"testing"
	"time"
)

func TestQuickPrintsAsThePrinter(t *testing.T) {
	printed := 0
	for _, at := range []time.Time{
		time.Date(2024, 2, 29, 1, 2, 3, 4_005_000, time.UTC),
		time.Date(1999, 12, 31, 23, 59, 59, 999_999_999, time.FixedZone("", 5*3600+1800)),
		time.Date(1000, 1, 1, 0, 0, 0, 0, time.UTC),
		time.Date(9999, 10, 10, 10, 10, 10, 123_456_000, time.UTC),
		time.Date(999, 1, 1, 0, 0, 0, 0, time.UTC),
		time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC),
	} {
		for _, format := range append(quickFormats, "%e", "%-d", "%5Y", "%^Y", strings.Repeat("%f", 30), strings.Repeat("%Y ", 400)) {
			got, ok := quickPrint(at, format)
			if !ok {
				continue
			}
			printed++
			if want := (printer{t: at}).print(nil, format).limited(format); got != want {
				t.Errorf("%v by %q: %q, not %q", at, format, got, want)
			}
		}
	}
	if printed < 40 {
		t.Errorf("quickPrint printed %d times", printed)
	}
}

func TestQuickPrintLeavesTheRest(t *testing.T) {
	for _, c := range []struct {
		year   int
		format string
	}{{2024, "%Y-%j"}, {2024, "%"}, {2024, "%%"}, {2024, "%-d"}, {2024, "%_ms"}, {2024, "%5Y"}, {999, "%Y"}} {
		if text, ok := quickPrint(time.Date(c.year, 1, 2, 3, 4, 5, 0, time.UTC), c.format); ok {
			t.Errorf("year %d by %q: %q", c.year, c.format, text)
		}
	}
}
