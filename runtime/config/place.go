package config

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// A Place is a value and where it stands in the configuration.
type Place struct {
	Path  []string // keys of dicts, or indexes of lists
	Value value.Value
}

// At is what a path leads to; false when there is nothing.
func (c Config) At(path []string) (value.Value, bool) { return follow(c.Value(), path) }

// Put makes the configuration one that has the values at their places, all at once; dicts that are missing
// on the way are made. Nothing changes when a place is inside of what is neither a dict nor a list.
// The values that Value gave before stay as they are. Callers that read before they put exclude each other.
func (c Config) Put(places ...Place) error {
	if c.shared == nil {
		return errors.New("there is no configuration to change")
	}
	of := c.Value().Clone()
	for _, p := range places {
		if err := put(&of, p.Path, p.Value); err != nil {
			return fmt.Errorf("setting %s of the configuration: %w", strings.Join(p.Path, "."), err)
		}
	}
	c.shared.now.Store(&of)
	return nil
}

// Exclude waits until the caller is the only one between Exclude and its end, for all copies of the
// configuration, or until ctx ends.
func (c Config) Exclude(ctx context.Context) (end func(), err error) {
	if c.shared == nil {
		return func() {}, nil
	}
	select {
	case c.shared.turn <- struct{}{}:
		return func() { <-c.shared.turn }, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

func put(in *value.Value, path []string, v value.Value) error {
	if len(path) == 0 {
		*in = v
		return nil
	}
	member, ok := follow(*in, path[:1])
	switch in.Kind() {
	case value.KindDict:
		if !ok {
			member = value.DictOf()
		}
		if err := put(&member, path[1:], v); err != nil {
			return err
		}
		in.Set(path[0], member)
		return nil
	case value.KindList:
		if !ok {
			return fmt.Errorf("a list has no element %q", path[0])
		}
		if err := put(&member, path[1:], v); err != nil {
			return err
		}
		index, _ := strconv.Atoi(path[0]) // follow has found it
		in.SetAt(index, member)
		return nil
	}
	return fmt.Errorf("%q would stand in what is neither a dict nor a list", path[0])
}
