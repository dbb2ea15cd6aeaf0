package cursor

import (
	"strings"
	"testing"
)

// expect compares the windows that a cursor makes, which are written start..end.
func expect(t *testing.T, w *windows, want ...string) {
	t.Helper()
	var got []string
	for v, err := range w.slices() {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, v.from+".."+v.to)
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("got\n%s, not\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// The windows between 1 January and 10 March at noon, where nothing else is said.
func TestWindows(t *testing.T) {
	whole := stamped("2024-01-01T00:00:00Z", "2024-03-10T12:00:00Z")
	days := func(start, end string) DatetimeBased { return declare("%Y-%m-%d", start, end) }
	const twoSlices = `{"state_type":"date-range","slices":[{"start":"2024-01-01T00:00:00Z","end":"2024-01-20T00:00:00Z"},` +
		`{"start":"2024-02-01T00:00:00Z","end":"2024-02-20T00:00:00Z"}]}`
	for name, c := range map[string]struct {
		of    DatetimeBased
		state string
		want  string
	}{
		"no step": {whole, "", "2024-01-01T00:00:00Z..2024-03-10T12:00:00Z"},
		"months": {whole.in("P1M", "PT1S"), "",
			"2024-01-01T00:00:00Z..2024-01-31T23:59:59Z 2024-02-01T00:00:00Z..2024-02-29T23:59:59Z 2024-03-01T00:00:00Z..2024-03-10T12:00:00Z"},
		"months from the 31st": {days("2024-01-31", "2024-05-01").in("P1M", "P1D"), "",
			"2024-01-31..2024-02-28 2024-02-29..2024-03-28 2024-03-29..2024-04-28 2024-04-29..2024-05-01"},
		"a remainder of nothing":  {days("2024-01-01", "2024-01-05").in("P2D", "P1D"), "", "2024-01-01..2024-01-02 2024-01-03..2024-01-05"},
		"a remainder":             {days("2024-01-01", "2024-01-04").in("P2D", "P1D"), "", "2024-01-01..2024-01-02 2024-01-03..2024-01-04"},
		"a remainder of one unit": {days("2024-01-01", "2024-01-03").in("P1D", "P1D"), "", "2024-01-01..2024-01-01 2024-01-02..2024-01-03"},
		"thirty days":             {days("2024-01-01", "2024-03-01").in("P30D", "P1D"), "", "2024-01-01..2024-01-30 2024-01-31..2024-03-01"},
		"one day":                 {days("2024-01-01", "2024-01-01").in("P1D", "P1D"), "", "2024-01-01..2024-01-01"},
		"one day, strictly":       {days("2024-01-01", "2024-01-01").in("P1D", "P1D").strictly(), "", ""},
		"nothing without a step":  {days("2024-01-01", "2024-01-01"), "", ""},
		"start after end":         {days("2024-01-02", "2024-01-01").in("P1D", "P1D"), "", ""},
		"no granularity": {whole.in("P1M", "PT0S"), "",
			"2024-01-01T00:00:00Z..2024-02-01T00:00:00Z 2024-02-01T00:00:00Z..2024-03-01T00:00:00Z 2024-03-01T00:00:00Z..2024-03-10T12:00:00Z"},
		"no granularity, start is end": {days("2024-01-01", "2024-01-01").in("P1D", "P0D"), "", ""},
		"a step of nothing":            {days("2024-01-01", "2024-01-04").in("PT0S", "P1D"), "", "2024-01-01..2024-01-04"},
		"a step backwards":             {days("2024-01-01", "2024-01-04").in("-P1D", "P1D"), "", ""},
		"a step beyond the calendar":   {days("2024-01-01", "2024-01-04").in("P9999999D", "P1D"), "", "2024-01-01..2024-01-04"},
		"a step that is an empty text": {whole.inNothing("PT1S"), "", "2024-01-01T00:00:00Z..2024-03-10T12:00:00Z"},

		"state":                           {whole, `{"updated_at":"2024-02-15T00:00:00Z"}`, "2024-02-15T00:00:00Z..2024-03-10T12:00:00Z"},
		"lookback":                        {whole.back("P5D"), `{"updated_at":"2024-02-15T00:00:00Z"}`, "2024-02-10T00:00:00Z..2024-03-10T12:00:00Z"},
		"a short lookback":                {whole.back("P5D"), `{"updated_at":"2024-01-03T00:00:00Z"}`, "2024-01-01T00:00:00Z..2024-03-10T12:00:00Z"},
		"an old state":                    {whole, `{"updated_at":"2023-02-15T00:00:00Z"}`, "2024-01-01T00:00:00Z..2024-03-10T12:00:00Z"},
		"a future state":                  {whole.in("P1M", "PT1S"), `{"updated_at":"2025-02-15T00:00:00Z"}`, ""},
		"state at the end":                {whole.in("P1M", "PT1S"), `{"updated_at":"2024-03-10T12:00:00Z"}`, "2024-03-10T12:00:00Z..2024-03-10T12:00:00Z"},
		"state at the end without a step": {whole, `{"updated_at":"2024-03-10T12:00:00Z"}`, ""},
		"months with a lookback": {stamped("2024-01-01T00:00:00Z", "2024-04-01T00:00:00Z").in("P1M", "PT1S").back("P2D"), `{"updated_at":"2024-02-20T00:00:00Z"}`,
			"2024-02-18T00:00:00Z..2024-03-17T23:59:59Z 2024-03-18T00:00:00Z..2024-04-01T00:00:00Z"},

		"a gap": {whole.in("P10D", "PT1S"), twoSlices,
			"2024-01-20T00:00:01Z..2024-01-30T00:00:00Z 2024-01-30T00:00:01Z..2024-01-31T23:59:59Z " +
				"2024-02-20T00:00:00Z..2024-02-29T23:59:59Z 2024-03-01T00:00:00Z..2024-03-10T12:00:00Z"},
		"a gap without a step": {whole, twoSlices, "2024-01-20T00:00:00Z..2024-02-01T00:00:00Z 2024-02-20T00:00:00Z..2024-03-10T12:00:00Z"},
		"a gap at the start": {whole.in("P1Y", "PT1S"), `{"state_type":"date-range","slices":[{"start":"2024-02-01T00:00:00Z","end":"2024-02-20T00:00:00Z"}]}`,
			"2024-01-01T00:00:00Z..2024-01-31T23:59:59Z 2024-02-20T00:00:00Z..2024-03-10T12:00:00Z"},
		"no slices in the state": {whole, `{"state_type":"date-range","slices":[]}`, "2024-01-01T00:00:00Z..2024-03-10T12:00:00Z"},

		"microseconds": {declare("%Y-%m-%dT%H:%M:%S.%fZ", "2022-01-01T00:00:00.000000Z", "2023-06-01T00:00:00.000000Z").in("P1Y", "PT0.000001S"), "",
			"2022-01-01T00:00:00.000000Z..2022-12-31T23:59:59.999999Z 2023-01-01T00:00:00.000000Z..2023-06-01T00:00:00.000000Z"},
		"epoch": {declare("%s", "1704067200", "1704153600").in("PT12H", "PT1S"), "", "1704067200..1704110399 1704110400..1704153600"},
		"offsets are kept": {declare("%Y-%m-%dT%H:%M:%S%z", "2024-01-01T00:00:00+0200", "2024-01-02T12:00:00-0530").in("P1D", "PT1S"), "",
			"2024-01-01T00:00:00+0200..2024-01-01T23:59:59+0200 2024-01-02T00:00:00+0200..2024-01-02T12:00:00-0530"},
		"a state that other formats read": {whole.reading("%s"), `{"updated_at":1707955200}`, "2024-02-15T00:00:00Z..2024-03-10T12:00:00Z"},

		"clamped to days": {stamped("2024-01-01T05:00:00Z", "2024-01-04T10:00:00Z").in("P1D", "PT1S").clamped("DAY", ""), "",
			"2024-01-02T00:00:00Z..2024-01-02T23:59:59Z 2024-01-03T00:00:00Z..2024-01-03T23:59:59Z"},
		"clamped to days without a granularity": {stamped("2024-01-01T05:00:00Z", "2024-01-04T10:00:00Z").clamped("DAY", ""), "",
			"2024-01-02T00:00:00Z..2024-01-04T00:00:00Z"},
		"clamped to weeks":    {days("2024-01-03", "2024-01-25").in("P1W", "P1D").clamped("WEEK", "MONDAY"), "", "2024-01-08..2024-01-14 2024-01-15..2024-01-21"},
		"clamped to Fridays":  {days("2024-01-03", "2024-01-25").in("P1W", "P1D").clamped("WEEK", "FRIDAY"), "", "2024-01-05..2024-01-11 2024-01-12..2024-01-18"},
		"clamped to months":   {days("2024-01-15", "2024-04-10").in("P1M", "P1D").clamped("MONTH", ""), "", "2024-02-01..2024-02-29 2024-03-01..2024-03-31"},
		"clamped in December": {days("2023-11-15", "2024-02-10").in("P1M", "P1D").clamped("MONTH", ""), "", "2023-12-01..2023-12-31 2024-01-01..2024-01-31"},
		"clamped to nothing":  {days("2024-01-15", "2024-02-10").in("P1M", "P1D").clamped("MONTH", ""), "", ""},
	} {
		t.Run(name, func(t *testing.T) { expect(t, started(t, c.of, c.state), strings.Fields(c.want)...) })
	}
}

func TestGenerationFails(t *testing.T) {
	for name, c := range map[string]struct {
		of   DatetimeBased
		want string
	}{
		"end":        {declare("%Y-%m-%d", "2024-01-01", "never"), "ValueError"},
		"lookback":   {declare("%Y-%m-%d", "0001-01-01", "0001-01-02").back("P1D"), "OverflowError"},
		"half month": {declare("%Y-%m-%d", "2024-01-01", "2024-03-01").in("P0.5M", "P1D"), "ValueError"},
	} {
		var failed error
		for _, err := range started(t, c.of, "").slices() {
			failed = err
		}
		if !isClass(failed, c.want) {
			t.Errorf("%s: %v", name, failed)
		}
	}
}

// The windows are made while they are wanted: a source of many years does not wait for all of them.
func TestGenerationStops(t *testing.T) {
	n := 0
	for range started(t, declare("%s", "0", "99999999999").in("PT1S", "PT1S"), "").slices() {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("%d windows", n)
	}
}
