package stream

import (
	"context"
	"fmt"
	"math"
	"os"
	"strconv"
	"time"
)

// maxWaitVariable names the environment variable that caps every wait, in
// seconds. What is logged is the wait that was asked for.
const maxWaitVariable = "LOWCODE_MAX_WAIT"

// Wait waits for so many seconds, or until ctx ends.
func Wait(ctx context.Context, seconds float64) error {
	length, err := WaitTime(seconds)
	if err != nil {
		return err
	}
	timer := time.NewTimer(length)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-timer.C:
		return nil
	}
}

// WaitTime is how long a wait for so many seconds takes.
func WaitTime(seconds float64) (time.Duration, error) {
	limit, err := maxWait()
	if err != nil {
		return 0, err
	}
	return duration(min(seconds, limit)), nil
}

// maxWait is the cap of a wait, infinite when the environment sets none.
func maxWait() (float64, error) {
	text := os.Getenv(maxWaitVariable)
	if text == "" {
		return math.Inf(1), nil
	}
	seconds, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(seconds) || seconds < 0 {
		return 0, &Error{
			Message:     fmt.Sprintf("%s is not a number of seconds: %q", maxWaitVariable, text),
			FailureType: ConfigError,
		}
	}
	return seconds, nil
}

// duration is so many seconds, as far as a duration can hold them.
func duration(seconds float64) time.Duration {
	const most = math.MaxInt64 / int64(time.Second)
	if seconds >= float64(most) {
		return math.MaxInt64
	}
	return time.Duration(seconds * float64(time.Second))
}
