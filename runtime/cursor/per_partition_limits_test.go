package cursor_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func numbered(n int) []string {
	partitions := make([]string, n)
	for i := range partitions {
		partitions[i] = fmt.Sprintf(`{"n":%d}`, i)
	}
	return partitions
}

// known is a state with a cursor at 2024-02-01 for each of the partitions.
func known(partitions []string) string {
	var states []string
	for _, partition := range partitions {
		states = append(states, `{"partition":`+partition+`,"cursor":{"changed":"2024-02-01T00:00:00Z"}}`)
	}
	return `{"use_global_cursor":false,"states":[` + strings.Join(states, ",") + `],"state":{"changed":"2024-03-01T00:00:00Z"},"lookback_window":0}`
}

const switched = "Exceeded the 'SWITCH_TO_GLOBAL_LIMIT' of 10000. Switching to global cursor for items."

func TestSwitchToGlobalCursor(t *testing.T) {
	for n, want := range map[int]bool{10_001: false, 10_002: true} {
		synctest.Test(t, func(t *testing.T) {
			r := observe(t, byChange(), &router{partitions: numbered(n)}, "")
			for slice, err := range r.observer.Slices(r.ctx) {
				if err != nil {
					t.Fatal(err)
				}
				r.read(slice, "2024-02-11T00:00:00Z")
			}
			if got := r.end(false); strings.HasPrefix(got, `{"use_global_cursor":true,"lookback_window":0}`) != want {
				t.Errorf("%d partitions, not complete: %.100s", n, got)
			}
			time.Sleep(time.Minute)
			if got := r.end(true); strings.HasPrefix(got, `{"use_global_cursor":true,"state":{"changed":"2024-02-11T00:00:00Z"},"lookback_window":60}`) != want {
				t.Errorf("%d partitions: %.100s", n, got)
			}
			if got := strings.Count(r.logged(), switched); (got == 1) != want {
				t.Errorf("%d partitions: the switch is logged %d times", n, got)
			}
		})
	}
}

// Partitions of the state count as well, but those that come again count once.
func TestSwitchCountsTheState(t *testing.T) {
	for _, test := range []struct {
		known, come int
		global      bool
	}{{10_000, 10_000, false}, {10_000, 10_001, false}, {10_000, 10_002, true}, {10_001, 1, true}} {
		r := observe(t, byChange(), &router{partitions: numbered(test.come)}, known(numbered(test.known)))
		all := r.slices()
		if all[0].CursorSlice.Item("start_time").String() != "2024-02-01T00:00:00Z" {
			t.Errorf("a known partition starts at %s", all[0].CursorSlice.Repr())
		}
		if got := r.end(false); strings.HasPrefix(got, `{"use_global_cursor":true`) != test.global {
			t.Errorf("%d known, %d come: %.60s", test.known, test.come, got)
		}
	}
}

// A partition that is closed after the switch moves the global cursor only by its records.
func TestClosingAfterTheSwitch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := observe(t, byChange(), &router{partitions: numbered(10_002)}, known(numbered(10_000)))
		all := r.slices()
		r.read(all[0], "2024-03-11T00:00:00Z")
		for _, slice := range all[1:] {
			r.read(slice)
		}
		wantState(t, "end", r.end(true), `{"use_global_cursor":true,"state":{"changed":"2024-03-11T00:00:00Z"},"lookback_window":0}`)
	})
}

// A partition that comes again is read once, also when it was read by then. Of very many, the oldest ones are forgotten.
func TestPartitionsThatComeAgain(t *testing.T) {
	for name, test := range map[string]struct {
		global bool
		others int // between the first and the second time
		fails  bool
		again  bool
	}{
		"own cursors":            {others: 1},
		"switched":               {others: 15_000},
		"global cursor":          {global: true, others: 1},
		"global cursor, at last": {global: true, others: 24_998},
		"forgotten":              {global: true, others: 24_999, again: true},
		"failed and forgotten":   {global: true, others: 24_999, fails: true, again: true},
	} {
		t.Run(name, func(t *testing.T) {
			d := byChange()
			d.GlobalSubstreamCursor = test.global
			partitions := append(numbered(test.others+1), `{"n":0}`, `{"n":0}`)
			r := observe(t, d, &router{partitions: partitions}, "")
			read := 0
			for slice, err := range r.observer.Slices(r.ctx) {
				if err != nil {
					t.Fatal(err)
				}
				if !test.fails {
					r.read(slice)
				}
				read++
			}
			want := test.others + 1
			if test.again {
				want++
			}
			if read != want {
				t.Errorf("%d partitions were read, not %d", read, want)
			}
			if log := r.logged(); strings.Count(log, "Partition duplication detected for stream items") != 1 {
				t.Errorf("log: %s", log)
			}
		})
	}
}

