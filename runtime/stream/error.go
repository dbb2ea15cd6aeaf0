package stream

// A FailureType says who can do something about a failure.
type FailureType string

// The failure types of the protocol.
const (
	SystemError    FailureType = "system_error"    // the connector, or its author
	ConfigError    FailureType = "config_error"    // the user
	TransientError FailureType = "transient_error" // nobody; another try may succeed
)

// An Error is a failure with words for the user: the platform shows Message and
// keeps Internal for those who look closer. Both may hold secrets of the API's
// answer; they are masked where they leave the process.
type Error struct {
	Message     string // "" for words that say only that something went wrong
	Internal    string
	FailureType FailureType
	Err         error // what caused it, if anything did
}

// Error is what the user sees, or what there is.
func (e *Error) Error() string {
	if e.Message != "" {
		return e.Message
	}
	return e.Internal
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }
