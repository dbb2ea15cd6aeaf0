package cursor

import (
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// switchToGlobal is how many partitions can have cursors of their own in a state.
const switchToGlobal = 10_000

// cachedCursors is how many partitions are remembered at all.
const cachedCursors = 25_000

// A partition is one of a stream, and its cursor.
type partition struct {
	key     string   // see partitionKey
	windows *windows // nil once nobody needs it
	cohort  *cohort  // set while the partition is read
	open    int      // slices that went out and were not closed
	last    bool     // all of its slices went out
	begun   bool     // in this reading
}

// done says that all of it was read. A partition without any slice never is.
func (p *partition) done() bool { return p.last && p.open == 0 }

// cursors are the partitions that are known: from the state, or from this reading.
type cursors struct {
	byKey   map[string]*partition
	order   []*partition // those of byKey as they became known
	created int          // how many ever became known
}

func newCursors() cursors { return cursors{byKey: map[string]*partition{}} }

// restore adds a partition of the state; of two with one key the later cursor counts.
func (c *cursors) restore(key string, w *windows) {
	if p := c.byKey[key]; p != nil {
		p.windows = w
		c.created++
		return
	}
	c.add(key, w)
}

func (c *cursors) add(key string, w *windows) *partition {
	p := &partition{key: key, windows: w}
	c.byKey[key] = p
	c.order = append(c.order, p)
	c.created++
	return p
}

// share gives up the cursors of partitions that were read, as all share one from
// now on. Those of the state that are still to come keep theirs: they start where they ended.
func (c *cursors) share() {
	for _, p := range c.order {
		if p.begun && p.cohort == nil {
			p.windows = nil
		}
	}
}

// makeRoom forgets the oldest partitions, until there is room for another one: also
// those that are still read, which their slices know, and those that failed.
func (c *cursors) makeRoom() (forgotten int) {
	for len(c.byKey) >= cachedCursors {
		p := c.order[0]
		c.order[0] = nil
		c.order = c.order[1:]
		delete(c.byKey, p.key)
		forgotten++
	}
	return forgotten
}

// partitionKey is the JSON of a partition with the keys sorted at every level:
// 1, 1.0 and "1" are three partitions. It is also how a state shows the partition.
func partitionKey(partition value.Value) string {
	return string(sorted(partition).AppendJSON(make([]byte, 0, keyRoom)))
}

// keyRoom is enough for the keys of most partitions.
const keyRoom = 128

// sorted is a value with the keys of all dicts in order and its numbers read, so
// that 1.10 is 1.1.
func sorted(v value.Value) value.Value {
	switch v.Kind() {
	case value.KindDict:
		type member struct {
			name       string
			key, value value.Value
		}
		members := make([]member, 0, v.Len())
		for key, v := range v.All() {
			members = append(members, member{key.String(), key, sorted(v)})
		}
		slices.SortStableFunc(members, func(a, b member) int { return strings.Compare(a.name, b.name) })
		dict := value.DictFor(len(members))
		for _, m := range members {
			dict.SetKey(m.key, m.value)
		}
		return dict
	case value.KindList:
		list := value.ListOf()
		for element := range v.Elements() {
			list.Append(sorted(element))
		}
		return list
	}
	return v.Open()
}
