package cursor

import (
	"fmt"
	"testing"
	"time"
)

// all are the windows of a cursor.
func all(t *testing.T, w *windows) []*window {
	t.Helper()
	var made []*window
	for v, err := range w.slices() {
		if err != nil {
			t.Fatal(err)
		}
		made = append(made, v)
	}
	return made
}

func stateOf(w *windows) string { return string(w.state().AppendJSON(nil)) }

// Each window is closed once it has seen its records, in the order that is written down.
func TestStateAfterWindows(t *testing.T) {
	quarter := stamped("2024-01-01T00:00:00Z", "2024-03-10T12:00:00Z").in("P1M", "PT1S")
	type closing struct {
		window int
		seen   string // the cursor value of a record, "" for none
		want   string // the state's value then
	}
	for name, c := range map[string]struct {
		of    DatetimeBased
		state string
		first string // the state before
		then  []closing
	}{
		"in order": {quarter, "", `{"updated_at":"2024-01-01T00:00:00Z"}`, []closing{
			{0, "2024-01-20T00:00:00Z", "2024-01-20T00:00:00Z"}, {1, "2024-02-20T00:00:00Z", "2024-02-20T00:00:00Z"}, {2, "", "2024-02-20T00:00:00Z"},
		}},
		"late first": {quarter, "", `{"updated_at":"2024-01-01T00:00:00Z"}`, []closing{
			{1, "2024-02-01T00:00:00Z", "2024-01-01T00:00:00Z"}, {0, "2024-01-05T00:00:00Z", "2024-02-01T00:00:00Z"}, {2, "2024-03-01T00:00:00Z", "2024-03-01T00:00:00Z"},
		}},
		"the middle fails": {quarter, "", `{"updated_at":"2024-01-01T00:00:00Z"}`, []closing{
			{0, "2024-01-20T00:00:00Z", "2024-01-20T00:00:00Z"}, {2, "2024-03-05T00:00:00Z", "2024-01-20T00:00:00Z"},
		}},
		"no records": {quarter, `{"updated_at":"2024-01-20T00:00:00Z"}`, `{"updated_at":"2024-01-20T00:00:00Z"}`, []closing{
			{0, "", "2024-01-20T00:00:00Z"}, {1, "", "2024-01-20T00:00:00Z"},
		}},
		"a record of the future": {quarter, "", `{"updated_at":"2024-01-01T00:00:00Z"}`, []closing{{0, "2025-01-01T00:00:00Z", "2025-01-01T00:00:00Z"}}},
		"an old record":          {quarter, "", `{"updated_at":"2024-01-01T00:00:00Z"}`, []closing{{0, "2020-01-01T00:00:00Z", "2024-01-01T00:00:00Z"}}},
		"unknown members": {quarter, `{"__ab_no_cursor_state_message":true,"x":{"y":[1.50]}}`,
			`{"__ab_no_cursor_state_message":true,"x":{"y":[1.5]},"updated_at":"2024-01-01T00:00:00Z"}`, nil},
		"an old state": {quarter, `{"updated_at":"2023-01-01T00:00:00Z","x":null}`, `{"updated_at":"2024-01-01T00:00:00Z","x":null}`, nil},
		"a gap": {quarter.in("P1Y", "PT1S"),
			`{"state_type":"date-range","legacy":{"x":1},"slices":[{"start":"2024-02-01T00:00:00Z","end":"2024-02-03T00:00:00Z"},` +
				`{"start":"2024-01-01T00:00:00Z","end":"2024-01-09T00:00:00Z","most_recent_cursor_value":"2024-01-08T00:00:00Z"}]}`,
			`{"x":1,"updated_at":"2024-01-08T00:00:00Z"}`, []closing{
				{1, "2024-03-01T00:00:00Z", "2024-01-08T00:00:00Z"}, {0, "2024-01-20T00:00:00Z", "2024-03-01T00:00:00Z"},
			}},
		"numbers become texts": {declare("%s", "0", "1000"), `{"updated_at":5}`, `{"updated_at":"5"}`, []closing{{0, "7", "7"}}},
		"a format that cuts":   {declare("%Y-%m-%d", "2024-01-01", "2024-01-05").reading("%Y-%m-%dT%H:%M:%SZ"), "", `{"updated_at":"2024-01-01"}`, []closing{{0, "2024-01-04T23:59:59Z", "2024-01-04"}}},
		"the first of two offsets": {declare("%Y-%m-%dT%H:%M%z", "2024-01-01T00:00+0000", "2024-01-05T00:00+0000"), "", `{"updated_at":"2024-01-01T00:00+0000"}`,
			[]closing{{0, "2024-01-04T02:00+0200", "2024-01-04T02:00+0200"}}},
	} {
		t.Run(name, func(t *testing.T) {
			w := started(t, c.of, c.state)
			if got := stateOf(w); got != c.first {
				t.Errorf("state is %s at first, not %s", got, c.first)
			}
			made := all(t, w)
			for _, closing := range c.then {
				if closing.seen != "" {
					made[closing.window].observe(record(t, fmt.Sprintf("%q", closing.seen)))
				}
				if err := w.close(made[closing.window]); err != nil {
					t.Fatal(err)
				}
				if got := w.value(); got != closing.want {
					t.Errorf("state is %s after window %d, not %s", got, closing.window, closing.want)
				}
			}
		})
	}
}

