package record

import (
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// RemoveFields deletes what its pointers match; what is not there is no
// mistake. With a condition, each leaf of the record is asked instead, once for
// every pointer (RemoveFields).
type RemoveFields struct {
	FieldPointers [][]string
	Condition     PropertyTemplate
}

// Transform removes the fields.
func (f RemoveFields) Transform(r *stream.Record) error {
	for _, pointer := range f.FieldPointers {
		if len(pointer) == 1 && f.Condition.IsZero() && !isGlob(pointer[0]) && r.Data.Kind() == value.KindDict {
			r.Data.Delete(pointer[0]) // the common case
			continue
		}
		if _, err := textPath(pointer).remove(r.Data, f.leaf()); err != nil {
			return fmt.Errorf("removing %s: %w", textPath(pointer), err)
		}
	}
	return nil
}

// leaf asks the condition; nil without one.
func (f RemoveFields) leaf() func(value.Value) (bool, error) {
	if f.Condition.IsZero() {
		return nil
	}
	return func(leaf value.Value) (bool, error) {
		return f.Condition.Condition(stream.PropertyScope{Property: leaf})
	}
}
