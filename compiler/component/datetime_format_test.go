package component

import "testing"

func TestDatePattern(t *testing.T) {
	for _, c := range []struct {
		format, text string
		want         bool
	}{
		{"%Y-%m-%d", "2024-02-09", true},
		{"%Y-%m-%d", "2024-2-9", true},
		{"%Y-%m-%d", "24-02-09", false},
		{"%Y-%m-%d", "2024-13-09", false},
		{"%Y-%m-%d", "2024-02-32", false},
		{"%Y-%m-%d", "2024-02-09T00:00:00Z", false},
		{"%Y-%m-%dT%H:%M:%SZ", "2024-02-09t10:11:12z", true},
		{"%Y-%m-%dT%H:%M:%S%z", "2024-02-09T10:11:12+05:30", true},
		{"%Y-%m-%dT%H:%M:%S%z", "2024-02-09T10:11:12-0530", true},
		{"%Y-%m-%dT%H:%M:%S%z", "2024-02-09T10:11:12Z", true},
		{"%Y-%m-%dT%H:%M:%S%z", "2024-02-09T10:11:12", false},
		{"%Y-%m-%dT%H:%M:%S.%f", "2024-02-09T10:11:12.123456", true},
		{"%Y-%m-%dT%H:%M:%S.%f", "2024-02-09T10:11:12.1234567", false},
		{"%Y-%m-%dT%H:%M:%S.%_ms", "2024-02-09T10:11:12.123", true},
		{"%d %b %Y %I:%M %p", "09 Feb 2024   10:11 PM", true},
		{"%d %b %Y %I:%M %p", "09 Feb 2024 22:11 PM", false},
		{"%A, %d %B", "Friday, 9 February", true},
		{"%c", "Fri Feb  9 10:11:12 2024", true},
		{"%x %X", "02/09/24 10:11:12", true},
		{"%Y.%ms", "2024.02s", true},
		{"100%% of %Y (a+b)", "100% of 2024 (a+b)", true},
		{"%s", "1707473472", true},
		{"%s", " 1_000 ", true},
		{"%s", "1707473472.5", false},
		{"%s", "2024-02-09", false},
		{"%ms", "-1707473472000", true},
		{"%epoch_microseconds", "now", false},
		{"%s_as_float", "1707473472.5", true},
		{"%s_as_float", "1e9", true},
		{"%s_as_float", "noon", false},
		{"", "", true},
	} {
		has, err := datePattern(c.format)
		if err != nil || has(c.text) != c.want {
			t.Errorf("%q has the format %q: %t, %v", c.text, c.format, !c.want, err)
		}
	}
}

func TestFormatsThatCannotBeRead(t *testing.T) {
	for format, want := range map[string]string{
		"%s000":      "%s is no directive that can be read",
		"%F":         "%F is no directive that can be read",
		"%-d/%m":     "%- is no directive that can be read",
		"%Y-%Y":      "it has %Y twice",
		"%x %d":      "it has %d twice",
		"%H:%M:%S.%": "it ends with %",
	} {
		if _, err := datePattern(format); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", format, err, want)
		}
	}
}

func TestDurations(t *testing.T) {
	for text, want := range map[string]bool{
		"P1D": true, "P1M": true, "P1Y2M3W4DT5H6M7.5S": true, "-P1D": true, "PT0S": true, "PT": true, "PT0,1S": true,
		"P0001-02-03T04:05:06": true, "P00010203T040506": true, "P1.5M": true,
		"P": false, "": false, "1D": false, "P1": false, "P1H": false, "PT1D": false, "1": false, "P-1D": false, "p1d": false, "P1D ": false,
	} {
		if isDuration(text) != want {
			t.Errorf("%q is a duration: %t", text, !want)
		}
	}
}
