package timefmt

import (
	"strings"
	"testing"
	"time"
)

// quickFormats and quickTexts are tried with each other: what quick reads, Strptime reads alike.
var (
	quickFormats = []string{
		"%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%dT%H:%M:%S.%_ms%z", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d", "%Y%m%d",
		"%Y-%m", "%Y", "%d/%m/%Y %H:%M", "%Y-%m-%d  %H", "at %Y", "%Y%Y", "%Y-%m-%dT%H:%M:%S %z", "%z %Y", "%m-%d", "%Y%", "%Y%%",
		"%Y-%m-%d %B", "%Y-%m-%dT%H:%M:%S.%f0", "%s", "",
	}
	quickTexts = []string{
		"2024-02-29T01:02:03Z", "2023-02-29T01:02:03Z", "2024-01-02T03:04:05.5Z", "2024-01-02T03:04:05.123456Z", "2024-01-02T03:04:05.1234567Z",
		"2024-01-02T03:04:05.123+0530", "2024-01-02T03:04:05+05:30", "2024-01-02T03:04:05-0000", "2024-01-02T03:04:05+05:30:15", "2024-01-02T03:04:05+2400",
		"2024-01-02T03:04:05+0560", "2024-01-02T03:04:05.", "2024-01-02T03:04:60Z", "2024-01-02", "2024-1-2", "20240102", "2024012", "2024-13", "2024-12", "2024",
		"0000", "0001", "31/12/2024 23:59", "2024-01-02  03", "2024-01-02 03", "AT 2024", "at 2024", "20242024", "2024-01-02T03:04:05 Z", "+0100 2024", "02-29", "2024%",
		"2024-01-02T03:04:05.120", "2024-01-02T03:04:05.12345670", "٢٠٢٤", "",
	}
)

func TestQuickReadsAsStrptime(t *testing.T) {
	read := 0
	for _, format := range quickFormats {
		for _, text := range quickTexts {
			got, ok := quick(text, format)
			if !ok {
				continue
			}
			read++
			want, err := Strptime(text, strings.ReplaceAll(format, millisDirective, "%f"))
			if err != nil || Repr(got) != Repr(Aware(want)) {
				t.Errorf("%q by %q: %v, not %v, %v", text, format, got, want, err)
			}
		}
	}
	if read < 15 {
		t.Errorf("quick read %d of the texts", read)
	}
}

func TestQuickLeavesTheRest(t *testing.T) {
	for _, c := range []struct{ text, format string }{
		{"2024-1-2", "%Y-%m-%d"},
		{"2024-02-30", "%Y-%m-%d"},
		{"20242024", "%Y%Y"},
		{"02-29", "%m-%d"},
		{"May 2024", "%B %Y"},
	} {
		if at, ok := quick(c.text, c.format); ok {
			t.Errorf("%q by %q: %v", c.text, c.format, at)
		}
	}
}

// TestUTCSeconds: the usual form is read as an offset of nothing is.
func TestUTCSeconds(t *testing.T) {
	for _, text := range []string{"2024-02-29T01:02:03", "2023-02-29T01:02:03", "0001-01-01T00:00:00", "2024-01-02T24:00:00", "2024-01-02T03:04:60", "2024-01-02 03:04:05"} {
		got, err := ISOParse(text + "Z")
		want, failure := ISOParse(text + "+00:00")
		if !got.Equal(want) || (err == nil) != (failure == nil) || err == nil && got.Location() != time.UTC {
			t.Errorf("%s: %v, %v, not %v, %v", text, got, err, want, failure)
		}
	}
}

func TestParseDoesNotAllocate(t *testing.T) {
	for format, text := range map[string]string{
		"%Y-%m-%dT%H:%M:%SZ": "2024-02-29T01:02:03Z", "%Y-%m-%dT%H:%M:%S.%f%z": "2024-01-02T03:04:05.5-0330",
		"%Y-%m-%d": "2024-01-02", "%s": "1704067200", "%ms": "1704067200000",
	} {
		if n := testing.AllocsPerRun(100, func() {
			if _, err := Parse(text, format); err != nil {
				t.Error(err)
			}
		}); n != 0 {
			t.Errorf("%s: %v allocations", format, n)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	for name, c := range map[string]struct{ format, text string }{
		"quick":    {"%Y-%m-%dT%H:%M:%SZ", "2024-02-29T01:02:03Z"},
		"offset":   {"%Y-%m-%dT%H:%M:%S.%f%z", "2024-02-29T01:02:03.456789+0200"},
		"strptime": {"%d %b %Y", "29 Feb 2024"},
		"wrong":    {"%Y-%m-%dT%H:%M:%S.%fZ", "2024-02-29T01:02:03Z"},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				sink, _ = Parse(c.text, c.format)
			}
		})
	}
}

var sink time.Time
