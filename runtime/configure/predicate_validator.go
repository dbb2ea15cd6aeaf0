package configure

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/value"
)

// Predicate checks one value, which a template may take from the configuration (PredicateValidator).
type Predicate struct {
	Value              Template
	Data               value.Value // the value where there is no template
	ValidationStrategy ValidationStrategy
}

// Check validates the value. The reference cannot: it calls such a validator in a way that raises a TypeError.
func (p Predicate) Check(ctx context.Context, _ value.Value) error {
	v := p.Data
	if !p.Value.IsZero() {
		var err error
		if v, err = p.Value.Text(); err != nil {
			return err
		}
	}
	return p.ValidationStrategy.Validate(ctx, v)
}
