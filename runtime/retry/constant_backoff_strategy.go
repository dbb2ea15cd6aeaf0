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

func (ConstantBackoff) construct() error { return nil }

func (s ConstantBackoff) wait(context.Context, *stream.Attempt) (float64, error) {
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
