package stream

import (
	"context"
	"errors"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Found is what a probe came upon.
type Found int

// What a probe can come upon.
const (
	NoSlices Found = iota
	NoRecords
	OneRecord
)

// errFound ends the reading of a slice after its first record.
var errFound = errors.New("a record was found")

// Probe reads one record: of the first slice, and of no more pages than it takes.
func (s *Stream) Probe(ctx context.Context) (found Found, err error) {
	defer Recovered(&err)
	ctx = With(ctx, s)
	slice, err := s.firstSlice(ctx)
	if slice == nil || err != nil {
		return NoSlices, err
	}
	found = NoRecords
	err = s.read(ctx, slice, func(*Record) error {
		found = OneRecord
		return errFound
	})
	if found == OneRecord {
		return found, nil
	}
	return found, err
}

func (s *Stream) firstSlice(ctx context.Context) (*Slice, error) {
	observer, err := s.Observe(value.Value{})
	if err != nil {
		return nil, err
	}
	for slice, err := range observer.Slices(ctx) {
		return slice, err
	}
	return nil, nil
}
