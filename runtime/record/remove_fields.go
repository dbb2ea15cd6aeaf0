package record

import (
	"fmt"
	"slices"

	"github.com/lowcode-dev/lowcode/runtime/dpath"
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
		if f.Condition.IsZero() && removePlain(r.Data, pointer) {
			continue
		}
		if _, err := dpath.Of(pointer).Remove(r.Data, f.leaf()); err != nil {
			return fmt.Errorf("removing %s: %w", dpath.Of(pointer), err)
		}
	}
	return nil
}

// removePlain removes what a pointer of plain keys points at. It leaves globs
// and lists to a path: false.
func removePlain(at value.Value, pointer []string) bool {
	if slices.ContainsFunc(pointer, dpath.IsGlob) {
		return false
	}
	for i, key := range pointer {
		if at.Kind() != value.KindDict {
			return at.Kind() != value.KindList
		}
		if i == len(pointer)-1 {
			at.Delete(key)
			return true
		}
		next, ok := at.Get(key)
		if !ok {
			return true
		}
		at = next
	}
	return true
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