func TestObserveKeepsTheNewest(t *testing.T) {
	w := started(t, declare("%Y-%m-%dT%H:%M%z", "2024-01-01T00:00+0000", "2024-01-05T00:00+0000"), "")
	v := all(t, w)[0]
	for _, seen := range []string{`"2024-01-02T00:00+0000"`, `"2024-01-04T00:00+0000"`, `"2024-01-04T02:00+0200"`, `null`, `"soon"`, `"2024-01-03T00:00+0000"`, `[]`} {
		v.observe(record(t, seen))
	}
	if got := w.of.format(v.newest); got != "2024-01-04T00:00+0000" || v.err != nil {
		t.Errorf("%s, %v", got, v.err)
	}
}

// A value that Python cannot make a number of is no unreadable one: it fails the partition.
func TestObserveFailsTheWindow(t *testing.T) {
	w := started(t, declare("%s", "0", "1000"), "")
	v := all(t, w)[0]
	for _, seen := range []string{`"8"`, `"x"`, `9`, `[]`, `10`} {
		v.observe(record(t, seen))
	}
	if err := w.close(v); err == nil || err.Error() != "TypeError: int() argument must be a string, a bytes-like object or a real number, not 'list'" {
		t.Error(err)
	}
	if got := stateOf(w); got != `{"updated_at":"0"}` {
		t.Error(got)
	}
}

// The end of a window is read back from its text, which this format does not allow.
func TestWindowThatCannotBeReadBack(t *testing.T) {
	d := declare("%s000", "0", "1")
	d.StartDatetime.DatetimeFormat, d.EndDatetime.DatetimeFormat = "%s", "%s"
	w := started(t, d, "")
	if err := w.close(all(t, w)[0]); err == nil || err.Error() != "ValueError: No format in ['%s000'] matching 0000" {
		t.Error(err)
	}
}

func TestContains(t *testing.T) {
	january := stamped("2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	const oldSlices = `{"state_type":"date-range","slices":[{"start":"2023-01-01T00:00:00Z","end":"2023-12-20T00:00:00Z"}]}`
	for _, c := range []struct {
		of    DatetimeBased
		state string
		value string
		want  bool
	}{
		{january, "", `"2024-01-01T00:00:00Z"`, true},
		{january, "", `"2023-12-31T23:59:59Z"`, false},
		{january, "", `"2024-02-01T00:00:00Z"`, true},
		{january, "", `"2024-02-01T00:00:01Z"`, false},
		{january, "", `null`, true},
		{january, "", `"soon"`, true},
		{january, `{"updated_at":"2024-01-10T00:00:00Z"}`, `"2024-01-09T23:59:59Z"`, false},
		{january, `{"updated_at":"2023-12-10T00:00:00Z"}`, `"2023-12-20T00:00:00Z"`, false},
		{january.back("P2D"), `{"updated_at":"2024-01-10T00:00:00Z"}`, `"2024-01-08T00:00:00Z"`, true},
		{january.back("P2D"), `{"updated_at":"2024-01-10T00:00:00Z"}`, `"2024-01-07T23:59:59Z"`, false},
		{january.back("P2D"), `{"updated_at":"2024-01-02T00:00:00Z"}`, `"2023-12-31T23:59:59Z"`, false},
		{january.back("P2D"), oldSlices, `"2023-12-20T00:00:00Z"`, true},
		{january.back("P2D"), oldSlices, `"2023-12-19T23:59:59Z"`, false},
	} {
		w := started(t, c.of, c.state)
		if got := w.window(w.of.start, w.of.start).Contains(record(t, c.value)); got != c.want {
			t.Errorf("%s after %s: %v", c.value, c.state, got)
		}
	}
}

func TestContainsFailsTheWindow(t *testing.T) {
	w := started(t, declare("%Y", "2024", "never"), "")
	v := w.window(w.of.start, w.of.start)
	if !v.Contains(record(t, `"2025"`)) || !isClass(w.close(v), "ValueError") {
		t.Errorf("%v", v.err)
	}
}

// Windows that end at random leave a list of intervals that only ever holds the gaps.
func TestClosingIsCheap(t *testing.T) {
	w := started(t, declare("%s", "0", "30000").in("PT3S", "PT1S"), "")
	made := all(t, w)
	if len(made) != 10_000 {
		t.Fatalf("%d windows", len(made))
	}
	began := time.Now()
	for step := range 7 { // every seventh at a time, so that thousands of gaps are open
		for at := step; at < len(made); at += 7 {
			if err := w.close(made[at]); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(w.read) != 1 {
		t.Errorf("%d intervals are left", len(w.read))
	}
	if spent := time.Since(began); spent > 5*time.Second {
		t.Errorf("closing took %v", spent)
	}
}
