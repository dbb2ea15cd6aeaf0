package retry

import (
	"context"
	"math"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// defaultFactor is the factor of an ExponentialBackoff that has none.
const defaultFactor = 5

// ExponentialBackoff waits twice as long after each attempt (ExponentialBackoffStrategy): Factor × 2ⁿ seconds
// after the n-th one, whatever the attempts before failed of.
type ExponentialBackoff struct {
	Factor               config.Template // seconds; 5 when there is none
	JitterRangeInSeconds float64
}

// Construct has nothing to check.
func (ExponentialBackoff) Construct() error { return nil }

// Wait is a number of seconds, 0 when the strategy does not know.
func (s ExponentialBackoff) Wait(_ context.Context, a *stream.Attempt) (float64, error) {
	factor := float64(defaultFactor)
	if !s.Factor.IsZero() {
		var err error
		if factor, err = number(s.Factor); err != nil {
			return 0, err
		}
	}
	return spread(math.Ldexp(factor, a.Number), s.JitterRangeInSeconds), nil
}
