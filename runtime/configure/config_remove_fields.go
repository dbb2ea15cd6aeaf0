package configure

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/dpath"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// RemoveFields deletes what its pointers match; what is not there is no mistake (ConfigRemoveFields).
type RemoveFields struct {
	FieldPointers [][]string
	Condition     Template // asked once, before anything goes
}

// Transform removes the fields.
func (r RemoveFields) Transform(_ context.Context, cfg value.Value) error {
	if !r.Condition.IsZero() {
		remove, err := r.Condition.Condition()
		if err != nil || !remove {
			return err
		}
	}
	for _, pointer := range r.FieldPointers {
		if _, err := dpath.Of(pointer).Remove(cfg, nil); err != nil {
			return err
		}
	}
	return nil
}
