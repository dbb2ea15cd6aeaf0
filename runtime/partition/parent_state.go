package partition

import (
	"maps"
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A remark is what a user may want to know of the state that a parent starts from.
type remark struct {
	text string // "" for nothing
	warn bool
}

func (r remark) tell(log stream.Logger) {
	switch {
	case r.text == "":
	case r.warn:
		log.Warnf("%s", r.text)
	default:
		log.Infof("%s", r.text)
	}
}

// startOf is the state that a parent with incremental_dependency goes on from,
// found in the state of its child: the one that is kept for it, or that of the
// child, whose cursor field the parent may share, or a single value, which is
// then one of the parent's cursor field. Undefined when there is none.
func startOf(child value.Value, parent *stream.Stream) (value.Value, remark) {
	members := withoutSentinel(child)
	if len(members) == 0 {
		return value.Value{}, remark{}
	}
	var told remark
	switch states, kept := members["parent_state"]; {
	case !kept:
		told = remark{"the state of the stream holds none of its parent " + parent.Name, true}
	case states.Kind() == value.KindDict:
		if state, ok := states.Get(parent.Name); ok {
			return dictOnly(state), remark{}
		}
		told = remark{"the state of the stream holds none of its parent " + parent.Name + ", but of " + namesOf(states), false}
	}
	if state, ok := members["state"]; ok {
		return dictOnly(state), told
	}
	return singleValue(members, parent), told
}

// withoutSentinel are the members of a state, but for the one that says that the
// stream was read anew each time.
func withoutSentinel(state value.Value) map[string]value.Value {
	members := map[string]value.Value{}
	if state.Kind() != value.KindDict {
		return members
	}
	for key, v := range state.All() {
		members[key.String()] = v
	}
	delete(members, stream.NoCursorKey)
	return members
}

// singleValue is the state of the parent's cursor at the only value of an old
// state. A parent without a cursor has no use for it.
func singleValue(members map[string]value.Value, parent *stream.Stream) value.Value {
	sync := parent.Incremental().IncrementalSync
	if len(members) != 1 || sync == nil {
		return value.Value{}
	}
	only := slices.Collect(maps.Values(members))[0]
	switch only.Kind() {
	case value.KindStr, value.KindInt, value.KindFloat:
		field, _ := sync.DefaultCursorField()
		return value.DictOf(value.Str(field), only)
	}
	return value.Value{}
}

func dictOnly(state value.Value) value.Value {
	if state.Kind() != value.KindDict {
		return value.Value{}
	}
	return state
}

func namesOf(states value.Value) string {
	var names []string
	for key := range states.All() {
		names = append(names, key.String())
	}
	return "[" + strings.Join(names, ", ") + "]"
}

// shareUnread is the share of a parent's partitions that a new snapshot may be
// behind: making one costs time for each partition, so that one for each would
// take quadratic time.
const shareUnread = 64

// A snapshot is the state of a parent as it was when it was last worth the effort.
// To be a little behind costs a later reading some partitions, and loses nothing.
type snapshot struct {
	state   value.Value
	weight  int  // states of partitions in it
	asked   int  // times that it was asked for since it was made
	stale   bool // the parent may have another state by now
	settled bool // the parent was read to its end: the next snapshot is exact
}

// renew makes the snapshot anew, unless nothing can have changed or it is too
// early. It reports whether the state is another one.
func (s *snapshot) renew(observer stream.SliceObserver) bool {
	if s.asked++; !s.stale || !s.settled && s.asked*shareUnread < s.weight {
		return false
	}
	state := observer.State()
	s.stale, s.asked = false, 0
	if s.state.Eq(state).Truthy() {
		return false
	}
	s.state, s.weight = state, weightOf(state)
	return true
}

// weightOf counts the partitions that a state speaks of, those of parents included.
func weightOf(state value.Value) int {
	states, _ := state.Get("states")
	weight := states.Len()
	parents, _ := state.Get("parent_state")
	if parents.Kind() == value.KindDict {
		for _, parent := range parents.All() {
			weight += weightOf(parent)
		}
	}
	return weight
}
