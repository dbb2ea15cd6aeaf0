package record

import "github.com/lowcode-dev/lowcode/runtime/stream"

// Filter keeps the records for which its condition is true (RecordFilter). A
// filter whose condition is empty keeps none, as in the reference.
type Filter Template

// Keep evaluates the condition.
func (f Filter) Keep(scope stream.RecordScope) (bool, error) {
	if f.Source == "" {
		return false, nil
	}
	return Template(f).Condition(scope)
}
