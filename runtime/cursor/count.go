package cursor

import (
	"context"
	"iter"
	"math"

	"github.com/lowcode-dev/lowcode/runtime/request"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// The members of the slice of a count.
const (
	countStart = "start"
	countEnd   = "end"
)

// count follows a reading of a stream that counts. It makes one slice, which one
// worker reads. Values are compared as Python compares them.
type count struct {
	of      IncrementingCount
	stream  string
	field   string
	start   value.Value
	known   value.Value // the state that came in
	from    value.Value // what was reached before
	highest value.Value // of the records, Undefined for none
	reached value.Value // what the state shows
	err     error       // why the slice cannot be closed
	warned  bool
	log     stream.Logger
}

// resume finds where the reading starts: where the state ended, but not before the start.
func (c *count) resume() error {
	c.from, c.reached = c.start, c.start
	before, err := c.before()
	if err != nil || before.Falsy() {
		return err
	}
	reached := before.Ge(c.start)
	if err := reached.Err(); err != nil {
		return err
	}
	if reached.Truthy() {
		c.from, c.reached = before, before
	}
	return nil
}

// before is the number of the state, Undefined for none. A state of the
// concurrent form has read from its first start to its first end.
func (c *count) before() (value.Value, error) {
	slices, concurrent := concurrentSlices(c.known)
	if !concurrent {
		v, _ := c.known.Get(c.field)
		return v, nil
	}
	c.known, _ = c.known.Get(legacyKey)
	if slices.Len() == 0 {
		return value.Value{}, nil
	}
	end, ok := slices.At(0).Get(endKey)
	if !ok {
		return end, missing(endKey)
	}
	return end, nil
}

// Slices makes the one slice, which has no end.
func (c *count) Slices(ctx context.Context) iter.Seq2[*stream.Slice, error] {
	c.log = stream.Log(ctx)
	return func(yield func(*stream.Slice, error) bool) {
		window := value.DictOf(value.Str(countStart), c.from, value.Str(countEnd), value.Float(math.Inf(1)))
		slice := stream.NewSlice(value.Value{}, window, value.Value{})
		slice.Window = c
		yield(slice, nil)
	}
}

// Observe keeps the highest value. Values that have no order fail the slice when it is closed.
func (c *count) Observe(r *stream.Record) {
	v, ok := r.Data.Get(c.field)
	if !ok || v.IsNull() {
		c.warn()
		return
	}
	if !c.highest.IsUndefined() {
		higher := c.highest.Lt(v)
		if err := higher.Err(); err != nil && c.err == nil {
			c.err = err
		}
		if !higher.Truthy() {
			return
		}
	}
	c.highest = v.Clone()
}

// Close gives a state, unless nothing was seen but falsy values.
func (c *count) Close(context.Context, *stream.Slice) ([]byte, error) {
	if c.err != nil || c.highest.Falsy() {
		return nil, c.err
	}
	reached, err := c.merged()
	if err != nil {
		return nil, err
	}
	c.reached = reached
	return c.json(), nil
}

// merged is what the state shows once the records are read. The reference
// merges the stretch that it knew with that of the records, and shows the end of
// the lower one; they stay two when the records end more than 1 below the start.
func (c *count) merged() (value.Value, error) {
	lower := c.highest.Lt(c.from)
	if err := lower.Err(); err != nil {
		return c.from, err
	}
	apart := value.Equal(c.start, c.from) && c.highest.Add(value.Int(1)).Lt(c.from).Truthy()
	if !lower.Truthy() || apart || c.from.Falsy() {
		return c.highest, nil
	}
	return c.from, nil
}

// State is {cursor field: highest value}.
func (c *count) State() value.Value {
	state := value.DictOf()
	for key, v := range c.known.All() {
		state.SetKey(key, v)
	}
	state.Set(c.field, c.reached)
	return state
}

// End is the state once more, whatever happened.
func (c *count) End(context.Context, bool) []byte { return c.json() }

func (c *count) json() []byte { return c.State().AppendJSON(nil) }

// Inject adds the number to start from.
func (c *count) Inject(slice *stream.Slice, options *request.Options) error {
	if c.of.StartValueOption == nil {
		return nil
	}
	from, ok := slice.CursorSlice.Get(countStart)
	if !ok {
		from = value.Null
	}
	return c.of.StartValueOption.Inject(options, from)
}

// Contains keeps every record: the cursor has no filter.
func (c *count) Contains(value.Value) bool { return true }

// IsDataFeed is false.
func (c *count) IsDataFeed() bool { return false }

// IsClientSideIncremental is false.
func (c *count) IsClientSideIncremental() bool { return false }

func (c *count) warn() {
	if !c.warned {
		c.warned = true
		warnMissing(c.log, c.field, c.stream)
	}
}
