package retry

import (
	"context"
	"math"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// defaultRetries is how many attempts follow the first one when the manifest does not say.
const defaultRetries = 5

// DefaultErrorHandler asks its filters what an answer means, and takes the usual
// meaning of its status when none of them knows (DefaultErrorHandler).
type DefaultErrorHandler struct {
	ResponseFilters   []HTTPResponseFilter // the first that matches counts; answers that are no errors are asked about as well
	BackoffStrategies []BackoffStrategy    // the first that knows counts, whatever filter asked for the retry
	MaxRetries        config.Template      // 5 when there is none
}

// Construct evaluates max_retries and the caps of the strategies.
func (h DefaultErrorHandler) Construct(*stream.Stream) error {
	for _, s := range h.BackoffStrategies {
		if err := s.Construct(); err != nil {
			return err
		}
	}
	_, err := h.Retries()
	return err
}

// Retries is max_retries; an empty text stands for 5.
func (h DefaultErrorHandler) Retries() (int, error) {
	if h.MaxRetries.IsZero() {
		return defaultRetries, nil
	}
	v, err := h.MaxRetries.TextOr(config.Fixed("5"))
	if err != nil {
		return 0, err
	}
	n, err := value.ToInt(v)
	if err != nil {
		return 0, invalid("DefaultErrorHandler.max_retries did not evaluate to an integer (got " + v.Repr() + ")")
	}
	if !n.IsInt64() || n.Int64() > math.MaxInt32 {
		return math.MaxInt32, nil
	}
	return int(max(0, n.Int64())), nil
}

// ReadsBody says that a filter does.
func (h DefaultErrorHandler) ReadsBody() bool {
	for _, f := range h.ResponseFilters {
		if f.readsBody() {
			return true
		}
	}
	return false
}

// Interpret gives the resolution of the first filter that matches. Errors of the
// transport are for no filter.
func (h DefaultErrorHandler) Interpret(_ context.Context, a *stream.Attempt) (stream.Resolution, error) {
	if a.Response != nil {
		for _, f := range h.ResponseFilters {
			if matches, err := f.matches(a.Response); err != nil {
				return stream.Resolution{}, err
			} else if matches {
				return f.resolution(a)
			}
		}
	}
	return stream.DefaultResolution(a), nil
}

// Backoff asks the strategies.
func (h DefaultErrorHandler) Backoff(ctx context.Context, a *stream.Attempt) (float64, error) {
	for _, s := range h.BackoffStrategies {
		if seconds, err := s.Wait(ctx, a); seconds != 0 || err != nil {
			return seconds, err
		}
	}
	return 0, nil
}
