package retry

import (
	"context"
	"slices"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// CompositeErrorHandler asks one handler after the other what an answer means (CompositeErrorHandler).
type CompositeErrorHandler struct {
	ErrorHandlers []stream.ErrorHandler
}

// Construct constructs the handlers, of which there must be one.
func (h CompositeErrorHandler) Construct(s *stream.Stream) error {
	if len(h.ErrorHandlers) == 0 {
		return invalid("CompositeErrorHandler expects at least 1 underlying error handler")
	}
	for _, handler := range h.ErrorHandlers {
		if err := handler.Construct(s); err != nil {
			return err
		}
	}
	return nil
}

// Retries is that of the first handler.
func (h CompositeErrorHandler) Retries() (int, error) { return h.ErrorHandlers[0].Retries() }

// ReadsBody says that one of the handlers does.
func (h CompositeErrorHandler) ReadsBody() bool {
	return slices.ContainsFunc(h.ErrorHandlers, stream.ErrorHandler.ReadsBody)
}

// Interpret gives the first resolution that lets the request go on; FAIL, RATE_LIMITED and
// REFRESH_TOKEN_THEN_RETRY leave the word to the next handler, and count only when they are the last one's.
func (h CompositeErrorHandler) Interpret(ctx context.Context, a *stream.Attempt) (r stream.Resolution, err error) {
	for _, handler := range h.ErrorHandlers {
		if r, err = handler.Interpret(ctx, a); err != nil {
			return r, err
		}
		switch r.Action {
		case stream.ActionFail, stream.ActionRateLimited, stream.ActionRefreshTokenThenRetry:
		default:
			return r, nil
		}
	}
	return r, nil
}

// Backoff asks the strategies of all handlers, whichever of them resolved the attempt.
func (h CompositeErrorHandler) Backoff(ctx context.Context, a *stream.Attempt) (float64, error) {
	for _, handler := range h.ErrorHandlers {
		if seconds, err := handler.Backoff(ctx, a); seconds != 0 || err != nil {
			return seconds, err
		}
	}
	return 0, nil
}
