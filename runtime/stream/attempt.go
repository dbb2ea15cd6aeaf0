package stream

import "context"

// An Action is what becomes of a request after one attempt to send it.
type Action string

// The actions. SUCCESS and IGNORE hand the response to the caller; the last three
// hand it a Rejected.
const (
	ActionSuccess               Action = "SUCCESS"
	ActionFail                  Action = "FAIL"
	ActionRetry                 Action = "RETRY"
	ActionIgnore                Action = "IGNORE"
	ActionRateLimited           Action = "RATE_LIMITED"             // a retry that the platform hears of
	ActionRefreshTokenThenRetry Action = "REFRESH_TOKEN_THEN_RETRY" // a retry with new credentials
	ActionResetPagination       Action = "RESET_PAGINATION"
	ActionReducePageSize        Action = "REDUCE_PAGE_SIZE"
	ActionSplitRequestWindow    Action = "SPLIT_REQUEST_WINDOW"
)

// An Attempt is one attempt to send a request: it has a response, or an error of the transport.
type Attempt struct {
	Number int // from 1
	Method string
	URL    string // as requested
	// Header is a header of the request, regardless of case.
	Header   func(name string) (text string, ok bool)
	Response *Response
	Err      error // a *value.Error with the class of the HTTP library
}

// A Resolution is what an attempt means.
type Resolution struct {
	Action      Action
	FailureType FailureType
	Message     string // "" when there is nothing to say
}

// An ErrorHandler interprets attempts and says how long to wait between them
// (DefaultErrorHandler, CompositeErrorHandler). A requester without one uses DefaultResolution.
type ErrorHandler interface {
	Construct(s *Stream) error
	// Retries is how many attempts may follow the first one (max_retries).
	Retries() (int, error)
	Interpret(ctx context.Context, a *Attempt) (Resolution, error)
	// ReadsBody says that it looks into the bodies of responses that are no errors, so that they must be kept whole.
	ReadsBody() bool
	// Backoff is how many seconds to wait before the next attempt, 0 for the usual waits.
	Backoff(ctx context.Context, a *Attempt) (float64, error)
}
