package partition

import (
	"context"
	"fmt"
	"iter"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Union makes the partitions of several routers one after the other, each value
// once (UnionPartitionRouter). All of them have the field PartitionField; what
// else a partition has becomes an extra field.
type Union struct {
	PartitionRouters []stream.PartitionRouter
	PartitionField   config.Template
}

// Construct evaluates what the routers evaluate when they are built, and fails
// when one of them is known to make partitions of another field.
func (u Union) Construct(s *stream.Stream) error {
	for _, router := range u.PartitionRouters {
		if err := router.Construct(s); err != nil {
			return err
		}
	}
	want, err := u.field()
	if err != nil {
		return err
	}
	for _, router := range u.PartitionRouters {
		kind, fields := fieldsOf(router)
		for _, template := range fields {
			field, err := template.Text()
			if err != nil {
				return err
			}
			if got := field.String(); got != want {
				return value.Fail(value.ValueError, "UnionPartitionRouter expects all child partition routers to emit the "+
					"partition field '%s', but a %s child emits '%s'.", want, kind, got).Err()
			}
		}
	}
	return nil
}

func (u Union) field() (string, error) {
	field, err := u.PartitionField.Text()
	return field.String(), err
}

// fieldsOf are the type of a router and the fields of its partitions, none for a
// router that tells only while it runs.
func fieldsOf(router stream.PartitionRouter) (kind string, fields []config.Template) {
	switch router := router.(type) {
	case List:
		return "ListPartitionRouter", []config.Template{router.CursorField}
	case Union:
		return "UnionPartitionRouter", []config.Template{router.PartitionField}
	case Substream:
		for _, parent := range router.ParentStreamConfigs {
			fields = append(fields, parent.PartitionField)
		}
		return "SubstreamPartitionRouter", fields
	}
	return "", nil
}

// Parents are the streams that the routers read.
func (u Union) Parents() []*stream.Stream { return parentsOf(u.PartitionRouters...) }

// Inject adds nothing: the language refuses request options, since a value may come from any of the routers.
func (u Union) Inject(*stream.Slice, *request.Options) error { return nil }

// Partitions starts a generation of each router.
func (u Union) Partitions(state value.Value) (stream.Partitions, error) {
	field, err := u.field()
	if err != nil {
		return nil, err
	}
	out := &united{field: field, states: make([]value.Value, len(u.PartitionRouters)), state: value.DictOf()}
	for _, router := range u.PartitionRouters {
		partitions, err := router.Partitions(state)
		if err != nil {
			return nil, err
		}
		out.routers = append(out.routers, partitions)
	}
	return out, nil
}

// united are the partitions of one reading.
type united struct {
	field   string
	routers []stream.Partitions
	states  []value.Value // of the parents of each router
	state   value.Value   // all of them
	log     stream.Logger
	warned  bool
}

// Slices generates the partitions of each router that no other has made before.
func (u *united) Slices(ctx context.Context) iter.Seq2[*stream.Slice, error] {
	return func(yield func(*stream.Slice, error) bool) {
		u.log = stream.Log(ctx)
		seen := distinct{}
		for _, router := range u.routers {
			for slice, err := range router.Slices(ctx) {
				isNew := false
				if err == nil {
					isNew, err = u.admit(seen, slice)
				}
				if err != nil {
					yield(nil, err)
					return
				}
				if isNew && !yield(u.only(slice), nil) {
					return
				}
			}
		}
	}
}

// admit says whether a partition is the first one of its value.
func (u *united) admit(seen distinct, slice *stream.Slice) (bool, error) {
	v, ok := slice.Partition.Get(u.field)
	if !ok {
		return false, value.Fail(value.ValueError, "UnionPartitionRouter expects all child partition routers to emit the "+
			"partition field '%s'. Got %s", u.field, slice.Partition.Repr()).Err()
	}
	isNew, ok := seen.add(v)
	if !ok {
		return false, value.Fail(value.ValueError, "UnionPartitionRouter can only deduplicate hashable partition values. "+
			"Got unhashable value %s for partition field '%s'.", v.Repr(), u.field).Err()
	}
	return isNew, nil
}

// only is the slice with nothing but the field in its partition, so that the
// state of a value does not depend on the router that it comes from.
func (u *united) only(slice *stream.Slice) *stream.Slice {
	partition, extra := value.DictOf(), value.DictOf()
	for key, v := range slice.ExtraFields.All() {
		extra.SetKey(key, v)
	}
	for key, v := range slice.Partition.All() {
		if key.String() == u.field {
			partition.SetKey(key, v)
		} else {
			extra.SetKey(key, v)
		}
	}
	return stream.NewSlice(partition, value.Value{}, extra)
}

// ParentState holds the parents of all routers. Of two parents with one name it
// can keep only the last one's state.
func (u *united) ParentState() value.Value {
	changed := false
	for i, router := range u.routers {
		if state := router.ParentState(); state != u.states[i] {
			u.states[i], changed = state, true
		}
	}
	if !changed {
		return u.state
	}
	u.state = value.DictOf()
	for _, state := range u.states {
		if state.Kind() != value.KindDict {
			continue
		}
		for name, parent := range state.All() {
			if _, twice := u.state.Get(name.String()); twice {
				u.warn(name.String())
			}
			u.state.SetKey(name, parent)
		}
	}
	return u.state
}

func (u *united) warn(name string) {
	if !u.warned {
		u.log.Warnf("%s", fmt.Sprintf("two routers of one stream read a parent named %q; the state of the last one is kept for both", name))
		u.warned = true
	}
}
