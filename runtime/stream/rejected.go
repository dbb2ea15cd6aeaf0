package stream

import "github.com/lowcode-dev/lowcode/runtime/value"

// A Rejected is the error of a request whose answer asks to read the slice in
// another way: from its first page (RESET_PAGINATION), in smaller pages
// (REDUCE_PAGE_SIZE) or in smaller windows (SPLIT_REQUEST_WINDOW). Requester.Send
// gives it without any retry; a retriever that can do what Action says finds it
// with errors.As. To anyone else it is a failure like others.
type Rejected struct {
	Action      Action
	Stream      string
	Message     string // what the error handler says, "" for nothing
	FailureType FailureType
}

// Error says what was asked for.
func (r *Rejected) Error() string { return r.Unwrap().Error() }

// Unwrap is the failure that the rejection is where nothing can be done about it.
func (r *Rejected) Unwrap() error {
	detail, end := "", "."
	if r.Message != "" {
		detail = ": " + r.Message
		end = detail
	}
	switch r.Action {
	case ActionReducePageSize:
		return &Error{
			Message:     "The API rejected a page of stream " + r.Stream + " and asked the connector for a smaller one" + end,
			Internal:    "An error handler of stream " + r.Stream + " resolved to REDUCE_PAGE_SIZE" + detail,
			FailureType: ConfigError,
		}
	case ActionSplitRequestWindow:
		failureType := r.FailureType
		if failureType == "" {
			failureType = ConfigError
		}
		return &Error{
			Message:     "The API rejected the current request window of stream " + r.Stream + " and requires a smaller one" + end,
			Internal:    "A request window split was requested of stream " + r.Stream + detail,
			FailureType: failureType,
		}
	}
	return &value.Error{Class: "PaginationResetRequiredException"}
}
