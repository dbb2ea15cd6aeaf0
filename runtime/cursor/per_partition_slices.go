package cursor

import (
	"context"
	"iter"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// partitionWindow is a window of one partition. One worker reads it, so that it
// can keep what it sees without a lock.
type partitionWindow struct {
	*window
	partition *partition
	seen      maximum
}

func (v *partitionWindow) observe(at time.Time) {
	v.window.newest = later(v.window.newest, at)
	v.seen.raise(v.of.of.format(at))
}

// Slices makes the windows of each partition. As in the reference it is one
// partition ahead: that decides which requests for parents a check sends.
func (c *perPartition) Slices(ctx context.Context) iter.Seq2[*stream.Slice, error] {
	return func(yield func(*stream.Slice, error) bool) {
		c.start(stream.Log(ctx))
		var held *stream.Slice
		var parents value.Value
		for next, err := range c.partitions.Slices(ctx) {
			if err != nil {
				c.fail(held)
				yield(nil, err)
				return
			}
			if held != nil && !c.divide(held, parents, yield) {
				return
			}
			held, parents = next, c.partitions.ParentState()
		}
		if held != nil {
			c.divide(held, parents, yield)
		}
	}
}

// start begins the reading, before anything of it goes out.
func (c *perPartition) start(log stream.Logger) {
	c.log, c.began = log, time.Now()
	if c.bounds != nil { // a state needed them
		c.bounds.log = log
	}
}

// fail ends a generation that failed. As in the reference, the partition that is
// held back, if there is one, is lost with it: a state of the parents that covers it must not be kept.
func (c *perPartition) fail(held *stream.Slice) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.fruitless = held == nil || !c.partitions.ParentState().Truthy()
}

// divide yields the windows of a partition that was generated with a state of
// its parents. It is one window ahead, to know the last one, and says whether to go on.
func (c *perPartition) divide(of *stream.Slice, parents value.Value, yield func(*stream.Slice, error) bool) bool {
	p, err := c.begin(of, parents)
	if err != nil {
		yield(nil, err)
		return false
	}
	if p == nil {
		return true
	}
	var held *window
	for next, err := range p.windows.slices() {
		if err != nil {
			yield(nil, err)
			return false
		}
		if held != nil && !yield(c.slice(p, of, held, false)) {
			return false
		}
		held = next
	}
	return held == nil || yield(c.slice(p, of, held, true))
}

// begin finds or makes the cursor of a partition; nil when the partition came
// before. The reference reads such a one again when it has forgotten the first
// by then, which is a matter of timing.
func (c *perPartition) begin(of *stream.Slice, parents value.Value) (*partition, error) {
	key := partitionKey(of.Partition)
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.evaluate(); err != nil {
		return nil, err
	}
	c.limit()
	p := c.cursors.byKey[key]
	if p == nil {
		w, err := c.fresh()
		if err != nil {
			return nil, err
		}
		p = c.cursors.add(key, w)
	}
	if p.begun {
		if !c.duplicated {
			c.log.Warnf("Partition duplication detected for stream %s", c.stream.Name)
		}
		c.duplicated = true
		return nil, nil
	}
	p.begun = true
	p.cohort = c.parents.join(parents)
	return p, nil
}

// fresh is the cursor of a partition that no state knows: it starts from the
// global one, less the time that the reading took which made that.
func (c *perPartition) fresh() (*windows, error) {
	if !c.before.known {
		return c.bounds.windows(value.Value{})
	}
	state, err := c.bounds.earlier(c.globalState(), c.runtime())
	if err != nil {
		return nil, err
	}
	return c.bounds.windows(state)
}

// limit keeps what is remembered of partitions within bounds: of too many, none
// has a cursor of its own in the state, and of very many, the oldest ones are forgotten.
func (c *perPartition) limit() {
	if !c.global && c.cursors.created > switchToGlobal {
		c.log.Infof("Exceeded the 'SWITCH_TO_GLOBAL_LIMIT' of %d. Switching to global cursor for %s.", switchToGlobal, c.stream.Name)
		c.abandoned = c.json()
		c.global = true
		c.cursors.share()
	}
	if forgotten := c.cursors.makeRoom(); forgotten > 0 {
		c.log.Debugf("forgetting the %d oldest partitions of stream %s", forgotten, c.stream.Name)
	}
}

// slice is one window of a partition.
func (c *perPartition) slice(p *partition, of *stream.Slice, w *window, last bool) (*stream.Slice, error) {
	cursorSlice := w.cursorSlice()
	for key := range cursorSlice.All() {
		if name, isText := key.AsString(); isText {
			if _, both := of.Partition.Get(name); both {
				return nil, invalid("Keys for partition and incremental sync cursor should not overlap")
			}
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	p.open++
	c.open++
	p.last = last
	slice := stream.NewSlice(of.Partition, cursorSlice, of.ExtraFields)
	slice.Window = &partitionWindow{window: w, partition: p}
	return slice, nil
}
