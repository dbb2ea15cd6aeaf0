package partition

import (
	"context"
	"errors"
	"iter"

	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Substream makes a partition of each record of its parents, one parent after
// the other (SubstreamPartitionRouter). It does not drop duplicates.
type Substream struct {
	ParentStreamConfigs []Parent
}

// Construct builds the parents.
func (r Substream) Construct(*stream.Stream) error {
	for _, parent := range r.ParentStreamConfigs {
		if err := parent.Stream.Construct(); err != nil {
			return err
		}
	}
	return nil
}

// Parents are the streams whose records make the partitions.
func (r Substream) Parents() []*stream.Stream {
	var parents []*stream.Stream
	for _, parent := range r.ParentStreamConfigs {
		parents = append(parents, parent.Stream)
	}
	return parents
}

// Partitions starts to read the parents. Those with incremental_dependency go on
// from the states that the child's state holds for them.
func (r Substream) Partitions(state value.Value) (stream.Partitions, error) {
	out := &substreams{state: value.DictOf()}
	for _, parent := range r.ParentStreamConfigs {
		p, err := parent.open(state)
		if err != nil {
			return nil, err
		}
		out.parents = append(out.parents, p)
	}
	return out, nil
}

// open starts to read the parent for a child that goes on from state.
func (p Parent) open(state value.Value) (*reading, error) {
	out := &reading{Parent: p, lazily: len(p.LazyReadPointer) > 0 && !state.Truthy(), snapshot: snapshot{stale: true}}
	var from value.Value
	if p.IncrementalDependency {
		from, out.remark = startOf(state, p.Stream)
	}
	reads, outdated, err := p.Stream.Delegate(from)
	if err != nil {
		return nil, err
	}
	if outdated != "" {
		from, out.remark = value.Value{}, remark{outdated, true}
	}
	out.Stream = reads
	out.observer, err = reads.Observe(from)
	return out, err
}

// Inject adds the value of each parent's field that the slice has, not only of
// the parent that the slice comes from.
func (r Substream) Inject(slice *stream.Slice, options *request.Options) error {
	for _, parent := range r.ParentStreamConfigs {
		if parent.RequestOption == nil {
			continue
		}
		if err := inject(*parent.RequestOption, parent.PartitionField, slice, options); err != nil {
			return err
		}
	}
	return nil
}

// substreams are the partitions of one reading of the parents.
type substreams struct {
	parents []*reading
	state   value.Value // by the parents' names, as ParentState gave it last
}

// Slices reads the parents while it is iterated, one record ahead.
func (p *substreams) Slices(ctx context.Context) iter.Seq2[*stream.Slice, error] {
	return func(yield func(*stream.Slice, error) bool) {
		for _, parent := range p.parents {
			err := parent.read(ctx, func(slice *stream.Slice) bool { return yield(slice, nil) })
			if errors.Is(err, errEnough) {
				return
			}
			if err != nil {
				yield(nil, err)
				return
			}
		}
	}
}

// ParentState holds the state of each parent with incremental_dependency. It is
// the same value for as long as nothing changed.
func (p *substreams) ParentState() value.Value {
	changed := false
	for _, parent := range p.parents {
		if parent.IncrementalDependency && parent.snapshot.renew(parent.observer) {
			changed = true
		}
	}
	if !changed {
		return p.state
	}
	p.state = value.DictOf()
	for _, parent := range p.parents {
		if parent.IncrementalDependency {
			p.state.Set(parent.Stream.Name, parent.snapshot.state)
		}
	}
	return p.state
}

// errEnough ends the reading of a parent whose remaining records nobody wants.
var errEnough = errors.New("no more partitions are wanted")

// A reading is a parent that is being read.
type reading struct {
	Parent
	observer stream.SliceObserver
	lazily   bool   // the child's first pages are in the parent's records
	remark   remark // about the state that the reading goes on from
	snapshot snapshot
}

// read makes partitions of the parent's records.
func (p *reading) read(ctx context.Context, yield func(*stream.Slice) bool) error {
	log := stream.Log(ctx)
	p.remark.tell(log)
	keys, err := p.keys(p.lazily)
	if err != nil {
		return err
	}
	a := ahead{reading: p, keys: keys, log: log, yield: yield}
	return stream.ReadParent(ctx, p.Stream, p.observer, func(slice *stream.Slice, last bool, read readFunc) error {
		return a.follow(ctx, slice, last, read)
	})
}

// A readFunc reads one slice of a parent.
type readFunc = func(emit func(*stream.Record) error) error

// ahead holds back each slice until the next record is there. The reference looks
// one record ahead, so that a check may request a second page of the parent; and
// the state that goes with the slice of a last record says that its partition is done.
type ahead struct {
	*reading
	keys  keys
	log   stream.Logger
	yield func(*stream.Slice) bool
}

// follow yields the slices of one partition of the parent, and closes the
// partition before it yields the last of them.
func (a ahead) follow(ctx context.Context, partition *stream.Slice, last bool, read readFunc) error {
	a.snapshot.stale = true // the parent has made a slice, or found that there are no more
	var held *stream.Slice
	err := read(func(record *stream.Record) error {
		if err := a.release(&held); err != nil {
			return err
		}
		a.observer.Observe(record)
		slice, err := a.keys.slice(record)
		if slice == nil && err == nil {
			a.log.Debugf("skipping a record whose parent key %q is missing or null", a.keys.parentKey)
		}
		held = slice
		return err
	})
	if err != nil {
		return err
	}
	if err := a.close(ctx, partition, last); err != nil {
		return err
	}
	return a.release(&held)
}

// close ends a partition of the parent. The states that it gives are no messages
// of the child's sync: what the child keeps of them is its ParentState.
func (a ahead) close(ctx context.Context, partition *stream.Slice, last bool) error {
	if _, err := a.observer.Close(ctx, partition); err != nil {
		return err
	}
	a.snapshot.stale = true
	if last {
		a.observer.End(ctx, true)
		a.snapshot.settled = true
	}
	return nil
}

func (a ahead) release(held **stream.Slice) error {
	slice := *held
	*held = nil
	if slice != nil && !a.yield(slice) {
		return errEnough
	}
	return nil
}