// Of more than 25,000 cursors the oldest ones are dropped, but not those that come first.
func TestCachedCursors(t *testing.T) {
	partitions := numbered(25_010)
	come := slices.Concat(partitions[20_000:20_001], partitions[10:11], partitions[12:13], partitions[25_009:])
	r := observe(t, byChange(), &router{partitions: come}, known(partitions))
	wantStarts(t, r.slices(),
		`{"n":20000} from 2024-02-01T00:00:00Z`,
		`{"n":10} from 2024-03-01T00:00:00Z`, // the eleven oldest cursors are gone
		`{"n":12} from 2024-02-01T00:00:00Z`,
		`{"n":25009} from 2024-02-01T00:00:00Z`)
}

func TestThrottle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := observe(t, byChange(), &router{partitions: numbered(6), parents: []string{`{}`}}, "")
		all := r.slices()
		for i, test := range []struct {
			wait time.Duration
			sent bool
		}{{0, true}, {time.Second, false}, {599 * time.Second, false}, {time.Nanosecond, true}, {600 * time.Second, false}, {time.Second, true}} {
			time.Sleep(test.wait)
			if got := r.read(all[i], "2024-02-11T00:00:00Z"); (got != "") != test.sent {
				t.Errorf("close %d: %q", i, got)
			}
		}
	})
}

// The time of a global cursor's first state starts although it is not sent. Later
// the state goes out as it was, with what is known of the parents.
func TestGlobalCursorIsNotSilent(t *testing.T) {
	for name, test := range map[string]struct{ state, parents, first, later string }{
		"without a state": {parents: `{}`, later: `{"use_global_cursor":true,"lookback_window":0,"parent_state":{}}`},
		"from a state": {
			state:   `{"use_global_cursor":true,"state":{"changed":"2024-02-01T00:00:00Z"},"lookback_window":7}`,
			parents: `{}`,
			later:   `{"use_global_cursor":true,"state":{"changed":"2024-02-01T00:00:00Z"},"lookback_window":7,"parent_state":{}}`,
		},
		"with parents": {
			parents: `{"parents":{"at":1}}`,
			first:   `{"use_global_cursor":true,"lookback_window":0,"parent_state":{"parents":{"at":1}}}`,
			later:   `{"use_global_cursor":true,"lookback_window":0,"parent_state":{"parents":{"at":1}}}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := byChange()
				d.GlobalSubstreamCursor = true
				r := observe(t, d, &router{partitions: numbered(4), parents: []string{test.parents}}, test.state)
				all := r.slices()
				wantState(t, "first close", r.read(all[0], "2024-02-11T00:00:00Z"), test.first)
				time.Sleep(600 * time.Second)
				wantState(t, "close after ten minutes", r.read(all[1], "2024-02-11T00:00:00Z"), "")
				time.Sleep(time.Nanosecond)
				wantState(t, "close after more", r.read(all[2], "2024-02-11T00:00:00Z"), test.later)
				time.Sleep(time.Hour)
				wantState(t, "close after an hour", r.read(all[3], "2024-02-11T00:00:00Z"), test.later)
			})
		})
	}
}

// After the switch the cursors of the partitions are what goes out again: a
// connector that is killed then goes on from them, and not from the beginning.
func TestStateAfterTheSwitch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := observe(t, byChange(), &router{partitions: numbered(10_003)}, "")
		var states []string
		for slice, err := range r.observer.Slices(r.ctx) {
			if err != nil {
				t.Fatal(err)
			}
			if len(states) == 10_002 {
				time.Sleep(time.Hour)
			}
			states = append(states, r.read(slice, "2024-02-11T00:00:00Z"))
		}
		if first := states[0]; !strings.HasPrefix(first, `{"use_global_cursor":false,"states":[{"partition":{"n":0},`) {
			t.Errorf("the first state: %.100s", first)
		}
		last := states[10_002]
		if !strings.HasPrefix(last, `{"use_global_cursor":false`) || strings.Count(last, `"changed":"2024-02-11T00:00:00Z"`) != 10_001 {
			t.Errorf("the state after the switch: %.100s", last)
		}
	})
}
