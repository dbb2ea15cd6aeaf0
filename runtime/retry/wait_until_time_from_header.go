package retry

import (
	"context"
	"math"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/timefmt"
)

// WaitUntilTimeFromHeader waits until the time that a header says, in seconds since 1970 (WaitUntilTimeFromHeader).
// It knows nothing when the header holds no number, or a time that is past, unless there is a shortest wait.
type WaitUntilTimeFromHeader struct {
	Header                  config.Template
	MinWait                 config.Template // the shortest wait, in seconds
	Regex                   config.Template // finds the number at the header's start
	MaxWaitingTimeInSeconds config.Template // the stream fails rather than wait so long, or longer
}

// Construct evaluates the limit of the waits.
func (s WaitUntilTimeFromHeader) Construct() error {
	_, err := capOf(s.MaxWaitingTimeInSeconds)
	return err
}

// Wait is a number of seconds, 0 when the strategy does not know.
func (s WaitUntilTimeFromHeader) Wait(_ context.Context, a *stream.Attempt) (float64, error) {
	until, ok, err := headerNumber(a.Response, s.Header, s.Regex)
	if err != nil {
		return 0, err
	}
	least, bounded, err := s.minWait()
	if err != nil {
		return 0, err
	}
	seconds := least
	if ok && until != 0 {
		seconds = until - timefmt.Timestamp(timefmt.Now())
		if bounded {
			seconds = max(seconds, least)
		}
	} else if !bounded {
		return 0, nil
	}
	if seconds < 0 {
		return 0, nil
	}
	seconds, err = capped(seconds, s.MaxWaitingTimeInSeconds)
	if math.IsInf(seconds, 0) {
		return 0, err
	}
	return seconds, err
}

// minWait is the shortest wait; nothing, None and zero are none.
func (s WaitUntilTimeFromHeader) minWait() (seconds float64, bounded bool, err error) {
	v, err := s.MinWait.Text()
	if err != nil || s.MinWait.IsZero() || !v.Truthy() {
		return 0, false, err
	}
	seconds, err = number(s.MinWait)
	return seconds, true, err
}
