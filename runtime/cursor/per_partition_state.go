package cursor

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/timefmt"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// The members of a state, in their order.
const (
	useGlobalCursorKey = "use_global_cursor"
	statesKey          = "states"
	globalKey          = "state"
	lookbackKey        = "lookback_window"
	parentStateKey     = "parent_state"
	partitionMember    = "partition" // of an element of states
	cursorMember       = "cursor"
)

// restore goes on from a state, which decides for itself whether the partitions
// share a cursor. One without cursors is that of a stream that had no router.
func (c *perPartition) restore(state value.Value) error {
	if !state.Truthy() {
		return nil
	}
	if err := c.evaluate(); err != nil {
		return err
	}
	states, hasStates := state.Get(statesKey)
	global, hasGlobal := state.Get(globalKey)
	switch {
	case !hasStates && !hasGlobal:
		if err := c.restoreGlobal(state); err != nil {
			return err
		}
	default:
		use, _ := state.Get(useGlobalCursorKey)
		c.global = use.Truthy()
		if err := c.restoreLookback(state); err != nil {
			return err
		}
		if err := c.restorePartitions(states); hasStates && err != nil {
			return err
		}
		if err := c.restoreGlobal(global); hasGlobal && err != nil {
			return err
		}
	}
	if parents, _ := state.Get(parentStateKey); parents.Truthy() {
		c.parents.known = parents
	}
	return nil
}

func (c *perPartition) restorePartitions(states value.Value) error {
	if states.Kind() != value.KindList {
		return invalid(fmt.Sprintf("the state of stream %s is no list of partitions: %s", c.stream.Name, states.Repr()))
	}
	for entry := range states.Elements() {
		partition, hasPartition := entry.Get(partitionMember)
		cursor, hasCursor := entry.Get(cursorMember)
		if !hasPartition || !hasCursor || cursor.Kind() != value.KindDict {
			return invalid(fmt.Sprintf("the state of stream %s has no partition with a cursor: %s", c.stream.Name, entry.Repr()))
		}
		w, err := c.bounds.windows(cursor)
		if err != nil {
			return err
		}
		c.cursors.restore(partitionKey(partition), w)
	}
	return nil
}

// restoreGlobal takes the cursor value of a state, printed as new ones are; a
// state without one, such as that of a full refresh, means nothing.
func (c *perPartition) restoreGlobal(state value.Value) error {
	if state.Kind() != value.KindDict {
		return invalid(fmt.Sprintf("the global state of stream %s is no object: %s", c.stream.Name, state.Repr()))
	}
	v, ok := state.Get(c.bounds.field)
	if !ok {
		return nil
	}
	text, err := c.bounds.text(v)
	if err != nil {
		return err
	}
	c.before = maximum{text, true}
	c.newest = c.before
	return nil
}

func (c *perPartition) restoreLookback(state value.Value) error {
	v, ok := state.Get(lookbackKey)
	if !ok {
		return nil
	}
	if c.lookback, ok = seconds(v); !ok {
		return invalid(fmt.Sprintf("the lookback_window of stream %s is no number of seconds: %s", c.stream.Name, v.Repr()))
	}
	return nil
}

// maxSeconds is more than a time can move.
const maxSeconds = 10_000 * 366 * 24 * 60 * 60

// seconds reads a number, or a text that holds an integer.
func seconds(v value.Value) (n int64, ok bool) {
	if text, isText := v.AsString(); isText {
		parsed, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
		return parsed, err == nil && parsed <= maxSeconds && parsed >= -maxSeconds
	}
	f, ok := v.AsFloat()
	return int64(f), ok && math.Abs(f) <= maxSeconds
}

// runtime is how far a new partition starts before the global cursor.
func (c *perPartition) runtime() timefmt.Delta {
	return timefmt.Delta(c.lookback) * timefmt.Second
}

// State is the state as it is now.
func (c *perPartition) State() value.Value {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.state()
}

func (c *perPartition) json() []byte { return c.state().AppendJSON(nil) }

// state is the state as it is now: what was closed is in it, and partitions of
// the earlier state that did not come again are carried along.
func (c *perPartition) state() value.Value {
	state := value.DictOf(value.Str(useGlobalCursorKey), value.Bool(c.global))
	if !c.global {
		states := value.ListOf()
		for _, p := range c.cursors.order {
			states.Append(value.DictOf(
				value.Str(partitionMember), value.Raw([]byte(p.key)),
				value.Str(cursorMember), p.windows.state(),
			))
		}
		state.Set(statesKey, states)
	}
	if c.before.known {
		state.Set(globalKey, c.globalState())
	}
	state.Set(lookbackKey, value.Int(c.lookback))
	if known := c.parents.known; !known.IsUndefined() && !known.IsNull() {
		state.Set(parentStateKey, known)
	}
	return state
}

func (c *perPartition) globalState() value.Value {
	return value.DictOf(value.Str(c.bounds.field), value.Str(c.before.text))
}

// statesEvery is how long a state keeps the next one back.
const statesEvery = 600 * time.Second

// throttle lets a state through from time to time.
type throttle struct{ last time.Time }

// ask says whether a state is due, and whether it is the first one.
func (t *throttle) ask(now time.Time) (first, due bool) {
	first = t.last.IsZero()
	due = first || now.Sub(t.last) > statesEvery
	if due {
		t.last = now
	}
	return first, due
}
