package retry

import (
	"slices"
	"strings"

	"github.com/lowcode-dev/lowcode/runtime/stream"
)

// HTTPResponseFilter says what the answers mean that it matches (HttpResponseFilter). One condition that holds is
// enough: the status is one of HTTPCodes, Predicate is true, or the API's words contain ErrorMessageContains.
type HTTPResponseFilter struct {
	HTTPCodes            []int
	Predicate            Template
	ErrorMessageContains string
	Action               stream.Action
	FailureType          stream.FailureType // of ActionFail; "" for that of the status
	ErrorMessage         Template           // for the user; empty for that of the status
}

func (f HTTPResponseFilter) readsBody() bool {
	return f.ErrorMessageContains != "" || readsBody(f.Predicate) || readsBody(f.ErrorMessage)
}

func (f HTTPResponseFilter) matches(r *stream.Response) (bool, error) {
	if slices.Contains(f.HTTPCodes, r.Status) {
		return true, nil
	}
	if !f.Predicate.IsZero() {
		if is, err := f.Predicate.Condition(scopeOf(r, f.Predicate)); is || err != nil {
			return is, err
		}
	}
	if f.ErrorMessageContains == "" {
		return false, nil
	}
	said, ok := r.ErrorText()
	return ok && strings.Contains(said, f.ErrorMessageContains), nil
}

// resolution is what an answer that matches means. What the filter does not say is said by the status.
func (f HTTPResponseFilter) resolution(a *stream.Attempt) (stream.Resolution, error) {
	out := stream.Resolution{Action: f.Action, FailureType: stream.SystemError}
	if usual, ok := stream.MappedResolution(a); ok {
		out.FailureType, out.Message = usual.FailureType, usual.Message
	}
	if f.FailureType != "" && f.Action == stream.ActionFail {
		out.FailureType = f.FailureType
	}
	if f.ErrorMessage.IsZero() {
		return out, nil
	}
	message, err := f.ErrorMessage.Text(scopeOf(a.Response, f.ErrorMessage))
	if message.Truthy() {
		out.Message = message.String()
	}
	return out, err
}
