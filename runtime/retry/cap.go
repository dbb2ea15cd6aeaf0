package retry

import (
	"fmt"
	"math"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// capOf is max_waiting_time_in_seconds, infinite when the manifest has none. Nothing and what is no number are
// refused: the bound must not go away in silence.
func capOf(t config.Template) (float64, error) {
	if t.IsZero() {
		return math.Inf(1), nil
	}
	seconds, err := number(t)
	if err == nil && (math.IsNaN(seconds) || math.IsInf(seconds, 0)) {
		err = invalid("resolved to " + value.Float(seconds).String() + ", which is not a finite number")
	}
	if err != nil {
		return 0, &stream.Error{
			Message:     "The connector could not determine how long it is allowed to wait for a rate limit to clear. This is a problem with the connector rather than with your configuration.",
			Internal:    fmt.Sprintf("Failed to evaluate max_waiting_time_in_seconds %s: %s", value.Str(t.Source()).Repr(), stream.TextOf(err)),
			FailureType: stream.SystemError,
			Err:         err,
		}
	}
	return seconds, nil
}

// capped is the wait, or the failure of one that is as long as the cap or longer.
func capped(seconds float64, t config.Template) (float64, error) {
	longest, err := capOf(t)
	if err != nil || t.IsZero() || seconds < longest {
		return seconds, err
	}
	return 0, &stream.Error{
		Message: "The rate limit wait time is longer than the connector is allowed to wait.",
		Internal: fmt.Sprintf("Rate limit wait time %ss is greater than or equal to the maximum of %ss this stream is allowed to wait. Stopping the stream...",
			value.Float(seconds), value.Float(longest)),
		FailureType: stream.TransientError,
	}
}
