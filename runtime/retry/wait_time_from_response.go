package retry

import (
	"context"
	"math"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// WaitTimeFromResponse waits for as many seconds as a template makes of the answer (WaitTimeFromResponse). It knows
// nothing when the template fails, or gives nothing, no number or less than zero: a body of another shape is
// for the next strategy.
type WaitTimeFromResponse struct {
	WaitTimeInSeconds       Template
	MaxWaitingTimeInSeconds config.Template // the stream fails rather than wait so long, or longer
}

// Construct evaluates the limit of the waits.
func (s WaitTimeFromResponse) Construct() error {
	_, err := capOf(s.MaxWaitingTimeInSeconds)
	return err
}

// Wait is a number of seconds, 0 when the strategy does not know.
func (s WaitTimeFromResponse) Wait(ctx context.Context, a *stream.Attempt) (float64, error) {
	v, err := s.WaitTimeInSeconds.Text(scopeOf(a.Response, s.WaitTimeInSeconds))
	if text, isText := v.AsString(); err == nil && (v.IsNull() || isText && strings.TrimSpace(text) == "") {
		return 0, nil
	}
	var seconds float64
	if err == nil {
		seconds, err = value.ToFloat(v)
	}
	if err != nil { // the body is not quoted: it may hold anything
		stream.Log(ctx).Warnf("the wait that an answer asks for cannot be read from it (%s): another strategy decides", stream.ClassOf(err))
		return 0, nil
	}
	if math.IsNaN(seconds) || math.IsInf(seconds, 0) || seconds <= 0 {
		return 0, nil
	}
	return capped(seconds, s.MaxWaitingTimeInSeconds)
}
