package requester

import (
	"context"
	"errors"
	"fmt"

	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

// tries are the attempts to send one prepared request.
type tries struct {
	requester HTTP
	prepared  *prepared
	name      string // of the stream
	ahead     int    // how much of a body is read before it streams, 0 for one that is read whole
	number    int    // of the last attempt
	refreshed refreshing
}

// An outcome is what one attempt came to.
type outcome struct {
	response   *stream.Response // nil unless wait is none and err nil
	err        error            // final
	wait       waitKind
	seconds    float64 // what the error handler wants to wait
	atLeast    float64 // seconds that the API wants to be left alone
	resolution stream.Resolution
	status     int    // of the response, 0 without one
	told       string // what happened, for the user
}

// attempt sends the request once and does what the error handling says.
func (t *tries) attempt(ctx context.Context) outcome {
	t.number++
	if err := t.sign(ctx); err != nil {
		return outcome{err: err}
	}
	log := stream.Log(ctx)
	if log.Debugs() {
		log.Debugf("sending %s %s", t.prepared.method, t.prepared.url)
	}
	response, failure, err := t.fetch(ctx)
	if err != nil {
		return outcome{err: err}
	}
	a := t.told(response)
	switch {
	case failure != nil:
		a.Err = failure
		log.Debugf("%s %s failed: %s", a.Method, a.URL, failure)
	case log.Debugs():
		log.Debugf("%s %s answered with status %d", a.Method, a.URL, response.Status)
	}
	out := t.act(ctx, a)
	if response != nil && out.response == nil {
		response.Release()
	}
	return out
}

// told is the attempt as those see it who judge it.
func (t *tries) told(response *stream.Response) *stream.Attempt {
	return &stream.Attempt{
		Number: t.number, Method: t.prepared.method, URL: t.prepared.url, Header: t.prepared.headers.text, Response: response,
	}
}

// transmit sends the request over the network.
func (t *tries) transmit(ctx context.Context) (*stream.Response, *value.Error, error) {
	response, failure, err := t.requester.session(ctx).send(ctx, t.prepared, t.requester.timeouts(), t.ahead)
	if response != nil {
		if watcher, ok := stream.Chosen(t.requester.Authenticator).(stream.ResponseWatcher); ok {
			watcher.Watch(ctx, t.told(response))
		}
	}
	return response, failure, err
}

// act does what the resolution of an attempt says.
func (t *tries) act(ctx context.Context, a *stream.Attempt) outcome {
	resolution, err := t.interpret(ctx, a)
	if err != nil {
		return outcome{err: err}
	}
	out := outcome{resolution: resolution}
	if a.Response != nil {
		out.status = a.Response.Status
	}
	switch resolution.Action {
	case stream.ActionSuccess, stream.ActionIgnore:
		if resolution.Action == stream.ActionIgnore {
			stream.Log(ctx).Infof("%s", t.ignored(a, resolution))
		}
		out.response = a.Response
		if a.Response == nil {
			out.response = &stream.Response{URL: a.URL, Headers: func() value.Value { return value.DictOf() }, Release: func() {}}
		}
		return out
	case stream.ActionFail:
		out.err = t.failed(ctx, a, resolution)
		return out
	case stream.ActionResetPagination, stream.ActionReducePageSize, stream.ActionSplitRequestWindow:
		out.err = &stream.Rejected{Action: resolution.Action, Stream: t.name, Message: resolution.Message, FailureType: resolution.FailureType}
		return out
	case stream.ActionRefreshTokenThenRetry:
		if out.err = t.refresh(ctx, a, resolution); out.err != nil {
			return out
		}
	}
	return t.retry(ctx, a, out)
}

// retry chooses how to wait for the next attempt.
func (t *tries) retry(ctx context.Context, a *stream.Attempt, out outcome) outcome {
	out.told = exchange(a)
	limited := out.resolution.Action == stream.ActionRateLimited
	if limited {
		stream.RateLimited(ctx, t.name)
		if t.rotates(ctx, a) {
			out.seconds, out.wait = rotationWait, waitAsked
			return out
		}
	}
	if handler := t.requester.ErrorHandler; handler != nil {
		if out.seconds, out.err = handler.Backoff(ctx, a); out.err != nil {
			return out
		}
	}
	out.atLeast = retryAfter(a.Response)
	switch {
	case out.seconds != 0:
		out.wait = waitAsked
	case limited:
		out.wait = waitRate
	default:
		out.wait = waitDefault
	}
	return out
}

func (t *tries) interpret(ctx context.Context, a *stream.Attempt) (stream.Resolution, error) {
	if t.requester.ErrorHandler != nil {
		return t.requester.ErrorHandler.Interpret(ctx, a)
	}
	return stream.DefaultResolution(a), nil
}

func (t *tries) ignored(a *stream.Attempt, resolution stream.Resolution) string {
	switch {
	case resolution.Message != "":
		return resolution.Message
	case a.Response == nil:
		return fmt.Sprintf("ignoring that %s %s failed: %s", a.Method, stream.PlainURL(a.URL), a.Err)
	}
	return fmt.Sprintf("ignoring the response of %s %s with status %d", a.Method, stream.PlainURL(a.URL), a.Response.Status)
}

// failed is the error of an attempt that ends the stream. It quotes what was sent and what came back, but no request headers.
func (t *tries) failed(ctx context.Context, a *stream.Attempt, resolution stream.Resolution) error {
	internal := ""
	if a.Response == nil {
		text := a.Err.Error()
		var failure *value.Error
		if errors.As(a.Err, &failure) {
			text = failure.Message
		}
		internal = fmt.Sprintf("'%s' request to '%s' failed with exception: '%s'", a.Method, a.URL, text)
	} else {
		said, ok := a.Response.ErrorText()
		if !ok {
			said = "None"
		}
		internal = fmt.Sprintf("'%s' request to '%s' failed with status code '%d' and error message: '%s'. "+
			"Request (body): '%s'. Response (body): '%s'. Response (headers): '%s'.",
			a.Method, a.URL, a.Response.Status, stream.Shorten(said), stream.Shorten(t.prepared.shown),
			stream.Shorten(shownBody(a.Response)), stream.Shorten(a.Response.Headers().Repr()))
	}
	stream.Log(ctx).Errorf("%s", internal)
	failure := &stream.Error{Message: explained(resolution.Message, a.URL, exchange(a)), Internal: internal, FailureType: resolution.FailureType, Err: a.Err}
	if resolution.Message == "" {
		failure.Message = internal
	}
	return failure
}

// shownBody is a body as a message shows it: JSON as Python prints it, or the text.
func shownBody(r *stream.Response) string {
	if v, ok := r.JSON(); ok {
		return v.String()
	}
	if text, ok := r.ErrorText(); ok {
		return text
	}
	return "The Content of the Response couldn't be decoded."
}
