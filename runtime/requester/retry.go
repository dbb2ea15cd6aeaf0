package requester

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// defaultRetries is how many attempts follow the first one when no error handler says otherwise.
const defaultRetries = 5

// retryTime is how long attempts are repeated; it does not limit the waits for rate limits.
const retryTime = 600 * time.Second

// A waitKind is why an attempt is to be repeated. Each kind is counted by a loop of its own.
type waitKind uint8

const (
	waitNone    waitKind = iota
	waitAsked            // the error handler said how long
	waitRate             // the API's rate limit was met
	waitDefault          // anything else
)

// A retryLoop repeats attempts that end with a wait of its kind. Loops are nested,
// and an inner one starts to count anew whenever the outer one repeats it, so
// that failures of several kinds can exceed the budget of each: a rule of the
// reference.
type retryLoop struct {
	kind     waitKind
	attempts int
	limited  bool // by retryTime
}

// send sends the request until its response can be handed over.
func (t *tries) send(ctx context.Context) (*stream.Response, error) {
	attempts := defaultRetries + 1
	if handler := t.requester.ErrorHandler; handler != nil {
		retries, err := handler.Retries()
		if err != nil {
			return nil, err
		}
		attempts = max(0, retries) + 1
	}
	out := retryLoops{
		{waitDefault, attempts, true},
		{waitRate, attempts, false},
		{waitAsked, attempts, true},
	}.run(ctx, t)
	if out.err == nil && out.wait != waitNone {
		out.err = t.exhausted(ctx, out)
	}
	return out.response, out.err
}

// retryLoops are nested loops, the outermost first.
type retryLoops []retryLoop

// run repeats what is inside of the first loop while it ends with a wait of the
// loop's kind and the budget lasts. Inside of the last one is the attempt.
func (loops retryLoops) run(ctx context.Context, t *tries) outcome {
	if len(loops) == 0 {
		return t.attempt(ctx)
	}
	l := loops[0]
	start := time.Now()
	for n := 1; ; n++ {
		out := loops[1:].run(ctx, t)
		if out.err != nil || out.wait != l.kind {
			return out
		}
		left := (retryTime - time.Since(start)).Seconds()
		if n >= l.attempts || l.limited && left <= 0 {
			return out
		}
		seconds := l.seconds(n, out, left)
		stream.Log(ctx).Infof("retrying %s %s in %g seconds (attempt %d failed: %s)",
			t.prepared.method, stream.PlainURL(t.prepared.url), seconds, t.number, t.reason(out))
		if err := stream.Wait(ctx, seconds); err != nil {
			return outcome{err: err}
		}
	}
}

// seconds is the wait after the n-th attempt of the loop.
func (l retryLoop) seconds(n int, out outcome, left float64) float64 {
	doubling := max(math.Pow(2, float64(n-1)), out.atLeast)
	switch l.kind {
	case waitAsked:
		return out.seconds + 1 // an API that counts in whole seconds may be a fraction behind
	case waitRate:
		return doubling
	}
	return min(doubling, left)
}

// reason is why the last attempt has to be repeated.
func (t *tries) reason(out outcome) string {
	if out.resolution.Message != "" {
		return out.resolution.Message
	}
	return fmt.Sprintf("Request to %s failed with failure type FailureType.%s, response action ResponseAction.%s.",
		stream.PlainURL(t.prepared.url), out.resolution.FailureType, out.resolution.Action)
}

// exhausted is the error of a request whose attempts all failed.
func (t *tries) exhausted(ctx context.Context, out outcome) error {
	reason := t.reason(out)
	stream.Log(ctx).Errorf("giving up %s %s after %d attempts: %s", t.prepared.method, stream.PlainURL(t.prepared.url), t.number, reason)
	if out.status == http.StatusTooManyRequests {
		return &stream.Error{
			Message:     explained("API rate limit exceeded.", t.prepared.url, out.told),
			Internal:    "Rate limit retry budget exhausted. Last exception: " + reason,
			FailureType: stream.TransientError,
		}
	}
	failureType := out.resolution.FailureType
	if failureType == "" {
		failureType = stream.SystemError
	}
	return &stream.Error{
		Message:     "Exhausted available request attempts. Please see logs for more details. Exception: " + explained(reason, t.prepared.url, out.told),
		Internal:    "Exhausted available request attempts. Exception: " + reason,
		FailureType: failureType,
	}
}
