package timefmt

import (
	"testing"
	"time"
)

// TestParseAny has texts whose readings were recorded from the reference on 2026-01-15.
func TestParseAny(t *testing.T) {
	t.Setenv(nowVariable, "2026-01-15T12:00:00Z")
	for text, want := range map[string]string{
		"0":                                   "1970-01-01T00:00:00+00:00",
		"1700000000":                          "2023-11-14T22:13:20+00:00",
		"00000001700000000":                   "2023-11-14T22:13:20+00:00",
		"17000000000":                         "Timestamp value too large",
		"-5":                                  "Timestamp cannot be negative",
		"1700000000.5":                        "Could not parse datetime string: 1700000000.5",
		"2026-01-15":                          "2026-01-15T00:00:00+00:00",
		"2026-1-5":                            "2026-01-05T00:00:00+00:00",
		"2026-02-30":                          "Invalid date format: 2026-02-30",
		"12:00":                               "Could not parse datetime string: 12:00",
		"Tue, 15 Nov 1994 08:12:31 GMT":       "Could not parse datetime string: Tue, 15 Nov 1994 08:12:31 GMT",
		"":                                    "Could not parse datetime string: ",
		"2026-01-15T12:00:00Z":                "2026-01-15T12:00:00+00:00",
		"2026-01-15 12:00":                    "2026-01-15T12:00:00+00:00",
		"2026-01-15T12:00:00.123456789+02:00": "2026-01-15T12:00:00.123456+02:00",
		"2026-01-15T12:00:00-0330":            "2026-01-15T12:00:00-03:30",
		"2026-01-15T12:00:00 GMT+3":           "2026-01-15T12:00:00-03:00",
		"2026-01-15T12:00:00 -0300 (BRST)":    "2026-01-15T12:00:00-03:00",
		"2026-01-15T12:00:00 EST":             "2026-01-15T12:00:00+00:00",
		"2026-01-15T12:00:00+99:00":           "Could not parse datetime string: 2026-01-15T12:00:00+99:00",
		"01/15/26 10:11pm":                    "2026-01-15T22:11:00+00:00",
		"1/2/3 4:5:6":                         "2003-01-02T04:05:06+00:00",
		"Jan-05-2026 10:00":                   "2026-01-05T10:00:00+00:00",
	} {
		if got := parsed(ParseAny(text)); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

// TestParseLoose has what ParseAny lets through that is no usual date.
func TestParseLoose(t *testing.T) {
	t.Setenv(nowVariable, "2026-01-15T12:00:00Z")
	for text, want := range map[string]string{
		"Jan 5 2026":             "2026-01-05T00:00:00",
		"5 Jan 2026":             "2026-01-05T00:00:00",
		"Sep.20.2009":            "2009-09-20T00:00:00",
		"15.01.2026":             "2026-01-15T00:00:00",
		"2026.01.15":             "2026-01-15T00:00:00",
		"20260115T120000Z":       "2026-01-15T12:00:00+00:00",
		"20260115T1200":          "2026-01-15T12:00:00",
		"20260115120000":         "2026-01-15T12:00:00",
		"260115":                 "2015-01-26T00:00:00",
		"2nd of March 99":        "1999-03-02T00:00:00",
		"Jan of 26":              "2026-01-15T00:00:00",
		"feb 2020":               "2020-02-15T00:00:00",
		"31 2020":                "Could not parse datetime string: 31 2020",
		"5/2020":                 "2020-05-15T00:00:00",
		"12/1":                   "2026-12-01T00:00:00",
		"Tue":                    "2026-01-20T00:00:00",
		"Thursday":               "2026-01-15T00:00:00",
		"10pm":                   "2026-01-15T22:00:00",
		"12 am":                  "2026-01-15T00:00:00",
		"10h36m28.5s":            "2026-01-15T10:36:28.500000",
		"1.5 h":                  "2026-01-15T01:30:00",
		"10h36":                  "2026-01-15T10:36:00",
		"13 pm 5":                "2026-01-05T13:00:00",
		"5.m":                    "Could not parse datetime string: 5.m",
		"1 2 3 4":                "Could not parse datetime string: 1 2 3 4",
		"foo":                    "Could not parse datetime string: foo",
		"pm":                     "Could not parse datetime string: pm",
		"nan":                    "Could not parse datetime string: nan",
		"- ":                     "Could not parse datetime string: - ",
		"feb feb":                "Could not parse datetime string: feb feb",
		"99999999999999999999 h": "Could not parse datetime string: 99999999999999999999 h",
	} {
		if got := parsed(ParseLoose(text)); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

func parsed(t time.Time, err error) string {
	if err != nil {
		return err.Error()
	}
	text, _ := ISOFormat(t, "T", "") // the usual precision always works
	return text
}

func FuzzParseAny(f *testing.F) {
	for _, text := range []string{"2026-01-15T12:00:00.5Z", "Jan-05-2026 10:00 pm", "1.5 h 3:4 -03:00 (BRST)", "Sep.20.2009", "feb of 20"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		read, err := ParseAny(text)
		if err == nil && (read.Year() < minYear-1 || read.Year() > maxYear+1 || IsNaive(read)) {
			t.Errorf("%q is read as %s", text, read)
		}
	})
}
