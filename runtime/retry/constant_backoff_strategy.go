package retry

import (
	"context"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// ConstantBackoff waits for the same time after each attempt (ConstantBackoffStrategy). Zero seconds
// are no answer: the next strategy is asked.
type ConstantBackoff struct {
	BackoffTimeInSeconds config.Template
	JitterRangeInSeconds float64
}

// Construct has nothing to check.
func (ConstantBackoff) Construct() error { return nil }

// Wait is a number of seconds, 0 when the strategy does not know.
func (s ConstantBackoff) Wait(context.Context, *stream.Attempt) (float64, error) {
	seconds, err := number(s.BackoffTimeInSeconds)
	return spread(seconds, s.JitterRangeInSeconds), err
}

// number is float() of a template.
func number(t config.Template) (float64, error) {
	v, err := t.Text()
	if err != nil {
		return 0, err
	}
	return value.ToFloat(v)
}
