package retry

import (
	"context"
	"math"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// WaitTimeFromHeader waits for as many seconds as a header says (WaitTimeFromHeader). It knows nothing when the
// header is not there or holds no number.
type WaitTimeFromHeader struct {
	Header                  config.Template
	Regex                   config.Template // finds the number at the header's start
	MaxWaitingTimeInSeconds config.Template // the stream fails rather than wait so long, or longer
}

// Construct evaluates the limit of the waits.
func (s WaitTimeFromHeader) Construct() error {
	_, err := capOf(s.MaxWaitingTimeInSeconds)
	return err
}

// Wait is a number of seconds, 0 when the strategy does not know.
func (s WaitTimeFromHeader) Wait(_ context.Context, a *stream.Attempt) (float64, error) {
	seconds, ok, err := headerNumber(a.Response, s.Header, s.Regex)
	if !ok || err != nil || seconds == 0 {
		return 0, err
	}
	seconds, err = capped(seconds, s.MaxWaitingTimeInSeconds)
	if math.IsInf(seconds, 0) {
		return 0, err // nobody can wait for that
	}
	return max(seconds, 0), err
}
