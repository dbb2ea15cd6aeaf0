package cursor_test

import (
	"cmp"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/config"
)

// TestParentStates closes partitions in an order and looks at the parent state
// after each of them: that of a partition counts once all before it were read.
func TestParentStates(t *testing.T) {
	for name, test := range map[string]struct {
		state   string
		parents []int // with each partition
		order   []int
		want    []int // after each close, 0 for none
	}{
		"in order":            {parents: []int{1, 2, 3}, order: []int{0, 1, 2}, want: []int{1, 2, 3}},
		"backwards":           {parents: []int{1, 2, 3}, order: []int{2, 1, 0}, want: []int{0, 0, 3}},
		"one state":           {parents: []int{1, 1, 1}, order: []int{2, 1, 0}, want: []int{0, 0, 1}},
		"of the first":        {parents: []int{1, 1, 1}, order: []int{0, 2, 1}, want: []int{1, 1, 1}},
		"two states":          {parents: []int{1, 1, 2, 2}, order: []int{0, 2, 3, 1}, want: []int{1, 1, 1, 2}},
		"a state comes back":  {parents: []int{1, 2, 1}, order: []int{1, 0, 2}, want: []int{0, 2, 1}},
		"the first one fails": {parents: []int{1, 2, 3}, order: []int{1, 2}, want: []int{0, 0}},
		"a middle one fails":  {parents: []int{1, 2, 3, 4}, order: []int{3, 2, 0}, want: []int{0, 0, 1}},
		"many, backwards":     {parents: count(1, 18), order: count(17, 0), want: append(make([]int, 17), 18)},
		"the last of many fails": {
			parents: count(1, 18), order: count(0, 16), want: append(count(1, 15), 15, 15),
		},
		"from a state": {
			state:   `{"state":{},"parent_state":{"parents":{"at":9}}}`,
			parents: []int{1, 2}, order: []int{1, 0}, want: []int{9, 2},
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var parents []string
				for _, at := range test.parents {
					parents = append(parents, parentsAt(at))
				}
				r := observe(t, byChange(), &router{partitions: numbered(len(parents)), parents: parents}, test.state)
				all := r.slices()
				for i, at := range test.order {
					r.read(all[at])
					got, known := r.observer.State().Get("parent_state")
					if test.want[i] == 0 {
						if known {
							t.Errorf("after %d closes: %s", i+1, got.Repr())
						}
						continue
					}
					wantState(t, fmt.Sprintf("after %d closes", i+1), string(got.AppendJSON(nil)), parentsAt(test.want[i]))
				}
			})
		})
	}
}

// count are the numbers from the first to the last one, up or down.
func count(first, last int) []int {
	all := []int{first}
	for first != last {
		first += cmp.Compare(last, first)
		all = append(all, first)
	}
	return all
}

func parentsAt(at int) string { return fmt.Sprintf(`{"parents":{"at":%d}}`, at) }

// The end of a reading takes the last state of the parents; a router that keeps
// nothing of them takes away what an earlier one had kept.
func TestParentStateAtTheEnd(t *testing.T) {
	const before = `{"state":{"changed":"2024-02-01T00:00:00Z"},"parent_state":{"parents":{"at":9}}}`
	const start = `{"use_global_cursor":false,"states":[{"partition":{"n":0},"cursor":{"changed":"2024-02-01T00:00:00Z"}}],` +
		`"state":{"changed":"2024-02-01T00:00:00Z"},"lookback_window":0`
	for name, test := range map[string]struct {
		parents  []string
		complete bool
		want     string
	}{
		"complete":            {[]string{parentsAt(10)}, true, `,"parent_state":{"parents":{"at":10}}}`},
		"failed":              {[]string{parentsAt(10)}, false, `,"parent_state":{"parents":{"at":9}}}`},
		"nothing is kept":     {nil, true, `}`},
		"nothing, and failed": {nil, false, `,"parent_state":{"parents":{"at":9}}}`},
	} {
		t.Run(name, func(t *testing.T) {
			r := observe(t, byChange(), &router{partitions: numbered(1), parents: test.parents}, before)
			r.slices()
			wantState(t, "end", r.end(test.complete), start+test.want)
		})
	}
}

// A partition is read when the last of its windows was made and all are closed.
func TestPartitionsOfManyWindows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := byChange()
		d.Step, d.CursorGranularity = config.Fixed("P1M"), "PT1S"
		r := observe(t, d, &router{partitions: numbered(2), parents: []string{parentsAt(1), parentsAt(2)}}, "")
		all := r.slices()
		if len(all) != 6 {
			t.Fatalf("%d slices", len(all))
		}
		for _, at := range []int{3, 2, 0, 5} {
			r.read(all[at], all[at].CursorSlice.Item("end_time").String())
		}
		time.Sleep(time.Hour)
		wantState(t, "a gap in the first", r.read(all[4]),
			`{"use_global_cursor":false,"states":[{"partition":{"n":0},"cursor":{"changed":"2024-01-31T23:59:59Z"}},{"partition":{"n":1},"cursor":{"changed":"2024-04-01T00:00:00Z"}}],"lookback_window":0}`)
		time.Sleep(time.Hour)
		wantState(t, "no gap any more", r.read(all[1], "2024-02-02T00:00:00Z"),
			`{"use_global_cursor":false,"states":[{"partition":{"n":0},"cursor":{"changed":"2024-04-01T00:00:00Z"}},`+
				`{"partition":{"n":1},"cursor":{"changed":"2024-04-01T00:00:00Z"}}],"lookback_window":0,"parent_state":`+parentsAt(2)+`}`)
	})
}

// A window is handed out before the next one is asked for, so that a partition
// whose windows are closed at once is not taken for read before its last one.
func TestWindowsThatAreClosedAtOnce(t *testing.T) {
	d := byChange()
	d.Step, d.CursorGranularity = config.Fixed("P1M"), "PT1S"
	r := observe(t, d, &router{partitions: numbered(1), parents: []string{parentsAt(1)}}, "")
	closed := 0
	for slice, err := range r.observer.Slices(r.ctx) {
		if err != nil {
			t.Fatal(err)
		}
		r.read(slice)
		closed++
		if _, known := r.observer.State().Get("parent_state"); known != (closed == 3) {
			t.Errorf("after %d of 3 windows, parent state known: %t", closed, known)
		}
	}
}

// A partition without any window is never read to its end, as in the reference.
func TestPartitionWithoutWindows(t *testing.T) {
	r := observe(t, byChange(), &router{partitions: numbered(2), parents: []string{parentsAt(1), parentsAt(2)}},
		`{"states":[{"partition":{"n":0},"cursor":{"changed":"2024-04-01T00:00:00Z"}}]}`)
	all := r.slices()
	if len(all) != 1 {
		t.Fatalf("%d slices", len(all))
	}
	r.read(all[0])
	if _, known := r.observer.State().Get("parent_state"); known {
		t.Error("the parent state is known while the first partition counts as open")
	}
	wantState(t, "end", r.end(true), `{"use_global_cursor":false,"states":[{"partition":{"n":0},"cursor":{"changed":"2024-04-01T00:00:00Z"}},`+
		`{"partition":{"n":1},"cursor":{"changed":"2024-01-01T00:00:00Z"}}],"lookback_window":0,"parent_state":{"parents":{"at":2}}}`)
}
