package partition

import (
	"context"
	"iter"

	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Grouping puts several partitions of a router into one, whose fields are lists
// (GroupingPartitionRouter). GroupSize is at least 1; the last group may be smaller.
type Grouping struct {
	GroupSize                 int
	UnderlyingPartitionRouter stream.PartitionRouter
	KeepDuplicates            bool // deduplicate is false: a value may come twice, in one group or in several
}

// Construct evaluates what the router evaluates when it is built.
func (g Grouping) Construct(s *stream.Stream) error {
	return g.UnderlyingPartitionRouter.Construct(s)
}

// Parents are the streams that the router reads.
func (g Grouping) Parents() []*stream.Stream { return parentsOf(g.UnderlyingPartitionRouter) }

// ForcesGlobalCursor says yes: which partitions meet in a group is an accident of one reading.
func (g Grouping) ForcesGlobalCursor() bool { return true }

// Inject adds nothing: the language refuses request options where a request has several values.
func (g Grouping) Inject(*stream.Slice, *request.Options) error { return nil }

// Partitions starts a generation of the router.
func (g Grouping) Partitions(state value.Value) (stream.Partitions, error) {
	members, err := g.UnderlyingPartitionRouter.Partitions(state)
	if err != nil {
		return nil, err
	}
	return &groups{Grouping: g, members: members, state: value.DictOf()}, nil
}

// groups are the groups of one reading.
type groups struct {
	Grouping
	members stream.Partitions
	state   value.Value // of the parents when the last full group was there
}

// Slices generates the groups.
func (g *groups) Slices(ctx context.Context) iter.Seq2[*stream.Slice, error] {
	return func(yield func(*stream.Slice, error) bool) {
		seen := distinct{}
		var group []*stream.Slice
		for member, err := range g.members.Slices(ctx) {
			isNew := false
			if err == nil {
				isNew, err = g.admit(seen, member)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if !isNew {
				continue
			}
			if group = append(group, member); len(group) < g.GroupSize {
				continue
			}
			g.state = g.members.ParentState()
			if !yield(grouped(group), nil) {
				return
			}
			group = nil
		}
		g.state = g.members.ParentState()
		if group != nil {
			yield(grouped(group), nil)
		}
	}
}

// ParentState is that of the router, as of the group that was generated last.
func (g *groups) ParentState() value.Value { return g.state }

// admit says whether a partition goes into a group: its value must be its only
// one, and new to the stream unless duplicates are kept.
func (g *groups) admit(seen distinct, member *stream.Slice) (bool, error) {
	var values []value.Value
	for key, v := range member.Partition.All() {
		if key.String() != parentSlice {
			values = append(values, v)
		}
	}
	if len(values) != 1 {
		return false, value.Fail(value.ValueError,
			"GroupingPartitionRouter expects a single partition key-value pair. Got %s", member.Partition.Repr()).Err()
	}
	if g.KeepDuplicates {
		return true, nil
	}
	isNew, ok := seen.add(values[0])
	if !ok {
		return false, value.Fail(value.TypeError, "unhashable type: '%s'", values[0].TypeName()).Err()
	}
	return isNew, nil
}

// grouped is one slice of several: the fields of the first one and the extra
// fields of all, with a list of what each of them has, null where it has nothing.
func grouped(group []*stream.Slice) *stream.Slice {
	partition, extra := value.DictOf(), value.DictOf()
	for field := range group[0].Partition.All() {
		partition.SetKey(field, column(group, func(s *stream.Slice) value.Value { return s.Partition }, field))
	}
	for _, member := range group {
		for field := range member.ExtraFields.All() {
			if _, done := extra.Get(field.String()); !done {
				extra.SetKey(field, column(group, func(s *stream.Slice) value.Value { return s.ExtraFields }, field))
			}
		}
	}
	return stream.NewSlice(partition, value.Value{}, extra)
}

// column is what each slice of a group has in a field of one of its parts.
func column(group []*stream.Slice, part func(*stream.Slice) value.Value, field value.Value) value.Value {
	out := value.ListOf()
	for _, member := range group {
		v, ok := part(member).Get(field.String())
		if !ok {
			v = value.Null
		}
		out.Append(v)
	}
	return out
}
